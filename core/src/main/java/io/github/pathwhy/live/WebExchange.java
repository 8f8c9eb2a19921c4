package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Stop;

/** Asks an HTTP server. */
public interface WebExchange {

  /** Loads what an exchange needs, beside other work, so that it does not count in its times. */
  void prepare(LiveRequest request);

  /** Sends the request to an address, and says what is wrong with the answer. */
  Measurement.WebResult run(LiveRequest request, IpAddress address, Stop stop);
}
