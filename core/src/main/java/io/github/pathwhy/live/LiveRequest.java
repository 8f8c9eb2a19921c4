package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A question to the real network.
///
/// @param host a name or an address
/// @param port destination port; 0 for ICMP
/// @param probes how many, 1 to 100
/// @param timeout how long to wait for each answer
/// @param tier the only way of probing that will do, when one was asked for
/// @param pcap where to write captured packets
/// @param web what HTTP and HTTPS ask for and expect
public record LiveRequest(
    String host,
    int port,
    Application application,
    Optional<Integer> sourcePort,
    Optional<IpVersion> version,
    int probes,
    Duration timeout,
    Optional<Integer> rate,
    Optional<Tier> tier,
    Optional<Path> pcap,
    WebQuestion web) {

  /** What carries the application. */
  public Method method() {
    return switch (application) {
      case TCP, HTTP, HTTPS -> Method.TCP;
      case UDP -> Method.UDP;
      case ICMP -> Method.ICMP;
    };
  }

  /** Whether an HTTP exchange is part of the question. */
  public boolean isWeb() {
    return application == Application.HTTP || application == Application.HTTPS;
  }

  /** For people: `10.0.2.4:443`, `[fd00::4]:443`, `10.0.2.4`. */
  public String target() {
    if (port == 0) {
      return host;
    }
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  /// What an HTTP exchange asks and expects.
  ///
  /// @param method GET, POST, …
  /// @param path with its query
  /// @param headers to send, each `Name: value`
  /// @param validStatusCodes as connection monitor writes them: `200`, `2xx`, `301-304`; none for
  ///   the usual ones
  /// @param expectedHeaders that the answer must have, each `Name: value` or a name alone
  /// @param expectedContent a text that the answer must contain
  /// @param caFile certificates to trust beside the system's
  /// @param crlFile a list of revoked certificates
  /// @param ocspFile an OCSP response
  /// @param timeout for the whole exchange
  public record WebQuestion(
      String method,
      String path,
      List<String> headers,
      List<String> validStatusCodes,
      List<String> expectedHeaders,
      Optional<String> expectedContent,
      Optional<Path> caFile,
      Optional<Path> crlFile,
      Optional<Path> ocspFile,
      Duration timeout) {

    public WebQuestion {
      headers = List.copyOf(headers);
      validStatusCodes = List.copyOf(validStatusCodes);
      expectedHeaders = List.copyOf(expectedHeaders);
    }
  }
}
