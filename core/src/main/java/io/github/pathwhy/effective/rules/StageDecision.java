package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one stage says about a flow: the verdict, the rule that decided, and, for an unknown
/// verdict, what is missing.
public record StageDecision(
    SecurityStage stage, Verdict verdict, Optional<SecurityRule> rule, List<Missing> missing) {

  public StageDecision {
    missing = List.copyOf(missing);
  }

  /** Whether the flow passes. */
  public enum Verdict {
    ALLOW,
    DENY,
    UNKNOWN
  }

  /** What a group says; its default rules match whatever the others do not. */
  static StageDecision of(SecurityStage.Group stage, Ruling<SecurityRule> ruling) {
    List<Missing> missing = new ArrayList<>(0);
    for (Clause<SecurityRule> doubt : ruling.doubts()) {
      missing.add(missing(doubt.rule()));
    }
    return new StageDecision(
        stage, verdict(ruling, ruling.rule().orElseThrow()), ruling.rule(), missing);
  }

  /// The same, when an admin rule may let the flow past this stage: then a denial is not certain.
  ///
  /// @param passing what would tell whether it does; empty when none may
  StageDecision orPassed(List<Missing> passing) {
    return passing.isEmpty() || verdict != Verdict.DENY
        ? this
        : new StageDecision(stage, Verdict.UNKNOWN, rule, passing);
  }

  /** The same while something is missing that decides. */
  public StageDecision without(Missing fact) {
    return new StageDecision(stage, Verdict.UNKNOWN, rule, List.of(fact));
  }

  /** What admin rules say, if anything. */
  static Optional<StageDecision> of(SecurityStage.Admin stage, Ruling<AdminRules.Applied> ruling) {
    Optional<SecurityRule> rule = ruling.rule().map(applied -> applied.rule().match());
    if (rule.isEmpty() && ruling.isCertain()) {
      return Optional.empty();
    }
    List<Missing> missing = new ArrayList<>(0);
    for (Clause<AdminRules.Applied> doubt : ruling.doubts()) {
      SecurityRule doubtful = doubt.rule().rule().match();
      missing.add(
          doubt.rule().certain()
              ? missing(doubtful)
              : new Missing.Membership(stage.attachedTo(), doubtful.id()));
    }
    Verdict verdict = rule.map(known -> verdict(ruling, known)).orElse(Verdict.UNKNOWN);
    return Optional.of(new StageDecision(stage, verdict, rule, missing));
  }

  /** What is to be said about a group whose rules are missing. */
  static StageDecision of(SecurityStage.Absent stage) {
    return new StageDecision(
        stage,
        Verdict.UNKNOWN,
        Optional.empty(),
        List.of(
            new Missing.Attached(
                ResourceType.SECURITY_GROUP, stage.securityGroup(), stage.attachedTo())));
  }

  private static Verdict verdict(Ruling<?> ruling, SecurityRule rule) {
    if (!ruling.isCertain()) {
      return Verdict.UNKNOWN;
    }
    return rule.access() == Access.ALLOW ? Verdict.ALLOW : Verdict.DENY;
  }

  /** What would tell whether a rule matches. */
  public static Missing missing(SecurityRule rule) {
    List<String> values = new ArrayList<>(rule.missing());
    for (List<AddressTerm> side : List.of(rule.traffic().source(), rule.traffic().destination())) {
      for (AddressTerm term : side) {
        if (term instanceof AddressTerm.Unknown(String what)) {
          values.add(what);
        }
      }
    }
    if (rule.protocol() == Protocol.ICMPV6) {
      values.add("protocol " + Protocol.ICMPV6.label());
    }
    return values.isEmpty()
        ? new Missing.RulePrefixes(rule.name(), rule.id().parent())
        : new Missing.RuleValues(rule.name(), rule.id().parent(), values);
  }
}
