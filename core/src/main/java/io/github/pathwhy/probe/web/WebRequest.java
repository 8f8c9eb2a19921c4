package io.github.pathwhy.probe.web;

import io.github.pathwhy.net.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One request to one address.
///
/// @param host the name that is asked for: in the `Host` header, and for TLS
/// @param headers each `Name: value`
/// @param validStatusCodes which are right; none for any below 400
/// @param expectedHeaders each a name, or `Name: value`
/// @param expectedContent a text that the body must contain
/// @param timeout for all of it
public record WebRequest(
    IpAddress address,
    String host,
    int port,
    boolean secure,
    String method,
    String path,
    List<String> headers,
    List<StatusRange> validStatusCodes,
    List<String> expectedHeaders,
    Optional<String> expectedContent,
    Trust trust,
    Duration timeout) {

  public WebRequest {
    headers = List.copyOf(headers);
    validStatusCodes = List.copyOf(validStatusCodes);
    expectedHeaders = List.copyOf(expectedHeaders);
  }

  /// What certificates are judged by, beside the roots of Java and of the system.
  ///
  /// @param caFile more roots, PEM
  /// @param crlFile a list of revoked certificates, PEM or DER
  /// @param ocspFile an OCSP response for the server's certificate, DER
  public record Trust(Optional<Path> caFile, Optional<Path> crlFile, Optional<Path> ocspFile) {
    /** Nothing beside. */
    public static final Trust SYSTEM =
        new Trust(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
