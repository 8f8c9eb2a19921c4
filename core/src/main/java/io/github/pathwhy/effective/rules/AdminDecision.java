package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.security.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the admin rules say, if anything, and whether no group is asked any more. */
public record AdminDecision(Optional<StageDecision> decision, boolean ends) {
  private static final AdminDecision NONE = new AdminDecision(Optional.empty(), false);

  /// First match wins: a rule that denies or always allows ends the evaluation, one that allows
  /// hands over to the groups. A doubtful rule that would not do the same makes the answer unknown.
  public static AdminDecision of(SecurityStage.Admin stage, Function<RuleMatcher, Match> question) {
    List<String> missing = new ArrayList<>(0);
    for (SecurityStage.AdminMatcher rule : stage.rules()) {
      Match match = question.apply(rule.matcher());
      if (match == Match.NO) {
        continue;
      }
      boolean allows = rule.matcher().rule().access() == Access.ALLOW;
      if (match == Match.UNKNOWN || !rule.certain()) {
        if (rule.terminal() || !allows) {
          missing.add(doubt(stage, rule));
        }
        continue;
      }
      StageDecision.Verdict verdict =
          !missing.isEmpty()
              ? StageDecision.Verdict.UNKNOWN
              : allows ? StageDecision.Verdict.ALLOW : StageDecision.Verdict.DENY;
      return new AdminDecision(
          Optional.of(
              new StageDecision(stage, verdict, Optional.of(rule.matcher().rule()), missing)),
          rule.terminal() || !allows);
    }
    return missing.isEmpty()
        ? NONE
        : new AdminDecision(
            Optional.of(
                new StageDecision(stage, StageDecision.Verdict.UNKNOWN, Optional.empty(), missing)),
            false);
  }

  private static String doubt(SecurityStage.Admin stage, SecurityStage.AdminMatcher rule) {
    return rule.certain()
        ? EffectiveSecurityRules.missing(rule.matcher().rule())
            + " in admin rule "
            + rule.matcher().rule().id()
        : "whether " + stage.attachedTo() + " is in the group of " + rule.matcher().rule().id();
  }
}
