package io.github.pathwhy.diagnose;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.trace.Strictness;
import java.util.Optional;

/// A connectivity question as it was asked: a source and a destination in any form that people use
/// (name, id, address, host name, URI), and what to send.
public record CheckRequest(
    String source,
    String destination,
    Optional<Integer> sourcePort,
    Optional<Integer> destinationPort,
    Optional<Application> application,
    Optional<IpVersion> ipVersion,
    Strictness strictness) {

  /** A question that the usual reading answers, but for peering. */
  public CheckRequest(
      String source,
      String destination,
      Optional<Integer> sourcePort,
      Optional<Integer> destinationPort,
      Optional<Application> application,
      Optional<IpVersion> ipVersion,
      boolean strictPeering) {
    this(
        source,
        destination,
        sourcePort,
        destinationPort,
        application,
        ipVersion,
        new Strictness(strictPeering, false));
  }

  /** What is sent; HTTP and HTTPS are carried by TCP. */
  public enum Application {
    TCP("Tcp"),
    UDP("Udp"),
    ICMP("Icmp"),
    HTTP("Http"),
    HTTPS("Https");

    private final String label;

    Application(String label) {
      this.label = label;
    }

    /** The spelling of options. */
    public String label() {
      return label;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
