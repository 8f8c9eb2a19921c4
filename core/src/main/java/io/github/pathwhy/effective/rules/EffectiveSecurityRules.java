package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The security rules in force at one interface in one direction: the stages in the order in which
/// Azure asks them, inbound subnet then interface, outbound interface then subnet
/// (`virtual-network/network-security-group-how-it-works`).
public record EffectiveSecurityRules(Direction direction, List<SecurityStage> stages) {

  public EffectiveSecurityRules {
    stages = List.copyOf(stages);
  }

  /** Whether no group is attached. */
  public boolean isOpen() {
    for (SecurityStage stage : stages) {
      if (!(stage instanceof SecurityStage.Admin)) {
        return false;
      }
    }
    return true;
  }

  /** Asks the stages in order; the first one that denies ends the evaluation. */
  public List<StageDecision> evaluate(Flow flow) {
    if (stages.isEmpty()) {
      return List.of();
    }
    List<StageDecision> decisions = new ArrayList<>(stages.size());
    for (SecurityStage stage : stages) {
      switch (stage) {
        case SecurityStage.Admin admin -> {
          AdminDecision decision = AdminDecision.of(admin, matcher -> matcher.match(flow));
          decision.decision().ifPresent(decisions::add);
          if (decision.ends()) {
            return decisions;
          }
        }
        case SecurityStage.Group group -> {
          StageDecision decision = decide(group, flow);
          decisions.add(decision);
          if (decision.verdict() == StageDecision.Verdict.DENY) {
            return decisions;
          }
        }
        case SecurityStage.Absent absent -> decisions.add(undecided(absent));
      }
    }
    return decisions;
  }

  /// What rules with a platform tag (`AzurePlatformDNS`, `AzurePlatformIMDS`) say about traffic to
  /// the platform's own addresses; no other rule applies to it. Empty when none matches.
  public List<StageDecision> evaluatePlatform(Flow flow) {
    List<StageDecision> decisions = new ArrayList<>(0);
    for (SecurityStage stage : stages) {
      if (stage instanceof SecurityStage.Group group) {
        group.rules().stream()
            .filter(matcher -> namesPlatform(matcher.rule()) && matcher.match(flow) == Match.YES)
            .findFirst()
            .ifPresent(matcher -> decisions.add(decision(group, matcher.rule(), List.of())));
      }
    }
    return decisions;
  }

  /** What is to be said about a group whose rules are missing. */
  public static StageDecision undecided(SecurityStage.Absent stage) {
    return new StageDecision(
        stage,
        StageDecision.Verdict.UNKNOWN,
        Optional.empty(),
        List.of(
            "the rules of network security group "
                + stage.securityGroup()
                + ", which is attached to "
                + stage.attachedTo().name()
                + " but not in the input"));
  }

  public static boolean namesPlatform(SecurityRule rule) {
    return rule.destination().stream()
        .anyMatch(term ->
            term instanceof AddressTerm.Tag(String name) && ServiceTags.isPlatformTag(name));
  }

  /// First match wins. Rules that may or may not match do not matter as long as they would do what
  /// the first certain match does.
  private static StageDecision decide(SecurityStage.Group stage, Flow flow) {
    List<SecurityRule> uncertain = List.of();
    for (RuleMatcher matcher : stage.rules()) {
      Match match = matcher.match(flow);
      if (match == Match.UNKNOWN) {
        uncertain = uncertain.isEmpty() ? new ArrayList<>() : uncertain;
        uncertain.add(matcher.rule());
      } else if (match == Match.YES) {
        return decision(stage, matcher.rule(), uncertain);
      }
    }
    throw new IllegalStateException("no default rule in " + stage.securityGroup());
  }

  /** What would tell whether a rule matches. */
  public static String missing(SecurityRule rule) {
    List<String> missing = new ArrayList<>(rule.missing());
    for (List<AddressTerm> side : List.of(rule.source(), rule.destination())) {
      for (AddressTerm term : side) {
        if (term instanceof AddressTerm.Unknown(String what)) {
          missing.add(what);
        }
      }
    }
    return missing.isEmpty()
        ? "the prefixes of the service tags"
        : "the value of " + String.join(", ", missing);
  }

  public static StageDecision decision(
      SecurityStage stage, SecurityRule rule, List<SecurityRule> uncertain) {
    List<String> missing = new ArrayList<>(0);
    for (SecurityRule other : uncertain) {
      if (other.access() != rule.access()) {
        missing.add(missing(other) + " in rule " + other.name() + ", " + other.id());
      }
    }
    StageDecision.Verdict verdict =
        !missing.isEmpty()
            ? StageDecision.Verdict.UNKNOWN
            : rule.access() == Access.ALLOW
                ? StageDecision.Verdict.ALLOW
                : StageDecision.Verdict.DENY;
    return new StageDecision(stage, verdict, Optional.of(rule), missing);
  }
}
