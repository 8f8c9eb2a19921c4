package io.github.pathwhy.probe;

/** The ways of probing, by what they need and what they can see. */
public enum Tier {
  /// Linux sockets and their error queues through the foreign-function API; no privilege. Sees
  /// routers, exact ICMP codes and the kernel's clocks.
  KERNEL("kernel"),
  /// The same sockets, watched by libpcap (`CAP_NET_RAW`): sees also who sent a reply, and when it
  /// was on the wire.
  CAPTURE("capture"),
  /** Java's own sockets and the system's `ping` and `traceroute`: works everywhere. */
  PORTABLE("portable");

  private final String label;

  Tier(String label) {
    this.label = label;
  }

  /** The spelling of options and output. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
