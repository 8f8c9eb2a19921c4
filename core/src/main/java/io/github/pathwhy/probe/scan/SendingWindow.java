package io.github.pathwhy.probe.scan;

/** How many probes may be in flight: as TCP's congestion window (RFC 5681), counted in probes. */
final class SendingWindow {
  private static final int FIRST = 100;
  private static final int LEAST = 10;
  private static final int MOST = 1024;

  /** Losses within this time have one cause. */
  private static final long ONE_EVENT = 100_000_000L;

  private int most;
  private double size;
  private double threshold;
  private boolean lossy;
  private long lastCut;

  /** A window for an engine that holds so many. */
  SendingWindow(int capacity) {
    this.most = Math.min(capacity, MOST);
    this.size = Math.min(FIRST, most);
    this.threshold = most;
  }

  int size() {
    return Math.min((int) size, most);
  }

  /** A first try was answered: twice as many after a round trip, or one more. */
  void answered() {
    if (size < most) {
      size += size < threshold ? 1 : 1 / size;
    }
  }

  /// A first try was not answered. That says nothing of the network as long as no second try shows
  /// that packets get lost.
  void silent() {
    if (!lossy && size < most) {
      size += 0.5;
    }
  }

  /** A second try was answered. */
  void lost(long now) {
    if (!lossy || now - lastCut > ONE_EVENT) {
      lossy = true;
      lastCut = now;
      size = Math.max(Math.min(LEAST, most), size / 2);
      threshold = size;
    } else if (size < most) {
      size += 1 / size;
    }
  }

  /** This machine can hold no more than so many. */
  void limit(int held) {
    most = Math.min(most, held);
    size = Math.min(size, most);
    threshold = Math.min(threshold, most);
  }
}
