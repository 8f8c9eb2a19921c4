package io.github.pathwhy.probe.scan;

/** The round-trip time to a host and how much it varies, as RFC 6298 learns it; in nanoseconds. */
final class RttEstimate {
  private static final int VARIATIONS = 4;

  private double smoothed;
  private double variation;

  /** From a first measurement. */
  RttEstimate(long nanos) {
    smoothed = nanos;
    variation = nanos / 2.0;
  }

  /** Learns from another one. */
  void add(long nanos) {
    variation = 0.75 * variation + 0.25 * Math.abs(smoothed - nanos);
    smoothed = 0.875 * smoothed + 0.125 * nanos;
  }

  /** How long to wait for an answer at least. */
  long timeout() {
    return (long) (smoothed + VARIATIONS * variation);
  }
}
