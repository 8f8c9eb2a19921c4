package io.github.pathwhy.probe.web;

import java.util.List;

/// Something wrong with a TLS connection or an HTTP answer.
///
/// @param words one clause, with what was found
/// @param details what was expected and what was found
public record WebFault(Kind kind, String words, List<Detail> details) {
  public WebFault {
    details = List.copyOf(details);
  }

  static WebFault of(Kind kind, String words, Detail... details) {
    return new WebFault(kind, words, List.of(details));
  }

  /** A detail. */
  public record Detail(String name, String value) {}

  /** What is wrong. */
  public enum Kind {
    CONNECT_FAILED("ConnectFailed"),
    TIMEOUT("Timeout"),
    CONNECTION_RESET("ConnectionReset"),
    NOT_TLS("NotTls"),
    PROTOCOL_MISMATCH("ProtocolMismatch"),
    HANDSHAKE_FAILED("HandshakeFailed"),
    CLIENT_CERTIFICATE_REQUIRED("ClientCertificateRequired"),
    CERTIFICATE_EXPIRED("CertificateExpired"),
    CERTIFICATE_NOT_YET_VALID("CertificateNotYetValid"),
    NAME_MISMATCH("NameMismatch"),
    UNKNOWN_ROOT("UnknownRoot"),
    SELF_SIGNED("SelfSigned"),
    REVOKED("Revoked"),
    CERTIFICATE_INVALID("CertificateInvalid"),
    /** A warning: a list or response was given, and says nothing about the certificate. */
    REVOCATION_UNKNOWN("RevocationUnknown"),
    /** A warning. */
    CERTIFICATE_EXPIRES_SOON("CertificateExpiresSoon"),
    STATUS_UNEXPECTED("StatusUnexpected"),
    HEADER_UNEXPECTED("HeaderUnexpected"),
    CONTENT_UNEXPECTED("ContentUnexpected"),
    INVALID_RESPONSE("InvalidResponse");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Its name in output. */
    public String code() {
      return code;
    }

    /** Whether the answer is of no use; otherwise it is a warning. */
    public boolean breaks() {
      return this != REVOCATION_UNKNOWN && this != CERTIFICATE_EXPIRES_SOON;
    }
  }
}
