package io.github.pathwhy.probe.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How much of its processor time a limited group of processes uses, from now on.
///
/// @param used microseconds so far
/// @param began by the clock whose nanoseconds mean nothing but in differences
record LimitedTime(ControlGroup group, double processors, long used, long began) {
  private static final long NANOS_IN_MICRO = 1000;

  /** Shorter ones say nothing: the kernel counts in pieces. */
  private static final long LEAST_MICROS = 300_000;

  private static final int PERCENT = 100;

  /** Begins to count for all groups that are limited. */
  static List<LimitedTime> start(List<ControlGroup> groups, long now) {
    List<LimitedTime> started = new ArrayList<>();
    for (ControlGroup group : groups) {
      Optional<Double> processors = group.processors();
      OptionalLong used = group.microseconds();
      if (processors.isPresent() && processors.get() > 0 && used.isPresent()) {
        started.add(new LimitedTime(group, processors.get(), used.getAsLong(), now));
      }
    }
    return started;
  }

  /// How much of the limit was used, in per cent; empty when that was too short to tell.
  ///
  /// @param own microseconds that do not count
  Optional<Integer> percent(long now, long own) {
    OptionalLong after = group.microseconds();
    long elapsed = (now - began) / NANOS_IN_MICRO;
    if (after.isEmpty() || after.getAsLong() < used || elapsed < LEAST_MICROS) {
      return Optional.empty();
    }
    double busy = Math.max(0, after.getAsLong() - used - own);
    return Optional.of((int) Math.min(PERCENT, Math.round(PERCENT * busy / elapsed / processors)));
  }
}
