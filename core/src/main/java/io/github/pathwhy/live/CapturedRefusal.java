package io.github.pathwhy.live;

import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.capture.CaptureEngine;
import io.github.pathwhy.probe.capture.Origin;
import io.github.pathwhy.probe.measure.Pinger;
import java.util.Optional;

/// Finds out with a capture who refused: packets of the destination itself show how far away it is,
/// and the refusing one how far its sender.
final class CapturedRefusal {
  private static final long INTERVAL_NANOS = 10_000_000L;
  private static final long PATIENCE_NANOS = 500_000_000L;

  private CapturedRefusal() {}

  /// Asks again.
  ///
  /// @param refused the probe that was answered with a RST
  /// @param other one that the destination is likely to answer itself
  static Optional<Measurement.Refusal> find(
      CaptureEngine engine, Probe refused, Optional<Probe> other, Stop stop) {
    Pinger pinger = new Pinger(engine);
    other.ifPresent(probe ->
        pinger.run(
            new Pinger.Series(probe, 2, INTERVAL_NANOS, PATIENCE_NANOS), stop, Progress.NONE));
    for (Outcome outcome :
        pinger.run(
            new Pinger.Series(refused, 1, INTERVAL_NANOS, PATIENCE_NANOS), stop, Progress.NONE)) {
      if (outcome.reply() instanceof Reply.Reset) {
        Origin origin = engine.origin(outcome);
        return switch (origin) {
          case Origin.Destination _ ->
              Optional.of(new Measurement.Refusal(0, "it came from " + origin.words()));
          case Origin.OnTheWay(int _, int before) ->
              Optional.of(new Measurement.Refusal(before, "it came from " + origin.words()));
          case Origin.Undetermined _ -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }
}
