package io.github.pathwhy.trace;

import io.github.pathwhy.effective.SecurityStage;
import io.github.pathwhy.effective.StageDecision;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Optional;

/// Whether security rules keep Azure's management traffic from an application gateway: those that
/// deny the platform's own address, unless a rule before allows the tag of the managers.
final class GatewayManagement {
  private static final AddressTerm MANAGERS = new AddressTerm.Tag("GatewayManager");

  private GatewayManagement() {}

  /** The step that says so; `filter` is the judgement of a packet from the platform to the port. */
  static Optional<Step> block(ApplicationGateway gateway, Step.Filtered filter, int port) {
    if (filter.effect() != Effect.BLOCKS) {
      return Optional.empty();
    }
    StageDecision denied = filter.decisions().getLast();
    if (denied.stage() instanceof SecurityStage.Group group && denied.rule().isPresent()) {
      for (SecurityRule rule : group.rulesUpTo(denied.rule().get())) {
        if (letsManagersIn(rule, port)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new FirewallStep.ManagementBlocked(gateway, filter));
  }

  private static boolean letsManagersIn(SecurityRule rule, int port) {
    if (rule.access() != Access.ALLOW
        || !rule.source().contains(MANAGERS)
        || (rule.protocol() != Protocol.TCP && rule.protocol() != Protocol.ANY)) {
      return false;
    }
    for (PortRange range : rule.destinationPorts()) {
      if (range.contains(port)) {
        return true;
      }
    }
    return false;
  }
}
