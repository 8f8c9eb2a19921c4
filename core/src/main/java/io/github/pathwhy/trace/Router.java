package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.GatewayGaps;
import io.github.pathwhy.effective.LearnedRoutes;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends packets from an interface: its outbound rules, the route it takes, and where that leads.
 */
final class Router {
  private final PathWalker walker;

  Router(PathWalker walker) {
    this.walker = walker;
  }

  void sendForwarded(Walk walk, EffectiveInterface at) {
    boolean foreign = !at.owns(walk.flow().source());
    if (foreign && !at.nic().ipForwarding() && !walk.has(new Step.ForwardingDisabled(at.nic()))) {
      walk.add(new Step.ForwardingDisabled(at.nic()));
    }
    send(walk, at);
  }

  void send(Walk walk, EffectiveInterface at) {
    IpAddress destination = walk.flow().destination();
    if (at.owns(destination)) {
      walk.enter(new Node.Interface(at));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    if (AddressSpaces.isPlatform(destination)) {
      List<StageDecision> decisions = at.rules(Direction.OUTBOUND).evaluatePlatform(walk.flow());
      walk.add(
          decisions.isEmpty()
              ? new Step.PlatformTraffic()
              : new Step.Filtered(Direction.OUTBOUND, decisions));
      walk.enter(new Node.Platform(destination));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    walker.filter(walk, at, Direction.OUTBOUND);
    translateBack(walk, at);
    Optional<EffectiveRoute> route = at.routes().select(destination);
    Optional<String> unobserved =
        isDeadEnd(route, destination)
            ? walker.network().learned().unobserved(at.virtualNetwork(), destination)
            : Optional.empty();
    if (unobserved.isPresent()) {
      walk.add(new Step.Unknown(unobserved.get()));
      walker.unresolved(walk);
      return;
    }
    Optional<String> doubt = doubtful(at, destination, route);
    if (at.routes().missingTable().isPresent()) {
      walk.add(
          new Step.Unknown(
              "the routes of route table "
                  + at.routes().missingTable().get()
                  + ", which is attached to subnet "
                  + at.subnet().name()
                  + " but not in the input"));
      walker.unresolved(walk);
    } else if (doubt.isPresent()) {
      walk.add(unknownTag(at, doubt.get()));
      walker.unresolved(walk);
    } else if (route.isEmpty()) {
      walk.add(new Step.NoRoute(destination));
      explainMissing(walk, at);
      walker.unresolved(walk);
    } else {
      walk.add(new Step.Routed(route.get()));
      if (isDeadEnd(route, destination)) {
        explainMissing(walk, at);
      }
      follow(walk, at, route.get());
    }
  }

  /** Whether Azure's own routes have no way to the destination. */
  static boolean isDeadEnd(Optional<EffectiveRoute> route, IpAddress destination) {
    if (route.isEmpty()) {
      return true;
    }
    if (route.get().source() == EffectiveRoute.Source.USER) {
      return false;
    }
    return route.get().nextHop() instanceof NextHop.None
        || (route.get().nextHop() instanceof NextHop.Internet
            && !AddressSpaces.isPublic(destination));
  }

  /** Says which switches keep the route of a gateway or a hub away. */
  void explainMissing(Walk walk, EffectiveInterface at) {
    IpAddress destination = walk.flow().destination();
    for (GatewayGaps.Gap gap : walker.network().gaps(at.subnet(), destination)) {
      walk.add(
          switch (gap) {
            case GatewayGaps.Gap.PropagationOff(var table) ->
                new GatewayStep.PropagationOff(table, destination);
            case GatewayGaps.Gap.TransitNotAllowed(var link) ->
                new GatewayStep.TransitNotAllowed(link);
            case GatewayGaps.Gap.RemoteGatewayNotUsed(var link) ->
                new GatewayStep.RemoteGatewayNotUsed(link);
            case GatewayGaps.Gap.NoConnection(var gateway) -> new GatewayStep.NoConnection(gateway);
            case GatewayGaps.Gap.BgpOff(var connection) -> new GatewayStep.BgpOff(connection);
            case GatewayGaps.Gap.NotLearned(var gateway) ->
                new GatewayStep.NoRoute(gateway, destination);
            case GatewayGaps.Gap.NotInHub(var hub) -> new GatewayStep.NoHubRoute(hub, destination);
          });
    }
  }

  /** The host of a member gives an answer the address of the internal frontend again. */
  private void translateBack(Walk walk, EffectiveInterface at) {
    walker
        .remembered()
        .flatMap(sessions -> sessions.inbound(at, walk.flow()))
        .filter(session -> !session.fromInternet())
        .ifPresent(session -> {
          Flow answer = session.outside().reversed();
          walk.translate(
              new Step.Translated(
                  Step.Translation.ANSWER, session.translator(), walk.flow(), answer),
              answer);
        });
  }

  /// The service tag that may take the flow another way than the known routes do. A service
  /// endpoint and the internet lead to the same place, so there an endpoint makes no difference.
  private static Optional<String> doubtful(
      EffectiveInterface at, IpAddress destination, Optional<EffectiveRoute> route) {
    boolean toInternet =
        route.map(EffectiveRoute::nextHop).filter(NextHop.Internet.class::isInstance).isPresent();
    return at.routes().unknownTags(destination).stream()
        .findFirst()
        .or(() ->
            toInternet
                ? Optional.empty()
                : at.routes().unknownEndpoints(destination).stream().findFirst());
  }

  /** The doubt whether a destination belongs to a service that the subnet routes on its own. */
  static Step unknownTag(EffectiveInterface at, String tag) {
    return new Step.Unknown(
        "the prefixes of service tag "
            + tag
            + ", which subnet "
            + at.subnet().name()
            + " routes on its own");
  }

  private void follow(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    if (missesPublicAddress(walk, at, route)) {
      walker.unresolved(walk);
      return;
    }
    switch (route.nextHop()) {
      case NextHop.VnetLocal _ -> deliverIn(walk, at.virtualNetwork(), false);
      case NextHop.VirtualNetworkPeering(Peering link, boolean global) ->
          walker
              .network()
              .hubs()
              .hubOf(link.remote())
              .ifPresentOrElse(
                  hub -> walker.hubs().fromNetwork(walk, at.virtualNetwork(), hub),
                  () -> cross(walk, at, link).ifPresent(remote -> deliverIn(walk, remote, global)));
      case NextHop.Internet _ -> walker.internet().leave(walk, at);
      case NextHop.None _ -> walker.unresolved(walk);
      case NextHop.VirtualAppliance(List<IpAddress> addresses) ->
          toAppliances(walk, at, route, addresses);
      case NextHop.InterfaceEndpoint _ -> {
        if (at.virtualNetwork().contains(walk.flow().destination())) {
          deliverIn(walk, at.virtualNetwork(), false);
        } else {
          at.peeringTo(walk.flow().destination())
              .flatMap(link -> cross(walk, at, link))
              .ifPresent(remote -> deliverIn(walk, remote, false));
        }
      }
      case NextHop.VirtualNetworkGateway gateway -> toGateway(walk, at, route, gateway);
      case NextHop.ServiceEndpoint _ -> {
        walk.sessions().add(new Sessions.Outbound(at, Optional.empty(), walk.flow(), walk.flow()));
        walker.internet().deliver(walk);
      }
    }
  }

  /** An answer to what came in by a public address has to leave to the internet directly. */
  private boolean missesPublicAddress(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    Optional<Sessions.Inbound> session =
        walker
            .remembered()
            .flatMap(sessions -> sessions.inbound(at, walk.flow()))
            .filter(Sessions.Inbound::fromInternet);
    boolean leaves =
        switch (route.nextHop()) {
          case NextHop.Internet _, NextHop.None _ -> true;
          case NextHop.VirtualAppliance _,
              NextHop.VirtualNetworkGateway _,
              NextHop.VnetLocal _,
              NextHop.VirtualNetworkPeering _,
              NextHop.InterfaceEndpoint _,
              NextHop.ServiceEndpoint _ ->
              false;
        };
    if (session.isEmpty() || leaves) {
      return false;
    }
    walk.add(new Step.Asymmetric(session.get().translator().id(), true));
    return true;
  }

  private void toAppliances(
      Walk walk, EffectiveInterface at, EffectiveRoute route, List<IpAddress> addresses) {
    for (IpAddress address : addresses.subList(0, addresses.size() - 1)) {
      if (walker.mayFork()) {
        toAppliance(walk.fork(), at, route, address);
      }
    }
    if (addresses.size() > 1 && !walker.mayFork()) {
      walk.add(new Step.Unknown("the rest of more than " + PathWalker.MAX_PATHS + " paths"));
    }
    toAppliance(walk, at, route, addresses.getLast());
  }

  private void toAppliance(
      Walk walk, EffectiveInterface at, EffectiveRoute route, IpAddress address) {
    if (at.owns(address)) {
      walk.add(new Step.NextHopIsSelf(route));
      walker.unresolved(walk);
      return;
    }
    if (at.virtualNetwork().contains(address)) {
      toAppliance(walk, at.virtualNetwork(), route, address);
      return;
    }
    Optional<Peering> link = at.peeringTo(address);
    if (link.isEmpty()) {
      walk.add(new Step.NextHopMissing(route, Optional.of(address)));
      walker.unresolved(walk);
      return;
    }
    cross(walk, at, link.get()).ifPresent(remote -> toAppliance(walk, remote, route, address));
  }

  private void toAppliance(
      Walk walk, VirtualNetwork within, EffectiveRoute route, IpAddress address) {
    Optional<EffectiveInterface> appliance = walker.network().owner(within.id(), address);
    if (appliance.isPresent()) {
      walker.arrive(walk, appliance.get());
      return;
    }
    Optional<PublicOwner.Frontend> frontend =
        walker.network().balancers().frontend(within.id(), address);
    if (frontend.isPresent()) {
      walker.balancing().arrive(walk, frontend.get(), address, false);
      return;
    }
    List<Unmodelled> candidates = walker.network().unmodelledOwners(within, address);
    walk.add(
        candidates.isEmpty()
            ? new Step.NextHopMissing(route, Optional.of(address))
            : PathWalker.unmodelled(candidates.getFirst().id().toString()));
    walker.unresolved(walk);
  }

  /** To the appliance that a virtual hub sends by. */
  void toApplianceIn(Walk walk, VirtualNetwork within, IpAddress address) {
    Optional<EffectiveInterface> appliance = walker.network().owner(within.id(), address);
    if (appliance.isPresent()) {
      walker.arrive(walk, appliance.get());
    } else {
      walk.add(new Step.NobodyThere(address, within.id()));
      walker.unresolved(walk);
    }
  }

  private void toGateway(
      Walk walk,
      EffectiveInterface at,
      EffectiveRoute route,
      NextHop.VirtualNetworkGateway nextHop) {
    Topology topology = walker.network().topology();
    Optional<ResourceId> device = nextHop.device().or(() -> vpnGateway(at));
    Optional<VirtualHub> hub = device.flatMap(id -> topology.find(id, VirtualHub.class));
    if (hub.isPresent()) {
      walker.hubs().fromNetwork(walk, at.virtualNetwork(), hub.get());
    } else if (device.flatMap(id -> topology.find(id, RouteServer.class)).isPresent()) {
      if (nextHop.addresses().isEmpty()) {
        walk.add(new Step.Unknown("which appliance announced " + route.prefix()));
        walker.unresolved(walk);
      } else {
        toAppliances(walk, at, route, nextHop.addresses());
      }
    } else {
      device
          .flatMap(id -> walker.network().interfaceOf(id))
          .ifPresentOrElse(
              gateway -> enterGateway(walk, at, gateway), () -> withoutGateway(walk, at, route));
    }
  }

  /// The gateway that a user route means: a VPN gateway of the network or of one whose gateways it
  /// uses. With an ExpressRoute gateway beside it, user routes cannot name it
  /// (`virtual-network/virtual-networks-udr-overview`).
  private Optional<ResourceId> vpnGateway(EffectiveInterface at) {
    for (LearnedRoutes.Provider provider :
        walker.network().learned().providers(at.virtualNetwork())) {
      List<VirtualNetworkGateway> gateways =
          walker.network().gateways().gateways(provider.network());
      if (!gateways.isEmpty()) {
        VirtualNetworkGateway first = gateways.getFirst();
        return first.kind() == VirtualNetworkGateway.Kind.VPN
            ? Optional.of(first.id())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void enterGateway(Walk walk, EffectiveInterface at, EffectiveInterface gateway) {
    walker
        .network()
        .learned()
        .linkTo(at.virtualNetwork(), gateway.virtualNetwork().id())
        .ifPresent(link -> walk.add(new Step.Peered(link)));
    walker.arrive(walk, gateway);
  }

  private void withoutGateway(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    Optional<Unmodelled> gateway =
        walker.network().topology().all(Unmodelled.class).stream()
            .filter(resource -> resource.armType().toLowerCase(Locale.ROOT).contains("gateway"))
            .findFirst();
    walk.add(
        gateway.isPresent()
            ? PathWalker.unmodelled(gateway.get().id().toString())
            : new Step.NextHopMissing(route, Optional.empty()));
    explainMissing(walk, at);
    walker.unresolved(walk);
  }

  /** Crosses a peering; empty, and the walk ended, when the other side is not in the input. */
  private Optional<VirtualNetwork> cross(Walk walk, EffectiveInterface at, Peering link) {
    Optional<Step> outbound = walk.lastFilter();
    walk.add(new Step.Peered(link));
    Optional<VirtualNetwork> remote =
        walker.network().topology().find(link.remote(), VirtualNetwork.class);
    if (remote.isEmpty()) {
      walk.add(
          new Step.Unknown("virtual network " + link.remote() + ", which is not in the input"));
      walker.unresolved(walk);
      return remote;
    }
    if (!Peerings.covers(link, at.subnet())) {
      walk.add(new Step.SubnetNotPeered(link, at.subnet()));
    }
    Optional<Peering> back = Peerings.reverse(remote.get(), at.virtualNetwork().id());
    if (!at.isGateway() && !at.virtualNetwork().contains(walk.flow().source())) {
      back.filter(other -> !other.allowForwardedTraffic())
          .ifPresent(other ->
              walk.add(
                  new Step.ForwardedTrafficNotAllowed(other, walker.options().strictPeering())));
    }
    if (walker.remembered().isEmpty()) {
      if (!link.allowVirtualNetworkAccess() && !isExplicitlyAllowed(outbound)) {
        walk.add(new Step.AccessNotAllowed(link, Direction.OUTBOUND));
      }
      back.filter(other -> !other.allowVirtualNetworkAccess()).ifPresent(walk::crossClosed);
    }
    return remote;
  }

  /// A link without access takes the other network out of the tag VirtualNetwork: traffic passes
  /// only where a custom rule allows it (`virtual-network/virtual-network-manage-peering`).
  static boolean isExplicitlyAllowed(Optional<Step> filter) {
    if (filter.isEmpty() || !(filter.get() instanceof Step.Filtered filtered)) {
      return false;
    }
    boolean custom = false;
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY) {
        return false;
      }
      custom |= decision.rule().filter(rule -> !rule.isDefault()).isPresent();
    }
    return custom;
  }

  /** Delivery in a network, after crossing a peering between regions or not. */
  void deliverIn(Walk walk, VirtualNetwork within, boolean global) {
    IpAddress destination = walk.flow().destination();
    Optional<EffectiveInterface> owner = walker.network().owner(within.id(), destination);
    if (owner.isPresent()) {
      walker.arrive(walk, owner.get());
      return;
    }
    Optional<PublicOwner.Frontend> frontend =
        walker.network().balancers().frontend(within.id(), destination);
    if (frontend.isPresent()) {
      walker.balancing().arrive(walk, frontend.get(), destination, global);
      return;
    }
    List<Unmodelled> candidates = walker.network().unmodelledOwners(within, destination);
    walk.add(
        candidates.isEmpty()
            ? new Step.NobodyThere(destination, within.id())
            : PathWalker.unmodelled(candidates.getFirst().id().toString()));
    walker.unresolved(walk);
  }
}
