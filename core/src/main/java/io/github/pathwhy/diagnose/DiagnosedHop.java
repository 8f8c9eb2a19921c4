package io.github.pathwhy.diagnose;

import io.github.pathwhy.trace.evidence.Hop;
import java.util.List;

/// A hop of the graph of all paths: the evidence, the issues, and the indexes of the hops after and
/// before it.
public record DiagnosedHop(
    Role role, Hop hop, List<Issue> issues, List<Integer> next, List<Integer> previous) {

  public DiagnosedHop {
    issues = List.copyOf(issues);
    next = List.copyOf(next);
    previous = List.copyOf(previous);
  }

  /** What a hop is on its path. */
  public enum Role {
    SOURCE,
    FORWARDER,
    DESTINATION,
    /** The destination of a path that ends before it. */
    UNRESOLVED
  }
}
