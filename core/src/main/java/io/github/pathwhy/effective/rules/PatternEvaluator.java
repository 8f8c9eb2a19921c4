package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
            case SecurityStage.Admin admin -> addAdmin(admin, evaluations);
            case SecurityStage.Group group -> {
              StageEvaluation evaluation = evaluate(group, _ -> true);
              evaluations.add(evaluation);
              yield evaluation.decision().verdict() == StageDecision.Verdict.DENY;
            }
            case SecurityStage.Absent absent -> {
              evaluations.add(
                  new StageEvaluation(EffectiveSecurityRules.undecided(absent), List.of()));
              yield false;
            }
          };
      if (ends) {
        break;
      }
    }
    return evaluations;
  }

  /// Admin rules show up when one of them has something to say. Returns whether no group is asked
  /// any more.
  private boolean addAdmin(SecurityStage.Admin stage, List<StageEvaluation> evaluations) {
    AdminDecision admin = AdminDecision.of(stage, matcher -> evaluate(matcher).match());
    if (admin.decision().isPresent()) {
      StageDecision decision = admin.decision().get();
      List<StageEvaluation.Rule> evaluated = new ArrayList<>();
      for (SecurityStage.AdminMatcher rule : stage.rules()) {
        evaluated.add(evaluate(rule.matcher()));
        if (decision.rule().filter(rule.matcher().rule()::equals).isPresent()) {
          break;
        }
      }
      evaluations.add(new StageEvaluation(decision, evaluated));
    }
    return admin.ends();
  }

  /// What rules with a platform tag say; no other rule applies to traffic to the platform's own
  /// addresses. Empty when none matches.
  public List<StageEvaluation> evaluatePlatform(EffectiveSecurityRules rules) {
    List<StageEvaluation> evaluations = new ArrayList<>();
    for (SecurityStage stage : rules.stages()) {
      if (stage instanceof SecurityStage.Group group
          && group.rules().stream()
              .anyMatch(matcher ->
                  EffectiveSecurityRules.namesPlatform(matcher.rule())
                      && evaluate(matcher).match() == Match.YES)) {
        evaluations.add(evaluate(group, EffectiveSecurityRules::namesPlatform));
      }
    }
    return evaluations;
  }

  private StageEvaluation evaluate(SecurityStage.Group stage, Predicate<SecurityRule> applies) {
    List<StageEvaluation.Rule> evaluated = new ArrayList<>();
    List<SecurityRule> uncertain = new ArrayList<>();
    for (RuleMatcher matcher : stage.rules()) {
      if (!applies.test(matcher.rule())) {
        continue;
      }
      StageEvaluation.Rule evaluation = evaluate(matcher);
      evaluated.add(evaluation);
      switch (evaluation.match()) {
        case NO -> {}
        case UNKNOWN -> uncertain.add(matcher.rule());
        case YES -> {
          return new StageEvaluation(
              EffectiveSecurityRules.decision(stage, matcher.rule(), uncertain), evaluated);
        }
      }
    }
    throw new IllegalStateException("no default rule in " + stage.securityGroup());
  }

  private StageEvaluation.Rule evaluate(RuleMatcher matcher) {
    SecurityRule rule = matcher.rule();
    return new StageEvaluation.Rule(
        rule,
        coversProtocol(rule),
        matcher.coversSource(source),
        covers(rule, rule.sourcePorts(), pattern.sourcePorts()),
        matcher.coversDestination(destination),
        covers(rule, rule.destinationPorts(), pattern.destinationPorts()));
  }

  /** Rules cannot name ICMPv6; `*` covers it. */
  private boolean coversProtocol(SecurityRule rule) {
    Protocol asked = pattern.protocol();
    return rule.protocol() == Protocol.ANY
        || (rule.protocol() == asked && !(asked == Protocol.ICMP && isV6()));
  }

  private boolean isV6() {
    return Stream.of(pattern.source(), pattern.destination())
        .anyMatch(term ->
            term instanceof AddressTerm.Block(Prefix prefix) && prefix.version() == IpVersion.V6);
  }

  /// Without ports there is nothing to compare: a rule for the very protocol matches whatever ports
  /// it names, a rule for any protocol only if it names none.
  private boolean covers(SecurityRule rule, List<PortRange> ranges, PortRange asked) {
    if (pattern.protocol() == Protocol.ANY || pattern.protocol().hasPorts()) {
      return covers(ranges, asked);
    }
    return rule.protocol() != Protocol.ANY || covers(ranges, PortRange.ALL);
  }

  private static boolean covers(List<PortRange> ranges, PortRange asked) {
    int next = asked.first();
    for (PortRange range : ranges.stream().sorted(PatternEvaluator::byFirst).toList()) {
      if (range.first() <= next && range.last() >= next) {
        next = range.last() + 1;
      }
    }
    return next > asked.last();
  }

  private static int byFirst(PortRange one, PortRange other) {
    return Integer.compare(one.first(), other.first());
  }
}
