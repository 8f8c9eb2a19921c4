package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Rtt;
import java.util.List;
import java.util.Optional;

/// What the system's tool says of one hop.
///
/// @param ttl from 1
/// @param silent how many of its probes were not answered
public record TraceHop(int ttl, List<Answer> answers, int silent) {
  public TraceHop {
    answers = List.copyOf(answers);
  }

  /// An answer to one probe.
  ///
  /// @param rtt empty when the tool gives none
  /// @param mark what the tool says besides, for example `!X` (prohibited), `!H` (no such host), or
  ///   words; from a hostile network
  public record Answer(IpAddress from, Optional<Rtt> rtt, Optional<String> mark) {}
}
