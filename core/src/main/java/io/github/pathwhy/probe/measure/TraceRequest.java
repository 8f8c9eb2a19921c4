package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;
import java.util.Optional;

/// What to trace.
///
/// @param port destination port; 0 for ICMP
/// @param sourcePort the one flow to follow; 0 to look with many
/// @param probes how many per hop
/// @param waitNanos how long to wait for the first answer beyond what answered; empty to adapt
/// @param perSecond the most probes per second; 0 for no limit
public record TraceRequest(
    Method method,
    IpAddress destination,
    int port,
    int sourcePort,
    int probes,
    int maxHops,
    Optional<Long> waitNanos,
    int perSecond) {
  private static final int UDP_BYTES = 32;
  private static final int PROBES = 3;
  private static final int HOPS = 30;

  /** The destination port of datagrams when nobody names one: traceroute's. */
  public static final int UDP_PORT = 33_434;

  public TraceRequest {
    check("probes", probes, TargetRules.MOST_PROBES);
    check("maxHops", maxHops, TargetRules.MOST_HOPS);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " " + value + ": 1 to " + most);
    }
  }

  /** Three probes per hop to at most thirty hops. */
  public static TraceRequest of(Method method, IpAddress destination, int port) {
    return new TraceRequest(method, destination, port, 0, PROBES, HOPS, Optional.empty(), 0);
  }

  /** The same with a fixed source port. */
  public TraceRequest withSourcePort(int other) {
    return new TraceRequest(
        method, destination, port, other, probes, maxHops, waitNanos, perSecond);
  }

  /** The same with so many probes per hop. */
  public TraceRequest withProbes(int other) {
    return new TraceRequest(
        method, destination, port, sourcePort, other, maxHops, waitNanos, perSecond);
  }

  /** The packet to send, from any port and with the system's time to live. */
  Probe probe() {
    return switch (method) {
      case TCP -> Probe.tcp(destination, port);
      case UDP -> Probe.udp(destination, port, UDP_BYTES);
      case ICMP -> Probe.icmp(destination, UDP_BYTES);
    };
  }
}
