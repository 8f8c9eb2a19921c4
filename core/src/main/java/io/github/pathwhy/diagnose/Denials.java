package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// Says what stops a flow in the words of whoever sent it: the rule with what it denies, rather
/// than with what it says.
final class Denials {
  private final EffectiveNetwork network;
  private final String asked;

  /**
   * @param asked what the client asks for by name, or nothing
   */
  Denials(EffectiveNetwork network, String asked) {
    this.network = network;
    this.asked = asked;
  }

  /** What a blocking step does to the flow. */
  String words(Hop at, Step by) {
    if (by instanceof Step.Filtered filtered) {
      Optional<String> words = denied(at, filtered);
      if (words.isPresent()) {
        return words.get();
      }
    }
    if (by instanceof FirewallStep.Judged judged) {
      return denied(judged, at.flow());
    }
    if (by instanceof Step.ApplianceFiltered filtered) {
      return denied(filtered, at.flow());
    }
    if (by instanceof BalancerStep.NoHealthyMember none) {
      return noMember(at, none);
    }
    String name = Wording.nameOf(at.node());
    String clause = Narrator.clause(by);
    return clause.contains(name) ? clause : name + ": " + clause;
  }

  /** A security rule with what it denies, rather than with what it says. */
  private static Optional<String> denied(Hop at, Step.Filtered filtered) {
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY && decision.rule().isPresent()) {
        SecurityRule rule = decision.rule().get();
        SecurityStage stage = decision.stage();
        String what =
            (filtered.direction() == Direction.INBOUND ? "inbound " : "outbound ")
                + whole(at.flow());
        String group = stage.securityGroup().name();
        boolean byAdmin = stage instanceof SecurityStage.Admin;
        return Optional.of(
            rule.isDefault()
                ? "no rule of "
                    + group
                    + " allows "
                    + what
                    + ": "
                    + rule.name()
                    + " denies the rest"
                : (byAdmin ? "admin rule " : "rule ")
                    + rule.name()
                    + " ("
                    + rule.priority()
                    + ") of "
                    + group
                    + " denies "
                    + what);
      }
    }
    return Optional.empty();
  }

  /** Why the members of a pool are down is why the balancer sends nothing. */
  private static String noMember(Hop at, BalancerStep.NoHealthyMember none) {
    List<BalancerStep.MemberDown> down =
        at.steps().stream()
            .filter(BalancerStep.MemberDown.class::isInstance)
            .map(BalancerStep.MemberDown.class::cast)
            .toList();
    if (down.isEmpty()) {
      return Narrator.clause(none);
    }
    String others =
        down.size() == 1 ? "" : " (and " + (down.size() - 1) + " more members are down)";
    return none.balancer().name()
        + " sends nothing to "
        + down.getFirst().member()
        + ": "
        + down.getFirst().reason()
        + others;
  }

  private static String denied(Step.ApplianceFiltered filtered, Flow flow) {
    String name = filtered.machine().name();
    return filtered
        .rule()
        .map(rule -> "appliance rule " + rule.name() + " of " + name + " denies " + whole(flow))
        .orElseGet(() ->
            "no appliance rule of "
                + name
                + " matches "
                + whole(flow)
                + ", and it denies the rest");
  }

  private String denied(FirewallStep.Judged judged, Flow flow) {
    String name = judged.firewall().name();
    if (judged.rule().isPresent()) {
      return judged.kind()
          + " rule "
          + judged.rule().get()
          + " of "
          + name
          + " denies "
          + whole(flow);
    }
    int rules =
        judged.firewall() instanceof AzureFirewall firewall ? count(network.rulebook(firewall)) : 0;
    String what =
        (asked.isEmpty() ? service(flow) + " to " + flow.destination() : asked)
            + " from "
            + flow.source();
    return switch (rules) {
      case 0 -> name + " has no rule, so it denies " + what;
      case 1 -> name + ": its only rule does not allow " + what;
      default -> name + ": none of " + rules + " rules allows " + what;
    };
  }

  private static int count(FirewallRulebook rulebook) {
    int rules = 0;
    for (var collection : rulebook.nat()) {
      rules += collection.rules().size();
    }
    for (var collection : rulebook.network()) {
      rules += collection.rules().size();
    }
    for (var collection : rulebook.application()) {
      rules += collection.rules().size();
    }
    return rules;
  }

  /** The flow as people say it: `Tcp/443 from 10.0.0.4 to 10.0.1.4`. */
  private static String whole(Flow flow) {
    return service(flow) + " from " + flow.source() + " to " + flow.destination();
  }

  /** The protocol with its port: `Tcp/443`. */
  static String service(Flow flow) {
    return flow.protocol().hasPorts()
        ? flow.protocol() + "/" + flow.destinationPort()
        : flow.protocol().toString();
  }
}
