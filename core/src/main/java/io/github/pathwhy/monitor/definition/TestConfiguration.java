package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How to test, how often, and what counts as success. */
public record TestConfiguration(
    String name,
    Duration frequency,
    Probe probe,
    Optional<IpVersion> preferredIpVersion,
    Threshold threshold) {

  /** How often a test runs when its configuration does not say. */
  public static final Duration DEFAULT_FREQUENCY = Duration.ofSeconds(60);

  /// The limits of success: the share of checks that may fail, in percent, and the longest round
  /// trip. Absent ones are the service's own.
  public record Threshold(Optional<Double> checksFailedPercent, Optional<Duration> roundTripTime) {
    /** No limits of one's own. */
    public static final Threshold NONE = new Threshold(Optional.empty(), Optional.empty());
  }

  /** What is sent. */
  public sealed interface Probe {

    /** A connection; the agent of the destination may listen on the port when nobody does. */
    record Tcp(int port, boolean traceRoute, boolean listenIfAvailable) implements Probe {}

    /// A request. Without a port it is 80, or 443 with `preferHttps`; without ranges of codes any
    /// answer of the service's own choice is a success.
    record Http(
        Optional<Integer> port,
        Method method,
        String path,
        List<Header> headers,
        List<StatusCodeRange> validStatusCodes,
        boolean preferHttps)
        implements Probe {
      public Http {
        headers = List.copyOf(headers);
        validStatusCodes = List.copyOf(validStatusCodes);
      }
    }

    /** An echo request. */
    record Icmp(boolean traceRoute) implements Probe {}
  }

  /** The method of an HTTP request. */
  public enum Method {
    GET("Get"),
    POST("Post");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** Azure's word. */
    public String label() {
      return label;
    }
  }

  /** A header of an HTTP request. */
  public record Header(String name, String value) {}
}
