package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.text.Problems;
import java.util.Optional;

/// What is recorded while the declarations are read: what is wrong, what is not known, which keys
/// mean something, what nobody read, and what was taken for unknown.
///
/// @param omissions where contradictions of foreign documents go; where there are none, they are
///   problems
public record Ledger(
    Problems problems,
    Optional<Omissions> omissions,
    Unknowns unknowns,
    Coverage coverage,
    Unread unread,
    Opened opened) {

  /** An empty one beside these problems and omissions. */
  public Ledger(Problems problems, Omissions omissions) {
    this(
        problems,
        Optional.of(omissions),
        new Unknowns(),
        new Coverage(),
        new Unread(),
        new Opened());
  }

  /** An empty one for documents whose contradictions are problems. */
  public Ledger(Problems problems) {
    this(problems, Optional.empty(), new Unknowns(), new Coverage(), new Unread(), new Opened());
  }
}
