package io.github.pathwhy.cli;

import io.github.pathwhy.live.LiveRequest;
import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.live.WebExchange;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Stop;
import java.util.List;

final class WebExchanges implements WebExchange {
  @Override
  public Measurement.WebResult run(LiveRequest request, IpAddress address, Stop stop) {
    return new Measurement.WebResult(List.of(), List.of());
  }
}
