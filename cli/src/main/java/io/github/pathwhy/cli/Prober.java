package io.github.pathwhy.cli;

import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.kernel.KernelEngine;

/** The engine that a command line asks for, or the best there is. */
record Prober(ProbeEngine engine, Measurement.Sender sender) implements AutoCloseable {

  static Prober open(LiveContext live) throws RequestException {
    return switch (KernelEngine.open()) {
      case Opening.Opened(ProbeEngine engine) ->
          new Prober(engine, new Measurement.Sender(engine.tier().label(), "user"));
      case Opening.Unavailable(String why, String remedy) ->
          throw RequestException.undetermined("no probes from here: " + why + remedy);
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
