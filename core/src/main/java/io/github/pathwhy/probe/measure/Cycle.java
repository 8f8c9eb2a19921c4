package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hops that repeat: the packet goes round.
///
/// @param from the hop where the first round begins
/// @param to the last hop of the last round that was seen
record Cycle(int from, int to, List<IpAddress> routers) {
  private static final int LONGEST = 8;

  /// The first cycle among the addresses of hops 1, 2, …. Two rounds are evidence; three when only
  /// one router of the cycle shows itself. The same address in a row is none: some routers pass
  /// expired packets on, and translators lend theirs to all hops behind them.
  static Optional<Cycle> in(List<Optional<IpAddress>> hops) {
    for (int start = 0; start < hops.size(); start++) {
      if (hops.get(start).isEmpty()) {
        continue;
      }
      for (int period = 2; period <= LONGEST; period++) {
        List<IpAddress> routers = new ArrayList<>();
        boolean isGapped = false;
        for (int i = start; i < Math.min(start + period, hops.size()); i++) {
          Optional<IpAddress> hop = hops.get(i);
          isGapped |= hop.isEmpty();
          if (hop.isPresent() && !routers.contains(hop.get())) {
            routers.add(hop.get());
          }
        }
        if (routers.size() == 1 && !isGapped) {
          continue;
        }
        int rounds = routers.size() > 1 ? 2 : 3;
        if (repeats(hops, start, period, rounds)) {
          return Optional.of(new Cycle(start + 1, start + rounds * period, routers));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean repeats(
      List<Optional<IpAddress>> hops, int start, int period, int rounds) {
    int end = start + rounds * period;
    if (end > hops.size()) {
      return false;
    }
    for (int i = start; i < end - period; i++) {
      if (!hops.get(i).equals(hops.get(i + period))) {
        return false;
      }
    }
    return true;
  }
}
