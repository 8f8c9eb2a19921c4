package io.github.pathwhy.trace;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.NatRule;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// What the VPN connection of a gateway does to packets: NAT rules put other addresses in place of
/// those of a network, and traffic selectors say which pairs of addresses the tunnel carries.
final class Tunnel {
  private final VirtualNetworkGateway gateway;
  private final GatewayConnection connection;
  private final List<NatRule> rules;

  Tunnel(VirtualNetworkGateway gateway, GatewayConnection connection, List<NatRule> rules) {
    this.gateway = gateway;
    this.connection = connection;
    this.rules = rules;
  }

  /** A packet leaves by the tunnel. */
  void send(Walk walk) {
    Flow flow = walk.flow();
    doubt(walk, flow, false);
    translate(
        walk,
        flow.withSource(external(true, flow.source()).orElse(flow.source()))
            .withDestination(internal(false, flow.destination()).orElse(flow.destination())));
    select(walk, walk.flow().source(), walk.flow().destination());
  }

  /** A packet comes out of the tunnel. */
  void receive(Walk walk) {
    Flow flow = walk.flow();
    doubt(walk, flow, true);
    select(walk, flow.destination(), flow.source());
    translate(walk, received(flow));
  }

  /** The flow as it is when it has come out of the tunnel. */
  Flow received(Flow flow) {
    return flow.withSource(external(false, flow.source()).orElse(flow.source()))
        .withDestination(internal(true, flow.destination()).orElse(flow.destination()));
  }

  private Optional<IpAddress> external(boolean egress, IpAddress address) {
    return rules.stream()
        .filter(rule -> rule.egress() == egress && rule.oneToOne())
        .flatMap(rule -> rule.external(address).stream())
        .findFirst();
  }

  private Optional<IpAddress> internal(boolean egress, IpAddress address) {
    return rules.stream()
        .filter(rule -> rule.egress() == egress && rule.oneToOne())
        .flatMap(rule -> rule.internal(address).stream())
        .findFirst();
  }

  /** Rules that are in no input, and those that do not say which address stands for which. */
  private void doubt(Walk walk, Flow flow, boolean incoming) {
    boolean open = rules.size() < connection.natRules().size();
    for (NatRule rule : rules) {
      boolean ofSource = rule.egress() != incoming;
      open |=
          !rule.oneToOne()
              && (ofSource
                  ? rule.external(flow.source()).isPresent()
                  : rule.internal(flow.destination()).isPresent());
    }
    if (open) {
      walk.add(new Step.Unknown(new Missing.NatRules(connection.id())));
    }
  }

  private void translate(Walk walk, Flow after) {
    Flow before = walk.flow();
    if (!after.equals(before)) {
      walk.translate(new Step.Translated(Step.Translation.GATEWAY, gateway, before, after));
    }
  }

  private void select(Walk walk, IpAddress local, IpAddress remote) {
    if (!connection.selectors().match(local, remote)) {
      walk.add(
          connection.selectors().enforced()
              ? new GatewayStep.NotSelected(connection, local, remote)
              : new Step.Unknown(new Missing.Selectors(connection.id())));
    }
  }
}
