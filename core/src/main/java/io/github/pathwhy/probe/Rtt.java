package io.github.pathwhy.probe;

/** A round-trip time in nanoseconds, and what measured it. */
public record Rtt(long nanos, Clock clock) {
  private static final double NANOS_IN_MILLI = 1e6;

  public Rtt {
    if (nanos < 0) {
      throw new IllegalArgumentException("negative round trip: " + nanos);
    }
  }

  /** The value in milliseconds. */
  public double millis() {
    return nanos / NANOS_IN_MILLI;
  }
}
