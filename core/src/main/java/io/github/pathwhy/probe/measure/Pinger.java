package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.List;

/// Sends the same probe again and again, at an interval, whether or not the earlier ones were
/// answered.
public final class Pinger {
  private static final long SLICE_NANOS = 100_000_000L;

  private final ProbeEngine engine;

  public Pinger(ProbeEngine engine) {
    this.engine = engine;
  }

  /// A series of probes.
  ///
  /// @param count 1 to {@link TargetRules#MOST_PROBES}
  public record Series(Probe probe, int count, long intervalNanos, long timeoutNanos) {
    public Series {
      if (count < 1 || count > TargetRules.MOST_PROBES) {
        throw new IllegalArgumentException("count " + count);
      }
    }
  }

  /// What became of them, in the order they were sent; fewer than asked for when it was stopped.
  public List<Outcome> run(Series series, Stop stop, Progress progress) {
    int count = series.count();
    Outcome[] outcomes = new Outcome[count];
    long start = engine.now();
    int sent = 0;
    int done = 0;
    // A probe from a fixed port waits for the one before: two cannot have the port.
    boolean oneByOne = series.probe().sourcePort() > 0;
    while (done < count && !stop.isRequested()) {
      long now = engine.now();
      while (sent < count
          && now - (start + sent * series.intervalNanos()) >= 0
          && !(oneByOne && engine.inFlight() > 0)) {
        engine.send(sent, series.probe(), series.timeoutNanos());
        sent++;
        now = engine.now();
      }
      boolean mayWait = sent == count || (oneByOne && engine.inFlight() > 0);
      long wait = mayWait ? SLICE_NANOS : start + sent * series.intervalNanos() - now;
      for (Outcome outcome : engine.await(Math.max(0, Math.min(SLICE_NANOS, wait)))) {
        outcomes[outcome.id()] = outcome;
        done++;
        progress.update("probing", done, count);
      }
    }
    List<Outcome> result = new ArrayList<>(done);
    for (int i = 0; i < count; i++) {
      if (outcomes[i] == null) {
        engine.cancel(i);
      } else {
        result.add(outcomes[i]);
      }
    }
    return result;
  }
}
