package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Rtt;
import java.util.List;

/// Round trips to one place, in nanoseconds.
///
/// @param count how many were measured, at least one
/// @param clock the worst of the clocks that measured them
public record RoundTrips(int count, long least, long mean, long most, Clock clock) {

  /** Of a single one. */
  public static RoundTrips of(Rtt rtt) {
    return new RoundTrips(1, rtt.nanos(), rtt.nanos(), rtt.nanos(), rtt.clock());
  }

  /** Of several, at least one. */
  public static RoundTrips of(List<Rtt> rtts) {
    Tally tally = new Tally();
    rtts.forEach(tally::add);
    return tally.sum();
  }

  /** Adds them up as they come. */
  static final class Tally {
    private int count;
    private long least = Long.MAX_VALUE;
    private long sum;
    private long most;
    private Clock clock = Clock.WIRE;

    void add(Rtt rtt) {
      count++;
      least = Math.min(least, rtt.nanos());
      sum += rtt.nanos();
      most = Math.max(most, rtt.nanos());
      if (rtt.clock().compareTo(clock) > 0) {
        clock = rtt.clock();
      }
    }

    void add(Tally other) {
      count += other.count;
      least = Math.min(least, other.least);
      sum += other.sum;
      most = Math.max(most, other.most);
      if (other.clock.compareTo(clock) > 0) {
        clock = other.clock;
      }
    }

    long most() {
      return most;
    }

    RoundTrips sum() {
      return new RoundTrips(count, least, sum / count, most, clock);
    }
  }
}
