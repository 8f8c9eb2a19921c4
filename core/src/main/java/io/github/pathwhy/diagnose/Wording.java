package io.github.pathwhy.diagnose;

import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;

/** The words for parts of a trace. */
public final class Wording {
  private Wording() {}

  /** The lines that tell a step; none when there is nothing to say. */
  public static List<Evidence> of(Step step) {
    return Narrator.tell(step);
  }

  /** What people call a node. */
  public static String nameOf(Node node) {
    return Reason.nameOf(node);
  }
}
