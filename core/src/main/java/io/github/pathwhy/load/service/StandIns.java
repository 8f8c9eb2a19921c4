package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Addresses that stand for public ones which nobody knows before they are deployed. They come from
/// the ranges for documentation (RFC 5737, RFC 3849), from the end, and are none that an input
/// gives.
public final class StandIns {
  private static final List<Prefix> RANGES =
      List.of(Prefix.of("198.51.100.0/24"), Prefix.of("203.0.113.0/24"));
  private static final Prefix V6 = Prefix.of("2001:db8:ffff:ffff::/64");
  private static final int LAST = 254;

  private final Set<IpAddress> taken = new HashSet<>();
  private int used;
  private int usedV6;

  /** Notes the addresses that inputs give. */
  public void avoid(List<Declarations.Declared> publicAddresses) {
    for (Declarations.Declared each : publicAddresses) {
      if (each.fields().get("ipAddress") instanceof Tree.Scalar given) {
        IpAddress.parse(given.text()).ifPresent(taken::add);
      }
    }
  }

  /** The next one; none when all are used. */
  public Optional<IpAddress> next(IpVersion version) {
    while (version == IpVersion.V4 && used < RANGES.size() * LAST) {
      IpAddress candidate = RANGES.get(used / LAST).address(LAST - used % LAST);
      used++;
      if (taken.add(candidate)) {
        return Optional.of(candidate);
      }
    }
    return version == IpVersion.V4 ? Optional.empty() : Optional.of(V6.address(++usedV6));
  }
}
