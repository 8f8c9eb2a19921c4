package io.github.pathwhy.monitor.state;

import io.github.pathwhy.monitor.definition.TestConfiguration.Probe;
import io.github.pathwhy.monitor.definition.TestConfiguration.Threshold;
import java.time.Duration;
import java.util.Optional;

/// The state of a test, as the service words it (`network-watcher/connection-monitor-overview`).
public enum TestState {
  PASS("Pass"),
  WARNING("Warning"),
  FAIL("Fail"),
  /** Nothing was measured. */
  INDETERMINATE("Indeterminate"),
  /** The test group is disabled. */
  NOT_RUNNING("Not Running");

  private static final double ALL = 100;
  // A test warns from four fifths of its limit on.
  private static final double WARNING_SHARE = 0.8;
  // The service's own limits, for tests without any; they never make a test fail.
  private static final double FAILED_PERCENT = 10;
  private static final Duration ROUND_TRIP = Duration.ofMillis(750);

  private final String label;

  TestState(String label) {
    this.label = label;
  }

  /** Azure's spelling. */
  public String label() {
    return label;
  }

  /// The checks of an interval: how many there were, how many failed, and the average round trip of
  /// those that did not.
  public record Checks(int total, int failed, Optional<Duration> roundTripTime) {
    /** The share that failed, in percent; only for checks that were made. */
    double failedPercent() {
      return ALL * failed / total;
    }
  }

  /** The state that checks of a kind of probe come to under a test's limits. */
  public static TestState of(Checks checks, Probe probe, Threshold threshold) {
    if (checks.total() == 0) {
      return INDETERMINATE;
    }
    double failed = checks.failedPercent();
    boolean fails =
        failed >= ALL
            || threshold.checksFailedPercent().filter(limit -> failed > limit).isPresent()
            || exceeds(checks, threshold.roundTripTime());
    if (fails) {
      return FAIL;
    }
    double warning = threshold.checksFailedPercent().orElse(FAILED_PERCENT / WARNING_SHARE);
    boolean warns =
        failed > warning * WARNING_SHARE
            || (threshold.roundTripTime().isEmpty() && exceeds(checks, ownRoundTrip(probe)));
    return warns ? WARNING : PASS;
  }

  private static boolean exceeds(Checks checks, Optional<Duration> limit) {
    return limit.isPresent()
        && checks.roundTripTime().filter(time -> time.compareTo(limit.get()) > 0).isPresent();
  }

  /** The service limits the round trip of TCP and ICMP tests only. */
  private static Optional<Duration> ownRoundTrip(Probe probe) {
    return switch (probe) {
      case Probe.Tcp _, Probe.Icmp _ -> Optional.of(ROUND_TRIP);
      case Probe.Http _ -> Optional.empty();
    };
  }
}
