package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.IssueType;

/** Azure's names for what can be wrong with an HTTP exchange. */
final class WebIssueTypes {
  private WebIssueTypes() {}

  /** The type for a fault's code. */
  static IssueType of(String code) {
    return switch (code) {
      case "CertificateExpired",
          "CertificateNotYetValid",
          "NameMismatch",
          "UnknownRoot",
          "SelfSigned",
          "Revoked",
          "RevocationUnknown",
          "CertificateInvalid",
          "CertificateExpiresSoon",
          "ClientCertificateRequired" ->
          IssueType.CERTIFICATE_ERROR;
      case "NotTls", "ProtocolMismatch", "HandshakeFailed" -> IssueType.TLS_HANDSHAKE_FAILED;
      case "StatusUnexpected" -> IssueType.STATUS_CODE_VALIDATION_FAILED;
      case "HeaderUnexpected" -> IssueType.HEADER_VALIDATION_FAILED;
      case "ContentUnexpected" -> IssueType.CONTENT_VALIDATION_FAILED;
      case "InvalidResponse" -> IssueType.INVALID_RESPONSE_FROM_SERVER;
      default -> IssueType.NETWORK_ERROR;
    };
  }
}
