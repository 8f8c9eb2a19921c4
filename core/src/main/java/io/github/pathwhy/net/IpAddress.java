package io.github.pathwhy.net;

import java.util.Optional;

/// An IPv4 or IPv6 address. Ordered by family, then numerically.
///
/// Parsing is strict on purpose: the JDK's own parsers accept shorthand such as `10.1` (read as
/// 10.0.0.1), which in a network description is always a typing error.
public sealed interface IpAddress extends Comparable<IpAddress> permits IpAddress.V4, IpAddress.V6 {

  /** The family of this address. */
  IpVersion version();

  /** The bit at `index`, counted from the most significant one, as 0 or 1. */
  int bit(int index);

  /** Whether it is this machine's own by its number: of 127.0.0.0/8, or ::1. */
  default boolean isLoopback() {
    return switch (this) {
      case V4(int bits) -> bits >>> 24 == 127;
      case V6(long high, long low) -> high == 0 && low == 1;
    };
  }

  /// Reads a complete address: four decimal octets without leading zeros, or RFC 4291 text with an
  /// optional `::`. Zone ids and prefixes are refused. Empty when the text is no address.
  static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0 ? IpText.parseV6(text) : IpText.parseV4(text);
  }

  /** Like {@link #parse}, for text known to be right; throws IllegalArgumentException otherwise. */
  static IpAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
  }

  @Override
  default int compareTo(IpAddress other) {
    if (this instanceof V4(int mine) && other instanceof V4(int theirs)) {
      return Integer.compareUnsigned(mine, theirs);
    }
    if (this instanceof V6(long high, long low)
        && other instanceof V6(long otherHigh, long otherLow)) {
      int order = Long.compareUnsigned(high, otherHigh);
      return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
    return version().compareTo(other.version());
  }

  /** An IPv4 address as its 32 bits. */
  record V4(int bits) implements IpAddress {
    @Override
    public IpVersion version() {
      return IpVersion.V4;
    }

    @Override
    public int bit(int index) {
      return bits >>> (31 - index) & 1;
    }

    @Override
    public String toString() {
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
  }

  /** An IPv6 address as its upper and lower 64 bits. */
  record V6(long high, long low) implements IpAddress {
    @Override
    public IpVersion version() {
      return IpVersion.V6;
    }

    @Override
    public int bit(int index) {
      return (int) (index < 64 ? high >>> (63 - index) & 1 : low >>> (127 - index) & 1);
    }

    /** The canonical text of RFC 5952. */
    @Override
    public String toString() {
      return IpText.format(this);
    }
  }
}
