package io.github.pathwhy.load.declare;

import io.github.pathwhy.text.Problems;

/// What is taken down while the declarations are read: what is wrong, what is not known, and which
/// keys mean something.
public record Ledger(Problems problems, Unknowns unknowns, Coverage coverage) {

  /** An empty one beside these problems. */
  public Ledger(Problems problems) {
    this(problems, new Unknowns(), new Coverage());
  }
}
