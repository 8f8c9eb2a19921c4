package io.github.pathwhy.probe.web;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What came of a request.
///
/// @param tls what the handshake showed; empty without TLS, or when it did not get so far
/// @param http the answer; empty when none came
public record WebOutcome(
    Times times, Optional<Tls> tls, Optional<HttpAnswer> http, List<WebFault> faults) {
  public WebOutcome {
    faults = List.copyOf(faults);
  }

  /// How long each part took, in nanoseconds; 0 for what was not reached.
  ///
  /// @param connect until the connection stood
  /// @param handshake of TLS
  /// @param firstByte from the request to the first byte of the answer
  /// @param total all of it
  public record Times(long connect, long handshake, long firstByte, long total) {}

  /// A TLS connection.
  ///
  /// @param protocol for example `TLSv1.3`
  /// @param alpn the application protocol that the server chose; empty for none
  /// @param chain as the server sent it, its own certificate first
  /// @param trustedBy what vouches for it: `Java`, `system`, `given`; empty when nothing does
  /// @param revocation whether it was looked up among revoked ones, where, and what was found, in
  ///   words
  /// @param clientCertificate whether the server asked for one
  public record Tls(
      String protocol,
      String cipher,
      String alpn,
      List<X509Certificate> chain,
      Optional<String> trustedBy,
      String revocation,
      boolean clientCertificate) {
    public Tls {
      chain = List.copyOf(chain);
    }
  }

  /// An HTTP answer.
  ///
  /// @param body its first part, read as ISO 8859-1 so that nothing is lost
  /// @param isWhole whether that is all of it
  public record HttpAnswer(
      int status, String reason, List<Header> headers, String body, boolean isWhole) {
    public HttpAnswer {
      headers = List.copyOf(headers);
    }

    /** The first header of a name, in any case. */
    public Optional<String> header(String name) {
      return headers.stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Header::value)
          .findFirst();
    }
  }

  /** A header. */
  public record Header(String name, String value) {}
}
