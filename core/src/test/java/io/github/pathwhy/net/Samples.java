package io.github.pathwhy.net;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Seeded random values. Addresses are drawn from a few dense corners as well as from the whole
/// space, because uniformly random addresses almost never share a prefix.
public final class Samples {
  private final RandomGenerator random;

  public Samples(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The generator behind the values. */
  public RandomGenerator random() {
    return random;
  }

  /** A number from 0 to bound - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in `times`. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** One of the values. */
  @SafeVarargs
  public final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** An address of either family. */
  public IpAddress address() {
    return random.nextBoolean() ? v4() : v6();
  }

  /** An IPv4 address. */
  public IpAddress.V4 v4() {
    return new IpAddress.V4(
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt();
          case 1 -> 0x0a000000 | random.nextInt(1 << 10);
          case 2 -> 0x7fffff00 + random.nextInt(1 << 9);
          default -> oneOf(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1, -2);
        });
  }

  /** An IPv6 address, often with runs of zeros and ones. */
  public IpAddress.V6 v6() {
    return new IpAddress.V6(half(), half());
  }

  private long half() {
    long groups = random.nextLong();
    for (int shift = 0; shift < 64; shift += 16) {
      switch (random.nextInt(4)) {
        case 0 -> groups &= ~(0xffffL << shift);
        case 1 -> groups &= ~(0xfffL << (shift + 4));
        case 2 -> groups |= 0xffffL << shift;
        default -> {}
      }
    }
    return random.nextInt(3) == 0 ? oneOf(0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE) : groups;
  }

  /** A prefix of either family and any length. */
  public Prefix prefix() {
    IpAddress address = address();
    int bits = address.version().bits();
    int length = oneIn(8) ? oneOf(0, 1, bits / 2, bits - 1, bits) : random.nextInt(bits + 1);
    return Prefix.containing(address, length);
  }

  /** An address in or right next to the prefix, or anywhere. */
  public IpAddress near(Prefix prefix) {
    return switch (random.nextInt(6)) {
      case 0 -> prefix.address();
      case 1 -> prefix.last();
      case 2 -> neighbour(prefix.address(), -1);
      case 3 -> neighbour(prefix.last(), 1);
      case 4 -> address();
      default -> inside(prefix);
    };
  }

  private static IpAddress neighbour(IpAddress address, int distance) {
    return switch (address) {
      case IpAddress.V4(int bits) -> new IpAddress.V4(bits + distance);
      case IpAddress.V6(long high, long low) -> new IpAddress.V6(high, low + distance);
    };
  }

  /** An address inside the prefix. */
  public IpAddress inside(Prefix prefix) {
    return switch (prefix.address()) {
      case IpAddress.V4(int bits) -> {
        int mask = prefix.length() == 0 ? -1 : (int) ((1L << (32 - prefix.length())) - 1);
        yield new IpAddress.V4(bits | (random.nextInt() & mask));
      }
      case IpAddress.V6(long high, long low) -> {
        long maskHigh = prefix.length() >= 64 ? 0 : -1L >>> prefix.length();
        long maskLow =
            prefix.length() == 128
                ? 0
                : prefix.length() <= 64 ? -1L : -1L >>> (prefix.length() - 64);
        yield new IpAddress.V6(
            high | (random.nextLong() & maskHigh), low | (random.nextLong() & maskLow));
      }
    };
  }
}
