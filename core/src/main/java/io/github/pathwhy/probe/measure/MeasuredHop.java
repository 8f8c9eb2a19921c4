package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import java.util.List;

/// A place on a measured path.
///
/// @param routers who answered there, the one on the path first; none when the hop is silent.
///   Several mean that flows take different ways, or that a router has several addresses
/// @param sent probes that were answered or waited for
/// @param lost those without an answer: the hop's own answers may be what is missing
public record MeasuredHop(int ttl, List<Router> routers, int sent, int lost) {
  public MeasuredHop {
    routers = List.copyOf(routers);
  }

  /** Whether nobody answered. */
  public boolean isSilent() {
    return routers.isEmpty();
  }

  /** Somebody who answered, and how fast. */
  public record Router(IpAddress address, RoundTrips rtt) {}
}
