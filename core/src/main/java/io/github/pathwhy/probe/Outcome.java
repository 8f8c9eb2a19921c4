package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/// What became of a probe.
///
/// @param id the sender's own number for it
/// @param localPort the port it was sent from; 0 when it has none or was not sent
/// @param localAddress the address it was sent from, where the engine knows
/// @param seen what a capture saw of the reply; empty without one. Of a silent probe: what came
///   back too late, or was not accepted by this machine
public record Outcome(
    int id,
    Probe probe,
    Reply reply,
    int localPort,
    Optional<IpAddress> localAddress,
    Optional<WireView> seen) {

  /// What a capture saw of a reply.
  ///
  /// @param from the address that the reply came from
  /// @param ttl its time to live on arrival
  /// @param count how many replies arrived: more than one means duplicates
  public record WireView(IpAddress from, int ttl, int count) {}
}
