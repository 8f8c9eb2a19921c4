package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks the security rules of an interface about a pattern. */
public final class PatternEvaluator {
  private final FlowPattern pattern;
  private final AddressMatcher source;
  private final AddressMatcher destination;

  public PatternEvaluator(FlowPattern pattern, AddressMatcher source, AddressMatcher destination) {
    this.pattern = pattern;
    this.source = source;
    this.destination = destination;
  }

  /** Asks the stages in order; the first one that denies ends the evaluation. */
  public List<StageEvaluation> evaluate(EffectiveSecurityRules rules) {
    List<StageEvaluation> evaluations = new ArrayList<>();
    for (SecurityStage stage : rules.stages()) {
      boolean ends =
          switch (stage) {
            case SecurityStage.Admin admin -> {
              Ruling<AdminRules.Applied> ruling = first(admin.list());
              // Admin rules show up when one of them has something to say.
              StageDecision.of(admin, ruling)
                  .ifPresent(decision ->
                      evaluations.add(
                          evaluation(
                              decision, admin.list(), ruling, applied -> applied.rule().match())));
              yield EffectiveSecurityRules.ends(ruling);
            }
            case SecurityStage.Group group -> {
              evaluations.add(evaluate(group, group.list()));
              yield evaluations.getLast().decision().verdict() == StageDecision.Verdict.DENY;
            }
            case SecurityStage.Absent absent -> {
              evaluations.add(new StageEvaluation(StageDecision.of(absent), List.of()));
              yield false;
            }
          };
      if (ends) {
        break;
      }
    }
    return evaluations;
  }

  /// What rules with a platform tag say; no other rule applies to traffic to the platform's own
  /// addresses. Empty when none matches.
  public List<StageEvaluation> evaluatePlatform(EffectiveSecurityRules rules) {
    List<StageEvaluation> evaluations = new ArrayList<>();
    for (SecurityStage stage : rules.stages()) {
      if (stage instanceof SecurityStage.Group group) {
        RuleList<SecurityRule> special = group.list().only(EffectiveSecurityRules::namesPlatform);
        if (first(special).first().isPresent()) {
          evaluations.add(evaluate(group, special));
        }
      }
    }
    return evaluations;
  }

  private StageEvaluation evaluate(SecurityStage.Group stage, RuleList<SecurityRule> list) {
    Ruling<SecurityRule> ruling = first(list);
    return evaluation(StageDecision.of(stage, ruling), list, ruling, rule -> rule);
  }

  private <R> Ruling<R> first(RuleList<R> list) {
    return list.first(clause -> clause.compare(pattern, source, destination).match());
  }

  private <R> StageEvaluation evaluation(
      StageDecision decision,
      RuleList<R> list,
      Ruling<R> ruling,
      Function<R, SecurityRule> declared) {
    Optional<Clause<R>> last = ruling.first();
    List<StageEvaluation.Rule> evaluated = new ArrayList<>();
    for (Clause<R> clause : list.clauses()) {
      evaluated.add(
          new StageEvaluation.Rule(
              declared.apply(clause.rule()), clause.compare(pattern, source, destination)));
      if (last.isPresent() && last.get() == clause) {
        break;
      }
    }
    return new StageEvaluation(decision, evaluated);
  }
}
