package io.github.pathwhy.trace.evidence;

import java.util.List;

/// One way from the source to the destination, and the ways back. `complete` is false when the path
/// ends before the destination; there are no answers then.
public record Path(List<Hop> hops, boolean complete, List<Path> replies) {
  public Path {
    hops = List.copyOf(hops);
    replies = List.copyOf(replies);
  }

  /** The single answer for this path and its replies. */
  public Disposition disposition() {
    Disposition worst = own();
    for (Path reply : replies) {
      Disposition next = reply.own();
      if (next.outcome().compareTo(worst.outcome()) > 0) {
        worst = next;
      }
    }
    return worst;
  }

  /// A default rule that denies where the route drops as well is a consequence: the destination is
  /// outside of all that is connected.
  private static Step cause(Hop hop, Step first) {
    if (first instanceof Step.Filtered filtered && filtered.isDeniedByDefault()) {
      for (Step step : hop.steps()) {
        if (step instanceof Step.Routed && step.effect() == Effect.BLOCKS) {
          return step;
        }
      }
    }
    return first;
  }

  /** The first block, else the first unknown, else arrival. */
  private Disposition own() {
    Disposition unknown = null;
    for (Hop hop : hops) {
      for (Step step : hop.steps()) {
        Effect effect = step.effect();
        if (effect == Effect.BLOCKS) {
          return new Disposition.Blocked(hop, cause(hop, step));
        }
        if (effect == Effect.UNDETERMINED && unknown == null) {
          unknown = new Disposition.Undetermined(hop, step);
        }
      }
    }
    if (unknown != null) {
      return unknown;
    }
    return new Disposition.Delivered(hops.getLast().node());
  }
}
