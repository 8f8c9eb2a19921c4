package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says the steps of a trace in words: one line each, quoting the rule or route that decided. */
final class Narrator {
  private Narrator() {}

  /** The lines for a step. */
  static List<Evidence> tell(Step step) {
    return switch (step) {
      case Step.Filtered(Direction direction, List<StageDecision> decisions) ->
          tellFilter(direction, decisions);
      case Step.Routed(EffectiveRoute route) -> one(step, tellRoute(route), declared(route));
      case Step.NextHopMissing(EffectiveRoute route, Optional<IpAddress> _) ->
          one(step, clause(step), declared(route));
      case Step.NextHopIsSelf(EffectiveRoute route) -> one(step, clause(step), declared(route));
      case Step.AccessNotAllowed(Peering link, Direction _) -> one(step, clause(step), at(link));
      case Step.ForwardedTrafficNotAllowed(Peering link, boolean _) ->
          one(step, clause(step), at(link));
      case Step.Peered(Peering link) -> one(step, clause(step), at(link));
      case Step.ForwardingDisabled(NetworkInterface nic) ->
          one(step, clause(step), Optional.of(nic.declaredAt()));
      case Step.ApplianceFiltered filtered ->
          one(
              step,
              clause(step),
              filtered
                  .rule()
                  .map(AppliancePolicy.Rule::declaredAt)
                  .or(() -> Optional.of(filtered.policy().declaredAt())));
      case Step.PublicAddressClosed(PublicIpAddress address) ->
          one(step, clause(step), Optional.of(address.declaredAt()));
      case Step.GuestFirewall(VirtualMachine _, Observation.GuestRule rule) ->
          one(step, clause(step), Optional.of(rule.declaredAt()));
      case BalancerStep balancer -> one(step, clause(step), BalancerSteps.declaredAt(balancer));
      case GatewayStep gateway -> one(step, clause(step), GatewaySteps.declaredAt(gateway));
      case FirewallStep firewall -> one(step, clause(step), FirewallSteps.declaredAt(firewall));
      case Step.SubnetNotPeered(Peering link, Subnet _) -> one(step, clause(step), at(link));
      case Step.EndpointNotApproved(PrivateEndpoint endpoint, var _) ->
          one(step, clause(step), Optional.of(endpoint.declaredAt()));
      case Step.ServiceDenied(PlatformService service, String _, boolean _) ->
          one(step, clause(step), Optional.of(service.declaredAt()));
      case Step.NotInNetwork(PlatformService service, IpAddress _) ->
          one(step, clause(step), Optional.of(service.declaredAt()));
      case Step.EndpointPoliciesOff _,
          Step.Established _,
          Step.PlatformTraffic _,
          Step.NoRoute _,
          Step.Looped _,
          Step.NobodyThere _,
          Step.NotAttached _,
          Step.NotRoutable _,
          Step.Forwarded _,
          Step.Translated _,
          Step.DefaultOutbound _,
          Step.ServiceOutbound _,
          Step.OutboundAccessMissing _,
          Step.NotRunning _,
          Step.SourcePortInUse _,
          Step.NoListener _,
          Step.HighCpu _,
          Step.HighMemory _,
          Step.Asymmetric _,
          Step.Unknown _ ->
          one(step, clause(step), Optional.empty());
      case Step.NotFollowed(Gap gap) -> one(step, clause(step), Optional.of(gap.place()));
      case Step.Doubtful(Step block, Gap _) ->
          one(
              step,
              clause(step),
              tell(block).stream().map(Evidence::declaredAt).flatMap(Optional::stream).findFirst());
      case Step.Delivered _ -> List.of();
    };
  }

  /** The step as a clause that can stand after "because". */
  static String clause(Step step) {
    return switch (step) {
      case Step.Filtered filtered ->
          tellFilter(filtered.direction(), filtered.decisions()).getLast().text();
      case Step.Established(Direction direction) -> lower(direction) + ": reply of an allowed flow";
      case Step.PlatformTraffic _ ->
          "platform traffic: no security group and no user route applies";
      case Step.PublicAddressClosed(PublicIpAddress address) ->
          "public address "
              + address.name()
              + " is Standard and closed: no security group opens it";
      case Step.Routed(EffectiveRoute route) -> tellRoute(route);
      case Step.NoRoute(IpAddress destination) -> "no route covers " + destination;
      case Step.NextHopMissing(EffectiveRoute route, Optional<IpAddress> address) ->
          address.isPresent()
              ? tellRoute(route) + ", but no reachable interface has " + address.get()
              : tellRoute(route) + ", but there is no VPN gateway";
      case Step.NextHopIsSelf(EffectiveRoute route) ->
          tellRoute(route) + ", which is this hop itself: a loop";
      case Step.Looped(EffectiveInterface at) ->
          "the packet is back at " + at.ownerName() + " unchanged: a loop";
      case Step.Peered(Peering link) ->
          (link.connectedGroup() ? "connected group, " : "peering ") + link.name();
      case Step.AccessNotAllowed(Peering link, Direction _) ->
          "peering "
              + link.name()
              + " has allowVirtualNetworkAccess false and no custom rule allows the flow";
      case Step.ForwardedTrafficNotAllowed(Peering link, boolean strict) ->
          "forwarded traffic, but peering "
              + link.name()
              + " has allowForwardedTraffic false"
              + (strict ? "" : " (documented to drop, measured to pass)");
      case Step.NobodyThere(IpAddress address, ResourceId network) ->
          "nothing in " + network.name() + " has the address " + address;
      case Step.NotAttached(NetworkInterface nic) ->
          "network interface " + nic.name() + " is attached to no machine";
      case Step.NotRoutable(IpAddress address) -> "the internet does not route " + address;
      case Step.ForwardingDisabled(NetworkInterface nic) ->
          "the packet is not for this machine and " + nic.name() + " has enableIPForwarding false";
      case Step.Forwarded forwarded -> tellForwarded(forwarded);
      case Step.ApplianceFiltered filtered -> tellAppliance(filtered);
      case Step.Translated(Step.Translation kind, Resource by, Flow before, Flow after) ->
          tellTranslation(kind, by, before, after);
      case Step.DefaultOutbound(ResourceId subnet, boolean explicit, Flow _) ->
          "leaves by the default outbound access of subnet "
              + subnet.name()
              + (explicit ? "" : ", which the input does not state");
      case Step.ServiceOutbound(ResourceId service, Flow _) ->
          service.name() + " leaves to the internet with a public address of its own";
      case Step.NotInNetwork(PlatformService service, IpAddress destination) ->
          service.name()
              + " is integrated with no virtual network, and the internet does not route "
              + destination;
      case Step.OutboundAccessMissing(String reason) -> "no way out to the internet: " + reason;
      case Step.NotRunning(VirtualMachine machine, PowerState state) ->
          machine.name() + " is " + state.label();
      case Step.GuestFirewall(VirtualMachine machine, Observation.GuestRule rule) ->
          "the guest firewall of " + machine.name() + " denies " + service(rule.traffic());
      case Step.SourcePortInUse(VirtualMachine machine, Protocol protocol, int port) ->
          "a process of " + machine.name() + " has the source port " + protocol + "/" + port;
      case Step.NoListener(Resource resource, Protocol protocol, int port) ->
          "nothing listens on " + protocol + "/" + port + " of " + resource.name();
      case Step.HighCpu(VirtualMachine machine, double percent) ->
          machine.name() + " uses " + percent(percent) + " of its CPU";
      case Step.HighMemory(VirtualMachine machine, double percent) ->
          machine.name() + " uses " + percent(percent) + " of its memory";
      case Step.Asymmetric(ResourceId device, boolean sawRequest) ->
          sawRequest
              ? "the reply misses " + device.name() + ", which saw the request"
              : device.name() + " never saw the request and drops the reply";
      case BalancerStep balancer -> BalancerSteps.clause(balancer);
      case GatewayStep gateway -> GatewaySteps.clause(gateway);
      case FirewallStep firewall -> FirewallSteps.clause(firewall);
      case Step.SubnetNotPeered(Peering link, Subnet subnet) ->
          "subnet " + subnet.name() + " takes no part in subnet peering " + link.name();
      case Step.EndpointPoliciesOff(PrivateEndpoint endpoint) ->
          "network policies are off: no security group applies to " + endpoint.name();
      case Step.EndpointNotApproved(PrivateEndpoint endpoint, PrivateEndpoint.State state) ->
          "the connection of " + endpoint.name() + " is " + state.label();
      case Step.ServiceDenied(PlatformService service, String reason, boolean opens) ->
          service.name()
              + (opens
                  ? " lets the connection open and refuses the caller: "
                  : " refuses the caller: ")
              + reason;
      case Step.Delivered _ -> "arrived";
      case Step.Unknown(Missing missing) -> "unknown: " + MissingWords.of(missing);
      case Step.NotFollowed(Gap gap) -> MissingWords.of(gap);
      case Step.Doubtful(Step block, Gap gap) ->
          clause(block) + "; not certain because of " + gap.property() + " of " + gap.of().name();
    };
  }

  /** The value of a percentage, `97%`. */
  static String percent(double value) {
    return value == Math.rint(value) ? (long) value + "%" : value + "%";
  }

  /** What the stages of a direction say, a line each. */
  static List<Evidence> tellFilter(Direction direction, List<StageDecision> decisions) {
    if (decisions.isEmpty()) {
      return List.of(
          new Evidence(Effect.PASSES, lower(direction) + ": no security group", Optional.empty()));
    }
    List<Evidence> lines = new ArrayList<>(decisions.size());
    for (StageDecision decision : decisions) {
      Effect effect =
          switch (decision.verdict()) {
            case ALLOW -> Effect.PASSES;
            case DENY -> Effect.BLOCKS;
            case UNKNOWN -> Effect.UNDETERMINED;
          };
      String group = lower(direction) + " " + decision.stage().securityGroup().name() + ": ";
      String text =
          decision.verdict() == StageDecision.Verdict.UNKNOWN
              ? group + "unknown: " + String.join("; ", MissingWords.of(decision.missing()))
              : group + decision.rule().map(Narrator::quote).orElse("");
      lines.add(new Evidence(effect, text, decision.rule().flatMap(SecurityRule::declaredAt)));
    }
    return lines;
  }

  /// The same where no route leads to the destination: the tag `VirtualNetwork`, which default
  /// rules allow, has what routes lead to.
  static List<Evidence> tellConsequence(Step.Filtered filtered, Flow flow) {
    List<Evidence> lines = new ArrayList<>(filtered.decisions().size());
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY && decision.rule().isPresent()) {
        SecurityRule rule = decision.rule().get();
        lines.add(
            new Evidence(
                Effect.BLOCKS,
                lower(filtered.direction())
                    + " "
                    + decision.stage().securityGroup().name()
                    + ": "
                    + rule.name()
                    + " ("
                    + rule.priority()
                    + ") denies, because "
                    + flow.destination()
                    + " is not in VirtualNetwork; a rule would not help",
                Optional.empty()));
      } else {
        lines.addAll(tellFilter(filtered.direction(), List.of(decision)));
      }
    }
    return lines;
  }

  /** A rule as a person would write it: `deny-sql (200) denies Tcp from * to *:1433`. */
  static String quote(SecurityRule rule) {
    String verb = rule.access() == Access.ALLOW ? " allows " : " denies ";
    return rule.name()
        + " ("
        + rule.priority()
        + ")"
        + verb
        + service(rule.traffic())
        + " from "
        + join(rule.traffic().source())
        + " to "
        + join(rule.traffic().destination());
  }

  private static String service(Traffic traffic) {
    List<PortRange> ports = traffic.destinationPorts();
    Protocol protocol = traffic.protocol();
    String name = protocol == Protocol.ANY ? "any" : protocol.label();
    return ports.equals(List.of(PortRange.ALL)) ? name : name + "/" + join(ports);
  }

  private static String join(List<?> items) {
    int shown = Math.min(3, items.size());
    String text =
        items.subList(0, shown).stream().map(Object::toString).collect(Collectors.joining(","));
    return shown < items.size() ? text + ",… (" + items.size() + ")" : text;
  }

  /** A route as a person would write it: `user route to-fw of rt 0.0.0.0/0 -> …`. */
  static String tellRoute(EffectiveRoute route) {
    String nextHop =
        switch (route.nextHop()) {
          case NextHop.VirtualAppliance(List<IpAddress> addresses) ->
              "VirtualAppliance " + join(addresses);
          case NextHop.VirtualNetworkPeering(Peering link, boolean _) ->
              route.nextHop().typeName() + " " + link.remote().name();
          case NextHop.None _ -> "None: dropped";
          case NextHop.Unknown(var type, String missing) ->
              type.map(known -> known + " ").orElse("") + "not known: " + missing;
          case NextHop.ServiceEndpoint(String service) -> "service endpoint " + service;
          case NextHop.VirtualNetworkGateway(var device, var _) ->
              route.nextHop().typeName() + device.map(id -> " " + id.name()).orElse("");
          case NextHop.VnetLocal _, NextHop.InterfaceEndpoint _, NextHop.Internet _ ->
              route.nextHop().typeName();
        };
    String origin =
        route
            .table()
            .map(table ->
                "user route "
                    + route.declared().map(RouteTable.Route::name).orElse("")
                    + " of "
                    + table.name())
            .orElse(
                route.source() == EffectiveRoute.Source.VIRTUAL_NETWORK_GATEWAY
                    ? "learned route"
                    : "system route");
    return origin + " " + route.prefix() + " -> " + nextHop;
  }

  private static String tellForwarded(Step.Forwarded forwarded) {
    Optional<EffectiveInterface> egress = forwarded.egress();
    if (egress.isEmpty()) {
      return "forwards into the tunnel to the site";
    }
    return forwarded.assumed()
        ? "forwards, leaving by " + egress.get().nic().name() + " (assumed)"
        : "forwards";
  }

  private static String tellAppliance(Step.ApplianceFiltered filtered) {
    String verb = filtered.access() == Access.ALLOW ? "allows" : "denies";
    return filtered
        .rule()
        .map(rule ->
            "appliance rule "
                + rule.name()
                + " "
                + verb
                + " "
                + service(rule.traffic())
                + " from "
                + join(rule.traffic().source())
                + " to "
                + join(rule.traffic().destination()))
        .orElse(
            "no appliance rule matches: " + filtered.machine().name() + " " + verb + " the rest");
  }

  private static String tellTranslation(
      Step.Translation kind, Resource by, Flow before, Flow after) {
    return switch (kind) {
      case PUBLIC_ADDRESS_INBOUND ->
          "public address "
              + by.name()
              + ": "
              + before.destination()
              + " is "
              + after.destination();
      case PUBLIC_ADDRESS_OUTBOUND ->
          "public address " + by.name() + ": source becomes " + after.source();
      case LOAD_BALANCER ->
          "load balancer "
              + by.name()
              + ": "
              + socket(before.destination(), before.destinationPort())
              + " becomes "
              + socket(after.destination(), after.destinationPort());
      case LOAD_BALANCER_OUTBOUND ->
          "load balancer " + by.name() + ": source becomes " + after.source();
      case PROXY ->
          "a connection of its own: "
              + after.source()
              + " -> "
              + socket(after.destination(), after.destinationPort());
      case NAT_GATEWAY -> "NAT gateway " + by.name() + ": source becomes " + after.source();
      case APPLIANCE_SOURCE -> "source NAT: " + before.source() + " becomes " + after.source();
      case APPLIANCE_DESTINATION ->
          "destination NAT: "
              + socket(before.destination(), before.destinationPort())
              + " becomes "
              + socket(after.destination(), after.destinationPort());
      case GATEWAY ->
          "NAT rules of "
              + by.name()
              + ": "
              + before.source()
              + " -> "
              + before.destination()
              + " becomes "
              + after.source()
              + " -> "
              + after.destination();
      case PRIVATE_LINK ->
          "private link service "
              + by.name()
              + ": "
              + before.source()
              + " -> "
              + before.destination()
              + " becomes "
              + after.source()
              + " -> "
              + after.destination();
      case ANSWER ->
          "translated back by " + by.name() + ": " + after.source() + " -> " + after.destination();
    };
  }

  /** Address and port; an IPv6 address stands in brackets. */
  private static String socket(IpAddress address, int port) {
    return address.version() == IpVersion.V6 ? "[" + address + "]:" + port : address + ":" + port;
  }

  private static Optional<SourcePosition> declared(EffectiveRoute route) {
    return route.declared().map(RouteTable.Route::declaredAt);
  }

  private static Optional<SourcePosition> at(Peering link) {
    return Optional.of(link.declaredAt());
  }

  private static List<Evidence> one(Step step, String text, Optional<SourcePosition> declaredAt) {
    return List.of(new Evidence(step.effect(), text, declaredAt));
  }

  private static String lower(Direction direction) {
    return direction.label().toLowerCase(Locale.ROOT);
  }
}
