package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Optional;

/// What security groups have to let through at an Application Gateway besides its clients
/// (`application-gateway/configuration-infrastructure`): Azure reaches it on a range of ports, with
/// the platform's address, or it does not work, and with those of `GatewayManager`, or the group is
/// refused. Gateways without a public frontend are isolated and need no managers.
public final class GatewayRules {
  private static final String MANAGERS = "GatewayManager";
  private static final int SOURCE_PORT = 50_000;

  private GatewayRules() {}

  /** The first of these that is not let through. */
  public static Optional<Step> blocked(
      EffectiveNetwork network, ApplicationGateway gateway, EffectiveInterface at) {
    IpAddress own = at.nic().ipConfigurations().getFirst().privateAddress();
    if (own.version() != AddressSpaces.WIRE_SERVER.version()) {
      return Optional.empty();
    }
    PortRange ports =
        gateway.version() == 1 ? new PortRange(65_503, 65_534) : new PortRange(65_200, 65_535);
    Optional<Step> platform = fromPlatform(gateway, at, own, ports);
    return platform.isPresent() || isIsolated(gateway)
        ? platform
        : fromManagers(network, gateway, at, own, ports);
  }

  private static Optional<Step> fromPlatform(
      ApplicationGateway gateway, EffectiveInterface at, IpAddress own, PortRange ports) {
    for (int port : new int[] {ports.first(), ports.last()}) {
      Flow probe = new Flow(AddressSpaces.WIRE_SERVER, own, Protocol.TCP, SOURCE_PORT, port);
      Step.Filtered filter =
          new Step.Filtered(Direction.INBOUND, at.rules(Direction.INBOUND).evaluate(probe));
      if (filter.effect() == Effect.BLOCKS) {
        return Optional.of(
            new FirewallStep.ManagementBlocked(
                gateway,
                "Azure cannot manage " + gateway.name() + " on ports " + ports,
                filter,
                true));
      }
    }
    return Optional.empty();
  }

  private static Optional<Step> fromManagers(
      EffectiveNetwork network,
      ApplicationGateway gateway,
      EffectiveInterface at,
      IpAddress own,
      PortRange ports) {
    FlowPattern management =
        new FlowPattern(
            Protocol.TCP,
            new AddressTerm.Tag(MANAGERS),
            PortRange.ALL,
            new AddressTerm.Block(Prefix.host(own)),
            ports);
    Step.Filtered filter =
        new Step.Filtered(
            Direction.INBOUND,
            network.evaluate(at, Direction.INBOUND, management).stream()
                .map(StageEvaluation::decision)
                .toList());
    return filter.effect() == Effect.BLOCKS
        ? Optional.of(
            new FirewallStep.ManagementBlocked(
                gateway,
                "Azure refuses a group at "
                    + gateway.name()
                    + " that keeps "
                    + MANAGERS
                    + " from ports "
                    + ports,
                filter,
                false))
        : Optional.empty();
  }

  private static boolean isIsolated(ApplicationGateway gateway) {
    return gateway.frontends().stream().noneMatch(each -> each.publicIpAddress().isPresent());
  }
}
