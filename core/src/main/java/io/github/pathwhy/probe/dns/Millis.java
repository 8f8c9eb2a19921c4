package io.github.pathwhy.probe.dns;

/** Times for people. */
final class Millis {
  private static final long NANOS_IN_MILLI = 1_000_000;
  private static final long NANOS_IN_TENTH = 100_000;
  private static final long EXACT_BELOW = 10;

  private Millis() {}

  /** Milliseconds, with a decimal when they are few: `0.8 ms`, `25 ms`. */
  static String of(long nanos) {
    long millis = nanos / NANOS_IN_MILLI;
    if (millis >= EXACT_BELOW) {
      return millis + " ms";
    }
    return millis + "." + nanos % NANOS_IN_MILLI / NANOS_IN_TENTH + " ms";
  }
}
