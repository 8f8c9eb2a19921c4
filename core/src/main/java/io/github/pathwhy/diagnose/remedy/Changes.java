package io.github.pathwhy.diagnose.remedy;

import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What would have to change where a flow is stopped. The words are an instruction; they say which
/// setting, not whether something else is in the way behind it.
public final class Changes {
  /** The number of the rule that comes before all others of a security group. */
  private static final int LEAST_PRIORITY = 100;

  private Changes() {}

  /// The change that a step asks for, and what would do instead; none when it lets the flow pass,
  /// or when nothing short of another network would do.
  ///
  /// @param flow the flow as it came to the step
  public static List<Remedy> of(Step step, Flow flow) {
    List<Remedy> changes = new ArrayList<>(1);
    words(step, flow).map(Remedy.Change::new).ifPresent(changes::add);
    if (step instanceof Step.Filtered filtered) {
      for (StageDecision decision : filtered.decisions()) {
        if (decision.verdict() == StageDecision.Verdict.DENY) {
          changes.addAll(NearMisses.of(decision, flow));
        }
      }
    }
    return changes;
  }

  private static Optional<String> words(Step step, Flow flow) {
    return switch (step) {
      case Step.Filtered filtered -> ofFilter(filtered, flow);
      case Step.PublicAddressClosed _ ->
          Optional.of("attach a security group with a rule that allows inbound " + service(flow));
      case Step.Routed routed -> ofRoute(routed);
      case Step.NoRoute(var destination) -> Optional.of("add a route that leads to " + destination);
      case Step.NextHopMissing(var route, var address) ->
          Optional.of(
              address.isPresent()
                  ? "point " + routeName(route.declared()) + " at an address that is there"
                  : "create a VPN gateway, or give "
                      + routeName(route.declared())
                      + " another next hop");
      case Step.NextHopIsSelf(var route) ->
          Optional.of(
              "keep " + routeName(route.declared()) + " away from the subnet of its own next hop");
      case Step.Looped(var at) ->
          Optional.of("give the subnet of " + at.ownerName() + " a route that leads on, not back");
      case Step.SubnetNotPeered(var link, var subnet) ->
          Optional.of("add subnet " + subnet.name() + " to peering " + link.name());
      case Step.AccessNotAllowed(var link, var _) ->
          Optional.of("set allowVirtualNetworkAccess of peering " + link.name() + " to true");
      case Step.ForwardedTrafficNotAllowed(var link, var _) ->
          Optional.of("set allowForwardedTraffic of peering " + link.name() + " to true");
      case Step.NobodyThere(var address, var _) ->
          Optional.of("ask for an address that something has, or add what has " + address);
      case Step.NotAttached(var nic) -> Optional.of("attach " + nic.name() + " to a machine");
      case Step.NotRoutable(var address) ->
          Optional.of("add a route that leads " + address + " to a gateway or an appliance");
      case Step.ForwardingDisabled(var nic) ->
          Optional.of("set enableIPForwarding of " + nic.name() + " to true");
      case Step.ApplianceFiltered filtered ->
          filtered.access() == Access.DENY
              ? Optional.of("allow " + service(flow) + " on " + filtered.machine().name())
              : Optional.empty();
      case Step.OutboundAccessMissing _ ->
          Optional.of("attach a NAT gateway to the subnet, or give the machine a public address");
      case Step.NotRunning(var machine, var _) -> Optional.of("start " + machine.name());
      case Step.GuestFirewall(var machine, var _) ->
          Optional.of("allow " + service(flow) + " in the firewall of " + machine.name());
      case Step.SourcePortInUse _ -> Optional.of("send from another source port");
      case Step.NoListener(var resource, var _, var _) ->
          Optional.of("start what is to listen on " + resource.name() + ", or ask another port");
      case Step.Asymmetric(var device, boolean sawRequest) ->
          Optional.of(
              sawRequest
                  ? "lead the reply through " + device.name() + " as well, or the request past it"
                  : "lead the request through " + device.name() + " as well, or the reply past it");
      case Step.EndpointNotApproved(var endpoint, var _) ->
          Optional.of("approve the connection of " + endpoint.name() + " at the service");
      case Step.ServiceDenied(var service, var _, var _) ->
          Optional.of(
              "let the caller in by the network rules of "
                  + service.name()
                  + ", or come by a private endpoint");
      case Step.NotInNetwork(var service, var destination) ->
          Optional.of(
              "integrate " + service.name() + " with a network that reaches " + destination);
      case Step.Doubtful(Step block, var _) -> words(block, flow);
      case BalancerStep balancer -> ofBalancer(balancer, flow);
      case FirewallStep firewall -> ofFirewall(firewall, flow);
      case GatewayStep gateway -> ofGateway(gateway);
      case Step.Established _,
          Step.PlatformTraffic _,
          Step.Peered _,
          Step.Forwarded _,
          Step.Translated _,
          Step.DefaultOutbound _,
          Step.ServiceOutbound _,
          Step.EndpointPoliciesOff _,
          Step.HighCpu _,
          Step.HighMemory _,
          Step.Unknown _,
          Step.NotFollowed _,
          Step.Delivered _ ->
          Optional.empty();
    };
  }

  private static Optional<String> ofFilter(Step.Filtered filtered, Flow flow) {
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY) {
        String allow = "allow " + direction(filtered) + " " + service(flow) + ends(flow);
        String group = decision.stage().securityGroup().name();
        return decision
            .rule()
            .map(rule ->
                switch (decision.stage()) {
                  case SecurityStage.Admin _ ->
                      "change admin rule "
                          + rule.name()
                          + " of "
                          + group
                          + ": no security group overrules it";
                  case SecurityStage.Group _, SecurityStage.Absent _ ->
                      rule.isDefault()
                          ? allow + " in " + group
                          : rule.priority() > LEAST_PRIORITY
                              ? allow + " in " + group + " before priority " + rule.priority()
                              : "change rule " + rule.name() + " of " + group;
                });
      }
    }
    return Optional.empty();
  }

  private static String direction(Step.Filtered filtered) {
    return filtered.direction() == Direction.INBOUND ? "inbound" : "outbound";
  }

  private static Optional<String> ofRoute(Step.Routed routed) {
    return routed.route().nextHop() instanceof NextHop.None && routed.route().declared().isPresent()
        ? Optional.of(
            "give "
                + routeName(routed.route().declared())
                + " another next hop, or add a longer prefix beside it")
        : Optional.empty();
  }

  private static Optional<String> ofBalancer(BalancerStep step, Flow flow) {
    return switch (step) {
      case BalancerStep.NoHealthyMember none ->
          Optional.of(
              "let the probe of rule " + none.rule().name() + " reach a member of the pool");
      case BalancerStep.NoRule none ->
          Optional.of("add a rule for " + service(flow) + " to " + none.balancer().name());
      case BalancerStep.Hairpin hairpin ->
          Optional.of(
              "ask another member directly: "
                  + hairpin.balancer().name()
                  + " cannot send a member to itself");
      case BalancerStep.GlobalPeeringNotSupported basic ->
          Optional.of("make " + basic.balancer().name() + " a Standard load balancer");
      case BalancerStep.OutboundNotAllowed _ ->
          Optional.of("attach a NAT gateway to the subnet, or add an outbound rule");
      case BalancerStep.Balanced _,
          BalancerStep.Tunnelled _,
          BalancerStep.MemberDown _,
          BalancerStep.ToRegion _,
          BalancerStep.AllProbedUp _,
          BalancerStep.AnswersPing _ ->
          Optional.empty();
    };
  }

  private static Optional<String> ofFirewall(FirewallStep step, Flow flow) {
    return switch (step) {
      case FirewallStep.Judged judged when judged.access() == Access.DENY ->
          Optional.of(
              "allow "
                  + service(flow)
                  + ends(flow)
                  + " in the rules of "
                  + judged.firewall().name()
                  + judged.rule().map(rule -> " before " + rule).orElse(""));
      case FirewallStep.PastEndpointAnswer past ->
          past.strict()
              ? Optional.of(
                  "let "
                      + past.firewall().name()
                      + " translate what goes to private addresses: its snat privateRanges")
              : Optional.empty();
      case FirewallStep.NoMember none ->
          Optional.of("let " + none.gateway().name() + " reach a backend of rule " + none.rule());
      case FirewallStep.NotRunning stopped -> Optional.of("start " + stopped.gateway().name());
      case FirewallStep.ManagementBlocked blocked -> ofFilter(blocked.filter(), flow);
      case FirewallStep.Judged _,
          FirewallStep.NameNotGiven _,
          FirewallStep.AnyInstance _,
          FirewallStep.Proxied _,
          FirewallStep.MemberLeftOut _ ->
          Optional.empty();
    };
  }

  private static Optional<String> ofGateway(GatewayStep step) {
    return switch (step) {
      case GatewayStep.NotProvisioned(var gateway, var _) ->
          Optional.of("bring " + gateway.name() + " back into service");
      case GatewayStep.NoConnection(var gateway) ->
          Optional.of("add a connection to " + gateway.name());
      case GatewayStep.Disconnected(var connection, var _) ->
          Optional.of("bring " + connection.name() + " up at both ends");
      case GatewayStep.NoWayBack(var connection, var remote) ->
          Optional.of(
              "add a connection from " + remote.name() + " back, beside " + connection.name());
      case GatewayStep.NotSelected(var connection, var local, var remote) ->
          Optional.of(
              "add a traffic selector with "
                  + local
                  + " and "
                  + remote
                  + " to "
                  + connection.name());
      case GatewayStep.NoPrivatePeering(var circuit) ->
          Optional.of("configure the private peering of " + circuit.name());
      case GatewayStep.ArpMissing(var circuit) ->
          Optional.of("ask the provider of " + circuit.name() + " about the edge router");
      case GatewayStep.NoRoute(var gateway, var destination) ->
          Optional.of(
              "announce " + destination + " to " + gateway.name() + ", or add it to its site");
      case GatewayStep.BgpOff(var connection) ->
          Optional.of("set enableBgp of " + connection.name() + " to true");
      case GatewayStep.BranchToBranchOff(var gateway, var _) ->
          Optional.of(
              "add a Route Server with branch-to-branch traffic to the network of "
                  + gateway.name());
      case GatewayStep.WanTransitOff(var hub, var _) ->
          Optional.of(
              "set allowBranchToBranchTraffic of the virtual WAN of " + hub.name() + " to true");
      case GatewayStep.TransitNotAllowed(var link) ->
          Optional.of("set allowGatewayTransit of peering " + link.name() + " to true");
      case GatewayStep.RemoteGatewayNotUsed(var link) ->
          Optional.of("set useRemoteGateways of peering " + link.name() + " to true");
      case GatewayStep.PropagationOff(var table, var _) ->
          Optional.of("set disableBgpRoutePropagation of " + table.name() + " to false");
      case GatewayStep.HubNotProvisioned(var hub, var _) ->
          Optional.of("bring " + hub.name() + " back into service");
      case GatewayStep.NoHubRoute(var hub, var destination) ->
          Optional.of(
              "let what has "
                  + destination
                  + " propagate to the route table that this connection of "
                  + hub.name()
                  + " is associated with");
      case GatewayStep.Tunnelled _, GatewayStep.EndpointPastFirewall _ -> Optional.empty();
    };
  }

  private static String routeName(Optional<RouteTable.Route> declared) {
    return declared.map(route -> "route " + route.name()).orElse("the route");
  }

  private static String ends(Flow flow) {
    return " from " + flow.source() + " to " + flow.destination();
  }

  /** The protocol with its port: `Tcp/443`. */
  private static String service(Flow flow) {
    return flow.protocol().hasPorts()
        ? flow.protocol() + "/" + flow.destinationPort()
        : flow.protocol().toString();
  }
}
