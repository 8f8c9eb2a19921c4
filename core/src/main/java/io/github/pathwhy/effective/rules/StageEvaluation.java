package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;

/// What one stage says about a pattern, with the rules it looked at: all of the direction up to and
/// including the one that decided.
public record StageEvaluation(StageDecision decision, List<Rule> rules) {

  public StageEvaluation {
    rules = List.copyOf(rules);
  }

  /** A rule, and how it compares with the pattern. */
  public record Rule(SecurityRule rule, Comparison comparison) {}
}
