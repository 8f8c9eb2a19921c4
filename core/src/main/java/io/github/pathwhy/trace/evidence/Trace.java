package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.net.Flow;
import java.util.List;

/// What happens to a flow: every path it may take, at least one. Several paths come from equal-cost
/// next hops; a connection uses one of them, nobody knows which.
public record Trace(Flow flow, List<Path> paths) {
  public Trace {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a trace has a path");
    }
  }

  /** The worst of all paths: a connection that fails on one of them cannot be relied on. */
  public Disposition disposition() {
    Disposition worst = paths.getFirst().disposition();
    for (Path path : paths) {
      Disposition next = path.disposition();
      if (next.outcome().compareTo(worst.outcome()) > 0) {
        worst = next;
      }
    }
    return worst;
  }

  /** Whether some paths deliver the flow and others do not. */
  public boolean isPartial() {
    boolean delivers = false;
    boolean fails = false;
    for (Path path : paths) {
      switch (path.disposition().outcome()) {
        case SUCCESS -> delivers = true;
        case FAILURE -> fails = true;
        case UNDETERMINED -> {}
      }
    }
    return delivers && fails;
  }
}
