package io.github.pathwhy.probe;

/** Where the two time stamps of a round trip come from, best first. */
public enum Clock {
  /** Both from captured packets. */
  WIRE("wire"),
  /** Both from the kernel, where it hands packets to the driver and takes them from it. */
  KERNEL("kernel"),
  /** The kernel's own measurement of a TCP handshake. */
  TCP_INFO("tcp-info"),
  /** Sending from this process, receiving from the kernel. */
  KERNEL_RECEIVE("kernel-receive"),
  /** Both from this process: scheduling delays are in the value. */
  USERSPACE("userspace"),
  /** What a tool of the system printed. */
  SYSTEM_TOOL("system-tool");

  private final String label;

  Clock(String label) {
    this.label = label;
  }

  /** The spelling in output. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
