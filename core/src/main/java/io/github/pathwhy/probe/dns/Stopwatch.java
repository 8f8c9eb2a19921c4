package io.github.pathwhy.probe.dns;

/** Times a question: from sending, not from preparing it, to what came of it. */
final class Stopwatch {
  private long start = System.nanoTime();
  private long nanos = -1;

  /** What is about to happen is what counts. */
  void start() {
    start = System.nanoTime();
  }

  /** The answer is there. */
  void stop() {
    nanos = elapsed();
  }

  /** Since the start, whether there is an answer or not. */
  long elapsed() {
    return System.nanoTime() - start;
  }

  /** Until the answer; without one until now. */
  long nanos() {
    return nanos < 0 ? elapsed() : nanos;
  }
}
