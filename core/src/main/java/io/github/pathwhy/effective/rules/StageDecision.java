package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.security.SecurityRule;
import java.util.List;
import java.util.Optional;

/// What one stage says about a flow: the verdict, the rule that decided, and, for an unknown
/// verdict, what is missing.
public record StageDecision(
    SecurityStage stage, Verdict verdict, Optional<SecurityRule> rule, List<String> missing) {

  /** Whether the flow passes. */
  public enum Verdict {
    ALLOW,
    DENY,
    UNKNOWN
  }
}
