package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;

/// What one stage says about a pattern, with the rules it looked at: all of the direction up to and
/// including the one that decided.
public record StageEvaluation(StageDecision decision, List<Rule> rules) {

  public StageEvaluation {
    rules = List.copyOf(rules);
  }

  /** How a rule compares with a pattern, field by field. */
  public record Rule(
      SecurityRule rule,
      boolean protocol,
      Match source,
      boolean sourcePort,
      Match destination,
      boolean destinationPort) {

    /** Whether all fields match. */
    public Match match() {
      if (!protocol
          || !sourcePort
          || !destinationPort
          || source == Match.NO
          || destination == Match.NO) {
        return Match.NO;
      }
      return source == Match.YES && destination == Match.YES && rule.isKnown()
          ? Match.YES
          : Match.UNKNOWN;
    }
  }
}
