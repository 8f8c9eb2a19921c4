package io.github.pathwhy.probe.scan;

/// Keeps to a number of probes a second. What was not used for a while is lost, but for a few
/// milliseconds' worth, so that sleeping too long now and then does not cost speed.
final class SendingRate {
  private static final double NANOS_IN_SECOND = 1e9;
  private static final double SAVED_SECONDS = 0.01;

  private final double perNano;
  private final double most;
  private double tokens = 1;
  private long last;

  SendingRate(int perSecond, long now) {
    this.perNano = perSecond / NANOS_IN_SECOND;
    this.most = Math.max(1, perSecond * SAVED_SECONDS);
    this.last = now;
  }

  /** How many may leave now. */
  int available(long now) {
    tokens = Math.min(most, tokens + (now - last) * perNano);
    last = now;
    return (int) tokens;
  }

  /** So many have left. */
  void take(int sent) {
    tokens -= sent;
  }

  /** How long until the next may leave, in nanoseconds. */
  long untilNext(long now) {
    return Math.max(0, (long) Math.ceil((1 - tokens) / perNano) - (now - last));
  }
}
