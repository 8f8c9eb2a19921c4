package io.github.pathwhy.net;

/** The two address families. */
public enum IpVersion {
  V4("IPv4", 32),
  V6("IPv6", 128);

  private final String label;
  private final int bits;

  IpVersion(String label, int bits) {
    this.label = label;
    this.bits = bits;
  }

  /** The name Azure uses: `IPv4` or `IPv6`. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }

  /** The length of an address in bits: 32 or 128. */
  public int bits() {
    return bits;
  }
}
