package io.github.pathwhy.effective.rules;

import java.util.List;
import java.util.Optional;

/// What a list of rules says: the first clause that certainly matches, if any, and the clauses
/// before it that may match and would then do something else. With doubts nothing is certain.
public record Ruling<R>(Optional<Clause<R>> first, List<Clause<R>> doubts) {

  /** The rule that decides, as far as that is known. */
  public Optional<R> rule() {
    return first.map(Clause::rule);
  }

  /** Whether nothing casts a doubt on it. */
  public boolean isCertain() {
    return doubts.isEmpty();
  }
}
