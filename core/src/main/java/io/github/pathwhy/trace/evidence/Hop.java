package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.net.Flow;
import java.util.List;

/** A node on a path, the flow as it arrived there, and the decisions taken there, in order. */
public record Hop(Node node, Flow flow, List<Step> steps) {
  public Hop {
    steps = List.copyOf(steps);
  }
}
