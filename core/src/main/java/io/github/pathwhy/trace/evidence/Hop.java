package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.net.Flow;
import java.util.ArrayList;
import java.util.List;

/** A node on a path, the flow as it arrived there, and the decisions taken there, in order. */
public record Hop(Node node, Flow flow, List<Step> steps) {
  public Hop {
    steps = List.copyOf(steps);
  }

  /** The same hop with further decisions. */
  public Hop with(List<? extends Step> further) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(further);
    return new Hop(node, flow, all);
  }
}
