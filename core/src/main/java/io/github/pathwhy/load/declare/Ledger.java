package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.text.Problems;

/// What is taken down while the declarations are read: what is wrong, what is not known, and which
/// keys mean something.
public record Ledger(Problems problems, Omissions omissions, Unknowns unknowns, Coverage coverage) {

  /** An empty one beside these problems and omissions. */
  public Ledger(Problems problems, Omissions omissions) {
    this(problems, omissions, new Unknowns(), new Coverage());
  }
}
