package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Stop;

/** Asks an HTTP server. */
@FunctionalInterface
public interface WebExchange {

  /** Sends the request to an address, and says what is wrong with the answer. */
  Measurement.WebResult run(LiveRequest request, IpAddress address, Stop stop);
}
