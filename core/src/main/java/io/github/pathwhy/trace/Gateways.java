package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.GatewayRoutes;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.Circuits;
import io.github.pathwhy.trace.judge.Tunnels;
import java.util.List;
import java.util.Optional;

/// What gateways of virtual networks do with packets: by the routes of the gateway subnet they go
/// into the network and its neighbours, or over a connection to a site, to clients, or to the
/// gateway of another network. Gateways track nothing.
final class Gateways implements Device {
  private final PathWalker walker;
  private final GatewayRoutes routes;
  private final Tunnels tunnels;
  private final Circuits circuits;

  Gateways(PathWalker walker) {
    this.walker = walker;
    this.routes = walker.network().gateways();
    this.tunnels = walker.judges().tunnels();
    this.circuits = walker.judges().circuits();
  }

  /// Where a packet came into the gateway: from clients or over one of these connections, none when
  /// it came from the network.
  private record Ingress(boolean outside, boolean clients, List<GatewayConnection> connections) {
    private static final Ingress NETWORK = new Ingress(false, false, List.of());
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    VirtualNetworkGateway gateway = (VirtualNetworkGateway) at.owner().orElseThrow();
    walker.encounters().within(walk, Role.CONNECTION, gateway.id());
    tunnels.provisioning(gateway).ifPresent(walk::add);
    Ingress ingress = ingress(walk, gateway);
    if (ingress.outside()) {
      comeIn(walk, gateway, ingress);
      if (!ingress.clients() && goByCircuits(walk, gateway)) {
        return;
      }
    }
    IpAddress destination = walk.flow().destination();
    Optional<EffectiveRoute> route = at.routes().select(destination);
    if (leadsOut(route, gateway)) {
      goOut(walk, gateway, ingress);
    } else if (Router.isDeadEnd(route, destination) || isInternet(route)) {
      toDefaultSite(walk, at, gateway);
    } else {
      transit(route, at, gateway, ingress).ifPresent(walk::add);
      walker.router().sendForwarded(walk, at);
    }
  }

  /** Where the packet was before: at the end of a connection, or in the network. */
  private Ingress ingress(Walk walk, VirtualNetworkGateway gateway) {
    return switch (walk.previous().orElse(null)) {
      case Node.Outside _ -> {
        Optional<GatewayRoutes.Known> known =
            routes.match(gateway, received(gateway, walk.flow()).source());
        yield new Ingress(
            true,
            known.map(GatewayRoutes.Known::clients).orElse(false),
            known
                .map(GatewayRoutes.Known::connections)
                .orElseGet(() -> routes.connections(gateway.id())));
      }
      case Node.Interface(EffectiveInterface other)
          when other.isGateway() && !isNeighbour(other, gateway) ->
          new Ingress(
              true,
              false,
              routes.connections(gateway.id()).stream()
                  .filter(back ->
                      routes.peer(back).filter(one -> one.id().equals(other.ownerId())).isPresent())
                  .toList());
      case null, default -> Ingress.NETWORK;
    };
  }

  /** Whether both gateways are in the same network. */
  private boolean isNeighbour(EffectiveInterface other, VirtualNetworkGateway gateway) {
    return routes.networkOf(gateway).filter(other.virtualNetwork().id()::equals).isPresent();
  }

  private void comeIn(Walk walk, VirtualNetworkGateway gateway, Ingress ingress) {
    if (ingress.clients()) {
      return;
    }
    meet(walk, ingress.connections());
    if (walk.previous().orElse(null) instanceof Node.Outside) {
      tunnels.state(gateway, ingress.connections()).forEach(walk::add);
    }
    tunnels
        .best(gateway, ingress.connections())
        .ifPresent(connection -> tunnel(gateway, connection).receive(walk));
  }

  private Tunnel tunnel(VirtualNetworkGateway gateway, GatewayConnection connection) {
    return new Tunnel(gateway, connection, routes.natRules(connection));
  }

  /// The flow as it comes out of the tunnel of a site: the gateway knows the site by the addresses
  /// that NAT rules put in place of its own.
  private Flow received(VirtualNetworkGateway gateway, Flow flow) {
    for (GatewayConnection connection : routes.connections(gateway.id())) {
      Flow received = tunnel(gateway, connection).received(flow);
      if (!received.source().equals(flow.source())
          && routes
              .match(gateway, received.source())
              .filter(known -> known.connections().contains(connection))
              .isPresent()) {
        return received;
      }
    }
    return flow;
  }

  private void meet(Walk walk, List<GatewayConnection> connections) {
    for (GatewayConnection connection : connections) {
      walker.encounters().atTunnel(walk, connection);
      connection.remote().ifPresent(id -> walker.encounters().within(walk, Role.CONNECTION, id));
    }
  }

  /** Whether the route is one of the gateway's own. */
  private static boolean leadsOut(Optional<EffectiveRoute> route, VirtualNetworkGateway gateway) {
    return route.isPresent()
        && route.get().nextHop() instanceof NextHop.VirtualNetworkGateway(var device, var _)
        && device.filter(id -> !id.equals(gateway.id())).isEmpty();
  }

  private static boolean isInternet(Optional<EffectiveRoute> route) {
    return route.isPresent()
        && route.get().nextHop() instanceof NextHop.Internet
        && route.get().source() == EffectiveRoute.Source.DEFAULT;
  }

  private void goOut(Walk walk, VirtualNetworkGateway gateway, Ingress ingress) {
    IpAddress destination = walk.flow().destination();
    Optional<GatewayRoutes.Known> known = routes.match(gateway, destination);
    if (known.isEmpty()) {
      noRoute(walk, gateway);
      return;
    }
    judgeTransit(walk, gateway, ingress, known.get());
    if (known.get().clients()) {
      walker
          .fabric()
          .deliverOutside(walk, gateway.id(), gateway.declaredAt(), known.get().prefix());
      return;
    }
    List<GatewayConnection> connections = known.get().connections();
    meet(walk, connections);
    tunnels.state(gateway, connections).forEach(walk::add);
    Optional<GatewayConnection> chosen = tunnels.best(gateway, connections);
    if (chosen.isEmpty()) {
      walker
          .fabric()
          .deliverOutside(walk, gateway.id(), gateway.declaredAt(), known.get().prefix());
      return;
    }
    walk.add(new GatewayStep.Tunnelled(chosen.get()));
    tunnel(gateway, chosen.get()).send(walk);
    leave(walk, gateway, chosen.get(), known.get().prefix());
  }

  /// Routes of one connection are told to another one, or to clients, by BGP alone; a custom route
  /// tells clients of a prefix without it.
  private void judgeTransit(
      Walk walk, VirtualNetworkGateway gateway, Ingress ingress, GatewayRoutes.Known to) {
    boolean same = ingress.connections().stream().anyMatch(to.connections()::contains);
    if (!ingress.outside() || same || (ingress.clients() && to.clients())) {
      return;
    }
    boolean told =
        gateway.customRoutes().stream()
            .anyMatch(prefix -> prefix.contains(walk.flow().destination()));
    if (!told) {
      withoutBgp(ingress.connections()).ifPresent(walk::add);
      withoutBgp(to.connections()).ifPresent(walk::add);
    }
  }

  private static Optional<GatewayStep> withoutBgp(List<GatewayConnection> connections) {
    return connections.isEmpty() || connections.stream().anyMatch(GatewayRoutes::isDynamic)
        ? Optional.empty()
        : Optional.of(new GatewayStep.BgpOff(connections.getFirst()));
  }

  /** From a site to one behind a circuit that is joined with one of the gateway's own. */
  private boolean goByCircuits(Walk walk, VirtualNetworkGateway gateway) {
    Optional<Circuits.Beyond> beyond = circuits.beyond(gateway, walk.flow().destination());
    if (beyond.isEmpty()) {
      return false;
    }
    walk.add(new GatewayStep.Tunnelled(beyond.get().over()));
    walker
        .fabric()
        .deliverOutside(walk, beyond.get().gateway(), gateway.declaredAt(), beyond.get().prefix());
    return true;
  }

  /** Over a connection: to another gateway, or to what is behind a device that is not Azure's. */
  private void leave(
      Walk walk, VirtualNetworkGateway gateway, GatewayConnection over, Prefix prefix) {
    boolean toSite =
        over.kind() != GatewayConnection.Kind.VNET_TO_VNET
            && isDeclaredSite(gateway, walk.flow().destination());
    Optional<EffectiveInterface> peer =
        routes.peer(over).flatMap(remote -> walker.network().interfaceOf(remote.id()));
    if (peer.isPresent() && !toSite) {
      if (routes.counterpart(over).isEmpty()) {
        walk.add(new GatewayStep.NoWayBack(over, peer.get().ownerId()));
      }
      walker.arrive(walk, peer.get());
    } else if (over.kind() == GatewayConnection.Kind.VNET_TO_VNET) {
      walk.add(new Step.Unknown(new Missing.OtherEnd(over.id())));
      walker.unresolved(walk);
    } else {
      walker.fabric().deliverOutside(walk, gateway.id(), gateway.declaredAt(), prefix);
    }
  }

  private boolean isDeclaredSite(VirtualNetworkGateway gateway, IpAddress address) {
    for (Site site : walker.network().topology().sites()) {
      if (site.gateway().equals(gateway.id()) && site.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** A destination without a route goes to the default site, when the gateway has one. */
  private void toDefaultSite(Walk walk, EffectiveInterface at, VirtualNetworkGateway gateway) {
    Optional<GatewayConnection> way =
        gateway
            .defaultSite()
            .flatMap(site ->
                routes.connections(gateway.id()).stream()
                    .filter(connection -> connection.remote().filter(site::equals).isPresent())
                    .findFirst());
    if (way.isPresent() && AddressSpaces.isPublic(walk.flow().destination())) {
      tunnels.state(gateway, List.of(way.get())).forEach(walk::add);
      walk.add(new GatewayStep.Tunnelled(way.get()));
      walker.fabric().deliverOutside(walk, gateway.id(), gateway.declaredAt(), Prefix.ALL_V4);
      return;
    }
    walker.router().explainMissing(walk, at);
    noRoute(walk, gateway);
  }

  private void noRoute(Walk walk, VirtualNetworkGateway gateway) {
    IpAddress destination = walk.flow().destination();
    Optional<Missing> unobserved = walker.network().learned().unobserved(gateway, destination);
    if (unobserved.isPresent()) {
      walk.add(new Step.Unknown(unobserved.get()));
    } else if (routes.connections(gateway.id()).isEmpty()
        && gateway.clientPool().isEmpty()
        && !tunnels.isObserved(gateway)) {
      walk.addOnce(new GatewayStep.NoConnection(gateway));
    } else {
      walk.addOnce(new GatewayStep.NoRoute(gateway, destination));
    }
    walker.unresolved(walk);
  }

  /// From the sites of one gateway to those of another one in the same network: a Route Server has
  /// to tell each of what the other knows.
  private Optional<Step> transit(
      Optional<EffectiveRoute> route,
      EffectiveInterface at,
      VirtualNetworkGateway gateway,
      Ingress ingress) {
    if (!ingress.outside()
        || route.isEmpty()
        || !(route.get().nextHop() instanceof NextHop.VirtualNetworkGateway(var device, var _))
        || device
            .flatMap(id -> walker.network().topology().find(id, VirtualNetworkGateway.class))
            .isEmpty()) {
      return Optional.empty();
    }
    for (RouteServer server : walker.network().learned().routeServers(at.virtualNetwork())) {
      if (server.branchToBranch()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new GatewayStep.BranchToBranchOff(gateway, device.map(ResourceId::name).orElse("")));
  }
}
