package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/** What may be probed, and how often. */
public final class TargetRules {
  /** The most probes that one check sends, or that a trace sends to each hop. */
  public static final int MOST_PROBES = 100;

  /** The most hops that a trace looks for. */
  public static final int MOST_HOPS = 64;

  /** The most flows that are followed. */
  public static final int MOST_FLOWS = 64;

  private static final int V4_MULTICAST = 0xe;
  private static final int V6_MULTICAST = 0xff;
  private static final long V4_MAPPED = 0xffffL;

  private TargetRules() {}

  /// Why an address is no destination for probes; empty when it is one. Broadcast addresses of
  /// subnets cannot be told from others without their prefix.
  public static Optional<String> refusal(IpAddress destination) {
    if (isUnspecified(destination)) {
      return Optional.of(destination + " is the unspecified address");
    }
    if (isMulticast(destination)) {
      return Optional.of(destination + " is a multicast address: many would answer");
    }
    if (destination instanceof IpAddress.V4(int bits)) {
      if (bits == -1) {
        return Optional.of(destination + " is the broadcast address: many would answer");
      }
      if (bits >>> 24 == 0 || bits >>> 28 == 0xf) {
        return Optional.of(destination + " is a reserved address");
      }
    }
    if (destination instanceof IpAddress.V6(long high, long low)
        && high == 0
        && low >>> 32 == V4_MAPPED) {
      return Optional.of(destination + " is an IPv4 address in IPv6 notation: give the IPv4 one");
    }
    return Optional.empty();
  }

  /** Whether an address can be a router's: not multicast, unspecified, reserved or loopback. */
  static boolean canBeRouter(IpAddress address) {
    return refusal(address).isEmpty() && !address.isLoopback();
  }

  private static boolean isUnspecified(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> bits == 0;
      case IpAddress.V6(long high, long low) -> high == 0 && low == 0;
    };
  }

  private static boolean isMulticast(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> bits >>> 28 == V4_MULTICAST;
      case IpAddress.V6(long high, long _) -> high >>> 56 == V6_MULTICAST;
    };
  }
}
