package io.github.pathwhy.report;

import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.security.SecurityRule;

/**
 * The names that Azure's answers give to rules; each verb has its own form. Admin rules are bare.
 */
final class RuleNames {
  private RuleNames() {}

  /** `securityRules/x` and `defaultSecurityRules/x`: IP flow verify and effective rules. */
  static String path(SecurityStage stage, SecurityRule rule) {
    return switch (stage) {
      case SecurityStage.Admin _ -> rule.name();
      case SecurityStage.Group _, SecurityStage.Absent _ ->
          (rule.isDefault() ? "defaultSecurityRules/" : "securityRules/") + rule.name();
    };
  }

  /** `UserRule_x` and `DefaultRule_x`: NSG diagnostics and the security group view. */
  static String prefixed(SecurityStage stage, SecurityRule rule) {
    return switch (stage) {
      case SecurityStage.Admin _ -> rule.name();
      case SecurityStage.Group _, SecurityStage.Absent _ -> prefixed(rule.name(), rule.isDefault());
    };
  }

  static String prefixed(String name, boolean isDefault) {
    return (isDefault ? "DefaultRule_" : "UserRule_") + name;
  }

  /** The verdict of a stage in Azure's words, extended by `Unknown`. */
  static String access(StageDecision.Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> "Allow";
      case DENY -> "Deny";
      case UNKNOWN -> "Unknown";
    };
  }

  /** Whether an answer is good news. */
  static InspectionReport.Outcome outcome(StageDecision.Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> InspectionReport.Outcome.POSITIVE;
      case DENY -> InspectionReport.Outcome.NEGATIVE;
      case UNKNOWN -> InspectionReport.Outcome.UNDETERMINED;
    };
  }
}
