package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.util.List;

/** Walks several flows at the same time until each has come to its end. */
final class FlowWalks {
  private static final long STOP_LAG = 100_000_000L;

  private FlowWalks() {}

  /** The walks' numbers are their places in the list. */
  static void run(
      List<FlowWalk> walks,
      ProbeEngine engine,
      TraceRequest request,
      Stop stop,
      Progress progress) {
    Volley volley = new Volley(engine, request.perSecond());
    try {
      while (!stop.isRequested()) {
        long now = volley.now();
        long wake = now + STOP_LAG;
        int done = 0;
        for (FlowWalk walk : walks) {
          if (walk.due(now) - now <= 0) {
            walk.overdue(volley);
          }
          walk.sendNext(volley);
          done += walk.isDone() ? 1 : 0;
          wake = Math.min(wake, walk.due(now));
        }
        progress.update("following flows", done, walks.size());
        if (done == walks.size()) {
          return;
        }
        for (Volley.Landing landing : volley.await(wake)) {
          walks.get(landing.shot().flow).land(landing.shot(), landing.outcome(), volley);
        }
      }
    } finally {
      volley.end();
    }
  }
}
