package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.missing.Missing;
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
    List<Missing> passing = List.of();
    for (SecurityStage stage : stages) {
      switch (stage) {
        case SecurityStage.Admin admin -> {
          Ruling<AdminRules.Applied> ruling = admin.list().first(flow);
          Optional<StageDecision> said = StageDecision.of(admin, ruling);
          said.ifPresent(decisions::add);
          if (mayPassGroups(ruling)) {
            passing = said.orElseThrow().missing();
          }
          if (ends(ruling)) {
            return decisions;
          }
        }
        case SecurityStage.Group group -> {
          StageDecision decision =
              StageDecision.of(group, group.list().first(flow)).orPassed(passing);
          decisions.add(decision);
          if (decision.verdict() == StageDecision.Verdict.DENY) {
            return decisions;
          }
        }
        case SecurityStage.Absent absent -> decisions.add(StageDecision.of(absent));
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
        Ruling<SecurityRule> ruling =
            group.list().only(EffectiveSecurityRules::namesPlatform).first(flow);
        if (ruling.first().isPresent()) {
          decisions.add(StageDecision.of(group, ruling));
        }
      }
    }
    return decisions;
  }

  /// Whether no group is asked any more: an admin rule that denies or always allows ends the
  /// evaluation, one that allows hands over.
  static boolean ends(Ruling<AdminRules.Applied> ruling) {
    return ruling
        .rule()
        .filter(
            applied -> applied.rule().terminal() || applied.rule().match().access() == Access.DENY)
        .isPresent();
  }

  /** Whether a rule that always allows, past all groups, may match. */
  private static boolean mayPassGroups(Ruling<AdminRules.Applied> ruling) {
    for (Clause<AdminRules.Applied> doubt : ruling.doubts()) {
      if (doubt.rule().rule().terminal() && doubt.rule().rule().match().access() == Access.ALLOW) {
        return true;
      }
    }
    return false;
  }

  static boolean namesPlatform(SecurityRule rule) {
    return rule.traffic().destination().stream()
        .anyMatch(term ->
            term instanceof AddressTerm.Tag(String name) && ServiceTags.isPlatformTag(name));
  }
}
