package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.List;

/** Says in one sentence why a flow arrives or does not. */
final class Reason {
  private Reason() {}

  static String of(Trace trace, Disposition disposition) {
    return switch (disposition) {
      case Disposition.Delivered(Node at) -> delivered(trace, at);
      case Disposition.Blocked(Hop at, Step by) ->
          where(trace, at) + nameOf(at.node()) + ": " + Narrator.clause(by);
      case Disposition.Undetermined(Hop at, Step by) ->
          where(trace, at) + nameOf(at.node()) + ": " + Narrator.clause(by);
    };
  }

  private static String delivered(Trace trace, Node at) {
    List<Hop> hops = trace.paths().getFirst().hops();
    int between = hops.size() - 2;
    String way =
        between <= 0
            ? "directly"
            : "through "
                + String.join(
                    ", ",
                    hops.subList(1, hops.size() - 1).stream()
                        .map(hop -> nameOf(hop.node()))
                        .toList());
    return "the flow arrives at " + nameOf(at) + " " + way + ", and its answer comes back";
  }

  private static String where(Trace trace, Hop at) {
    boolean onRequest =
        trace.paths().stream().flatMap(path -> path.hops().stream()).anyMatch(at::equals);
    return onRequest ? "at " : "on the way back, at ";
  }

  /** What people call a node. */
  static String nameOf(Node node) {
    return switch (node) {
      case Node.Interface(EffectiveInterface at) -> at.ownerName();
      case Node.Frontend(var balancer, var _, var _) -> balancer.name();
      case Node.Hub(var hub) -> hub.name();
      case Node.Internet(IpAddress address) -> address.toString();
      case Node.Service(var service, var _) -> service.name();
      case Node.Outside(Site site, IpAddress address) -> address + " in " + site.name();
      case Node.Platform(IpAddress address) -> "the platform's " + address;
      case Node.Unresolved(IpAddress address) -> address.toString();
    };
  }
}
