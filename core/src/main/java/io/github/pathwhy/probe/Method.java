package io.github.pathwhy.probe;

/** What a probe sends. */
public enum Method {
  /** A SYN, by the kernel: the connection is closed as soon as it stands. */
  TCP("Tcp"),
  /** A datagram. */
  UDP("Udp"),
  /** An echo request. */
  ICMP("Icmp");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** The spelling of options and output. */
  public String label() {
    return label;
  }

  /** Whether probes of this kind have ports. */
  public boolean hasPorts() {
    return this != ICMP;
  }

  @Override
  public String toString() {
    return label;
  }
}
