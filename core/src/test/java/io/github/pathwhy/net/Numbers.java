package io.github.pathwhy.net;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Addresses as big numbers: slow and plain, for oracles. */
final class Numbers {
  private Numbers() {}

  static BigInteger of(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> BigInteger.valueOf(Integer.toUnsignedLong(bits));
      case IpAddress.V6(long high, long low) ->
          new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    };
  }

  /** Whether the block holds the address, by arithmetic on the first and the last number. */
  static boolean contains(Prefix prefix, IpAddress address) {
    if (prefix.version() != address.version()) {
      return false;
    }
    BigInteger first = of(prefix.address());
    BigInteger size = BigInteger.ONE.shiftLeft(prefix.version().bits() - prefix.length());
    BigInteger number = of(address);
    return number.compareTo(first) >= 0 && number.compareTo(first.add(size)) < 0;
  }
}
