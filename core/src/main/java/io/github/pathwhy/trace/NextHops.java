package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.LearnedRoutes;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/** Follows routes to their next hops: appliances, gateways, peerings, hubs, the internet. */
final class NextHops {
  private final PathWalker walker;

  NextHops(PathWalker walker) {
    this.walker = walker;
  }

  /** Takes the route to where it leads. */
  void follow(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    switch (route.nextHop()) {
      case NextHop.VnetLocal _ -> walker.fabric().deliverIn(walk, at.virtualNetwork(), false);
      case NextHop.VirtualNetworkPeering(Peering link, boolean global) ->
          walker
              .network()
              .hubs()
              .hubOf(link.remote())
              .ifPresentOrElse(
                  hub -> walker.hubs().fromNetwork(walk, at.virtualNetwork(), hub),
                  () ->
                      walker
                          .fabric()
                          .cross(walk, at, link)
                          .ifPresent(remote -> walker.fabric().deliverIn(walk, remote, global)));
      case NextHop.Internet _ -> walker.internet().leave(walk, at);
      case NextHop.None _ -> walker.unresolved(walk);
      case NextHop.Unknown(var _, String missing) -> {
        walk.add(
            new Step.Unknown(
                new Missing.RouteNextHop(route.declared().map(RouteTable.Route::name), missing)));
        walker.unresolved(walk);
      }
      case NextHop.VirtualAppliance(List<IpAddress> addresses) ->
          toAppliances(walk, at, route, addresses);
      case NextHop.InterfaceEndpoint _ -> {
        if (at.virtualNetwork().contains(walk.flow().destination())) {
          walker.fabric().deliverIn(walk, at.virtualNetwork(), false);
        } else {
          at.peeringTo(walk.flow().destination())
              .flatMap(link -> walker.fabric().cross(walk, at, link))
              .ifPresent(remote -> walker.fabric().deliverIn(walk, remote, false));
        }
      }
      case NextHop.VirtualNetworkGateway gateway -> toGateway(walk, at, route, gateway);
      case NextHop.ServiceEndpoint _ -> {
        walk.sessions()
            .add(
                new Sessions.Outbound(
                    at, Optional.empty(), Optional.empty(), walk.flow(), walk.flow()));
        walker.internet().deliver(walk);
      }
    }
  }

  private void toAppliances(
      Walk walk, EffectiveInterface at, EffectiveRoute route, List<IpAddress> addresses) {
    for (IpAddress address : addresses.subList(0, addresses.size() - 1)) {
      if (walker.mayFork()) {
        toAppliance(walk.fork(), at, route, address);
      }
    }
    if (addresses.size() > 1 && !walker.mayFork()) {
      walk.add(new Step.Unknown(new Missing.MorePaths(PathWalker.MAX_PATHS)));
    }
    toAppliance(walk, at, route, addresses.getLast());
  }

  private void toAppliance(
      Walk walk, EffectiveInterface at, EffectiveRoute route, IpAddress address) {
    if (at.owns(address)) {
      boolean announced = route.source() == EffectiveRoute.Source.VIRTUAL_NETWORK_GATEWAY;
      walk.add(
          announced
              ? new Step.Unknown(new Missing.Announced(walk.flow().destination(), at.ownerId()))
              : new Step.NextHopIsSelf(route));
      walker.unresolved(walk);
      return;
    }
    if (at.virtualNetwork().contains(address)) {
      toAppliance(walk, at.virtualNetwork(), route, address);
      return;
    }
    Optional<Peering> link = at.peeringTo(address);
    if (link.isEmpty()) {
      walk.add(
          at.openPeeringTo(address)
              .<Step>map(open -> new Step.Unknown(Router.notInInput(open)))
              .orElseGet(() -> new Step.NextHopMissing(route, Optional.of(address))));
      walker.unresolved(walk);
      return;
    }
    walker
        .fabric()
        .cross(walk, at, link.get())
        .ifPresent(remote -> toAppliance(walk, remote, route, address));
  }

  private void toAppliance(
      Walk walk, VirtualNetwork within, EffectiveRoute route, IpAddress address) {
    if (walker.remembered().isPresent() && address.equals(walk.flow().destination())) {
      walker
          .network()
          .owner(within.id(), address)
          .flatMap(EffectiveInterface::owner)
          .filter(AzureFirewall.class::isInstance)
          .ifPresent(firewall -> walk.add(new FirewallStep.AnyInstance(firewall, address)));
    }
    hand(walk, within, address, new Step.NextHopMissing(route, Optional.of(address)));
  }

  /** Hands a packet over to an address of a network, whatever its destination is. */
  void hand(Walk walk, VirtualNetwork within, IpAddress address, Step nobody) {
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
    walker.encounters().atUnowned(walk, within, address);
    List<Unmodelled> candidates = walker.network().unmodelledOwners(within, address);
    walk.add(candidates.isEmpty() ? nobody : PathWalker.unmodelled(candidates.getFirst().id()));
    walker.unresolved(walk);
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
        walk.add(new Step.Unknown(new Missing.Announcer(route.prefix())));
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
    walk.add(new Step.NextHopMissing(route, Optional.empty()));
    walker.router().explainMissing(walk, at);
    walker.unresolved(walk);
  }
}
