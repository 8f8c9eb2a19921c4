package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.ExpressRouteCircuit;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether a trace rests on properties that the input leaves open. Such a property had its
/// default while the flow was followed, so what was decided at that hop is not certain: neither
/// that the flow passes nor that it ends there. Security groups are: what is open in their rules
/// and tags is part of their own judgement. They are not where an address of the flow itself is
/// open, since then nobody knows what they judge.
final class GapCheck {
  private static final String ADDRESS = "privateIPAddress";
  private static final String NAME_SERVERS = "dnsServers";
  private static final String ADDRESS_SPACE = "addressSpace";
  private static final Set<String> ABOUT_GATEWAYS =
      Set.of("useRemoteGateways", "allowGatewayTransit");

  private final Topology topology;

  GapCheck(Topology topology) {
    this.topology = topology;
  }

  Trace check(Trace trace) {
    return topology.hasGaps() ? new Trace(trace.flow(), paths(trace.paths())) : trace;
  }

  private List<Path> paths(List<Path> paths) {
    return paths.stream()
        .map(path -> new Path(hops(path.hops()), path.complete(), paths(path.replies())))
        .toList();
  }

  private List<Hop> hops(List<Hop> hops) {
    boolean addressed = hops.stream().noneMatch(this::hasOpenAddress);
    return hops.stream().map(hop -> hop(hop, addressed)).toList();
  }

  private boolean hasOpenAddress(Hop hop) {
    if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
      for (IpConfiguration configuration : at.nic().ipConfigurations()) {
        for (Gap gap : topology.gaps(configuration.id())) {
          if (gap.property().equals(ADDRESS)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Hop hop(Hop hop, boolean addressed) {
    Set<Step> open = new LinkedHashSet<>();
    for (ResourceId id : resources(hop)) {
      addAll(open, hop, id, topology.gaps(id));
    }
    for (ResourceId id : wholes(hop)) {
      addAll(open, hop, id, topology.gapsWithin(id));
    }
    if (endsInRouting(hop)) {
      addConnectivity(open, hop);
    }
    if (open.isEmpty() && addressed) {
      return hop;
    }
    List<Step> steps = new ArrayList<>(hop.steps().size() + open.size());
    for (Step step : hop.steps()) {
      boolean certain = step instanceof Step.Filtered && addressed;
      if (certain || step.effect() != Effect.BLOCKS) {
        steps.add(step);
      }
    }
    steps.addAll(open);
    return new Hop(hop.node(), hop.flow(), steps);
  }

  private void addAll(Set<Step> open, Hop hop, ResourceId id, List<Gap> gaps) {
    for (Gap gap : gaps) {
      if (bears(gap, id, hop)) {
        open.add(new Step.Unknown(gap.of(id)));
      }
    }
  }

  /** Whether what is decided at a hop may depend on an open property of a resource there. */
  private boolean bears(Gap gap, ResourceId id, Hop hop) {
    return switch (gap.property()) {
      // Name servers say what a name means, not where a packet goes.
      case NAME_SERVERS -> false;
      // Only the addresses differ that are printed for the gateway.
      case "activeActive" -> false;
      case "enableIPForwarding" -> isForwarded(hop);
      case "allowForwardedTraffic" ->
          hop.steps().stream().anyMatch(Step.ForwardedTrafficNotAllowed.class::isInstance);
      case "defaultOutboundAccess", "disableOutboundSnat" -> leaves(hop);
      case "privateEndpointNetworkPolicies" -> isEndpoint(hop);
      case "subnets" -> mayBeInAnotherSubnet(id, hop);
      case "useRemoteGateways", "allowGatewayTransit" -> mayLearnRoutes();
      case "disableBgpRoutePropagation" -> !isInside(hop) && mayLearnRoutes();
      case "disablePeeringRoute" -> !isInside(hop);
      case Gap.SKU -> skuCounts(id, hop);
      default -> !isOfAnotherRule(gap, hop);
    };
  }

  /// Whether the SKU of a resource counts. The trace has looked where that of a public address
  /// does; load balancers of all SKUs are the same to their own network.
  private boolean skuCounts(ResourceId id, Hop hop) {
    return topology.find(id, PublicIpAddress.class).isEmpty()
        && !(hop.node() instanceof Node.Frontend(LoadBalancer _, var frontend, var _)
            && frontend
                .subnet()
                .flatMap(subnet -> topology.find(subnet, Subnet.class))
                .flatMap(subnet -> topology.find(subnet.virtualNetwork(), VirtualNetwork.class))
                .filter(network -> contains(network.addressSpace(), hop.flow().source()))
                .isPresent());
  }

  /** Whether the interface passes on what is for somebody else, or would not. */
  private static boolean isForwarded(Hop hop) {
    return hop.steps().stream()
        .anyMatch(step ->
            switch (step) {
              case Step.Forwarded _, Step.ForwardingDisabled _ -> true;
              default -> false;
            });
  }

  /// Whether any gateway of the input may announce routes, or one beside it that belongs to a
  /// network which is not in the input.
  private boolean mayLearnRoutes() {
    return topology.resources().stream()
        .anyMatch(resource ->
            announcesRoutes(resource)
                || (resource instanceof VirtualNetwork network
                    && network.peerings().stream()
                        .anyMatch(
                            link -> topology.find(link.remote(), VirtualNetwork.class).isEmpty())));
  }

  /** Whether it belongs to a load balancing rule for other ports than that of the flow. */
  private boolean isOfAnotherRule(Gap gap, Hop hop) {
    return hop.node() instanceof Node.Frontend(LoadBalancer balancer, var frontend, var _)
        && hop.flow().protocol().hasPorts()
        && balancer.rules().stream()
            .filter(rule -> topology.gaps(rule.id()).contains(gap))
            .anyMatch(rule ->
                !rule.frontend().equals(frontend.id())
                    || (rule.frontendPort() != 0
                        && rule.frontendPort() != hop.flow().destinationPort()));
  }

  /// Whether the flow ends where nobody is, although a subnet of the network that is not known may
  /// hold the address.
  private boolean mayBeInAnotherSubnet(ResourceId id, Hop hop) {
    List<Prefix> known =
        topology
            .find(id, VirtualNetwork.class)
            .map(network ->
                network.subnets().stream().flatMap(subnet -> subnet.prefixes().stream()).toList())
            .orElse(List.of());
    return hop.steps().stream()
        .anyMatch(step ->
            step instanceof Step.NobodyThere(IpAddress address, var _)
                && !contains(known, address));
  }

  /** Whether the flow leaves to the internet here, or cannot. */
  private static boolean leaves(Hop hop) {
    return hop.steps().stream()
        .anyMatch(step ->
            switch (step) {
              case Step.DefaultOutbound _,
                  Step.OutboundAccessMissing _,
                  BalancerStep.OutboundNotAllowed _ ->
                  true;
              case Step.Translated translated ->
                  switch (translated.kind()) {
                    case NAT_GATEWAY, PUBLIC_ADDRESS_OUTBOUND, LOAD_BALANCER_OUTBOUND -> true;
                    default -> false;
                  };
              default -> false;
            });
  }

  private static boolean isEndpoint(Hop hop) {
    return hop.node() instanceof Node.Interface(EffectiveInterface at)
        && at.owner().orElse(null) instanceof PrivateEndpoint;
  }

  /// Whether the flow stays in the network: no route that a gateway announces or a peering makes
  /// goes before those of the network itself.
  private static boolean isInside(Hop hop) {
    return hop.node() instanceof Node.Interface(EffectiveInterface at)
        && flows(hop)
            .allMatch(flow ->
                contains(at.virtualNetwork().addressSpace(), flow.source())
                    && contains(at.virtualNetwork().addressSpace(), flow.destination()));
  }

  /** The flow as it comes, and as it is rewritten. */
  private static Stream<Flow> flows(Hop hop) {
    return Stream.concat(
        Stream.of(hop.flow()),
        hop.steps().stream()
            .flatMap(step ->
                step instanceof Step.Translated translated
                    ? Stream.of(translated.before(), translated.after())
                    : Stream.empty()));
  }

  private static boolean contains(List<Prefix> prefixes, IpAddress address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }

  /** Whether the flow ends where a route that a gateway may announce would lead it on. */
  private static boolean endsInRouting(Hop hop) {
    return hop.steps().stream()
        .anyMatch(step -> step.effect() == Effect.BLOCKS && !(step instanceof Step.Filtered));
  }

  private void addConnectivity(Set<Step> open, Hop hop) {
    for (Resource resource : topology.resources()) {
      if (announcesRoutes(resource)) {
        addAll(open, hop, resource.id(), topology.gapsWithin(resource.id()));
      }
    }
  }

  private static boolean announcesRoutes(Resource resource) {
    return switch (resource) {
      case VirtualNetworkGateway _,
          LocalNetworkGateway _,
          GatewayConnection _,
          ExpressRouteCircuit _,
          RouteServer _,
          VirtualHub _,
          HubGateway _ ->
          true;
      default -> false;
    };
  }

  /** What is decided at a hop depends on these. */
  private Set<ResourceId> resources(Hop hop) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    if (hop.node() instanceof Node.Interface(EffectiveInterface at)) {
      addInterface(ids, hop, at);
    }
    for (Step step : hop.steps()) {
      switch (step) {
        case Step.Peered(var link) -> ids.add(link.id());
        case Step.ForwardedTrafficNotAllowed(var link, boolean _) -> ids.add(link.id());
        case Step.AccessNotAllowed(var link, var _) -> ids.add(link.id());
        case Step.SubnetNotPeered(var link, var _) -> ids.add(link.id());
        case GatewayStep.TransitNotAllowed(var link) -> ids.add(link.id());
        case GatewayStep.RemoteGatewayNotUsed(var link) -> ids.add(link.id());
        case GatewayStep.PropagationOff(var table, var _) -> ids.add(table.id());
        default -> {}
      }
    }
    return ids;
  }

  private void addInterface(Set<ResourceId> ids, Hop hop, EffectiveInterface at) {
    ids.add(at.subnet().id());
    ids.add(at.virtualNetwork().id());
    at.subnet().routeTable().ifPresent(ids::add);
    for (Peering link : at.virtualNetwork().peerings()) {
      if (mayUse(hop, link)) {
        ids.add(link.id());
        ids.add(link.remote());
      }
    }
  }

  /** Whether a peering may have a part in what happens to the flow. */
  private boolean mayUse(Hop hop, Peering link) {
    if (isInside(hop)) {
      return false;
    }
    List<Prefix> remote = Peerings.remotePrefixes(topology, link);
    return remote.isEmpty()
        || (mayLearnRoutes()
            && topology.gaps(link.id()).stream()
                .anyMatch(gap -> ABOUT_GATEWAYS.contains(gap.property())))
        || topology.gaps(link.remote()).stream()
            .anyMatch(gap -> gap.property().equals(ADDRESS_SPACE))
        || flows(hop)
            .anyMatch(
                flow -> contains(remote, flow.source()) || contains(remote, flow.destination()));
  }

  /** The same, with all their parts. */
  private static Set<ResourceId> wholes(Hop hop) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    switch (hop.node()) {
      case Node.Interface(EffectiveInterface at) -> {
        ids.add(at.nic().id());
        ids.add(at.ownerId());
        if (leaves(hop)) {
          at.subnet().natGateway().ifPresent(ids::add);
          for (IpConfiguration configuration : at.nic().ipConfigurations()) {
            configuration.pools().forEach(pool -> ids.add(pool.parent()));
          }
        }
        if (at.owner().orElse(null) instanceof AzureFirewall firewall) {
          firewall.policy().ifPresent(ids::add);
        }
      }
      case Node.Frontend frontend -> ids.add(frontend.balancer().id());
      case Node.Hub(var hub) -> ids.add(hub.id());
      case Node.Internet _, Node.Outside _, Node.Platform _, Node.Unresolved _ -> {}
    }
    for (Step step : hop.steps()) {
      switch (step) {
        // What an answer is translated by decided about the request.
        case Step.Translated translated when translated.kind() != Step.Translation.ANSWER ->
            ids.add(translated.by().id());
        case GatewayStep.Tunnelled(Resource connection) -> ids.add(connection.id());
        default -> {}
      }
    }
    return ids;
  }
}
