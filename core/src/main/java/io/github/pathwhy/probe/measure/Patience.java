package io.github.pathwhy.probe.measure;

/// How long to wait for the hops of a path, from what is known of their round trips.
final class Patience {
  private static final int TRIES = 3;
  private static final long MILLI = 1_000_000L;
  private static final long FIRST_WAIT = 300 * MILLI;
  private static final long NEXT_WAIT = 250 * MILLI;
  private static final long LAST_WAIT = 200 * MILLI;
  private static final long LEAST = 25 * MILLI;
  private static final long LEAST_AGAIN = 200 * MILLI;
  private static final long MARGIN = 10 * MILLI;

  private final TraceRequest request;
  private final HopState[] hops;
  private boolean isShort;

  Patience(TraceRequest request, HopState[] hops) {
    this.request = request;
    this.hops = hops;
  }

  /** Waits less where nothing is known: the destination has been found not to answer. */
  void shorten() {
    isShort = true;
  }

  /// How long to wait for a hop's first answer, to so many-th try: about three round trips of the
  /// nearest farther hop that answers.
  ///
  /// @param end the farthest hop that matters
  long first(int ttl, int tries, int end) {
    for (int beyond = ttl + 1; beyond <= Math.min(hops.length - 1, end); beyond++) {
      if (hops[beyond].isAnswered()) {
        long usual = Math.max(LEAST, 3 * hops[beyond].slowest() + MARGIN);
        return usual + (tries - 1) * usual / 4;
      }
    }
    return tail(tries);
  }

  /** How long to wait where nothing farther has answered. */
  long tail(int tries) {
    if (request.waitNanos().isPresent()) {
      return request.waitNanos().get();
    }
    if (isShort || tries >= TRIES) {
      return LAST_WAIT;
    }
    return tries == 1 ? FIRST_WAIT : NEXT_WAIT;
  }

  /** How long to wait for a hop that has answered before: losses are not to be made up. */
  long again(HopState hop) {
    long usual = Math.max(LEAST_AGAIN, 4 * hop.slowest() + 2 * MARGIN);
    return Math.max(usual, request.waitNanos().orElse(0L));
  }
}
