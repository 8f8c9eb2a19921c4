package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a subnet lacks a route that a gateway or a virtual hub could give it. */
public final class GatewayGaps {
  private final Topology topology;
  private final Sites sites;
  private final GatewayRoutes gateways;
  private final LearnedRoutes learned;
  private final HubRouting hubs;

  GatewayGaps(
      Topology topology,
      Sites sites,
      GatewayRoutes gateways,
      LearnedRoutes learned,
      HubRouting hubs) {
    this.topology = topology;
    this.sites = sites;
    this.gateways = gateways;
    this.learned = learned;
    this.hubs = hubs;
  }

  /** One reason. */
  public sealed interface Gap {
    /** The subnet's route table refuses learned routes. */
    record PropagationOff(RouteTable table) implements Gap {}

    /** A link does not let the other network use the gateway. */
    record TransitNotAllowed(Peering link) implements Gap {}

    /** A link does not use the gateway of the other network. */
    record RemoteGatewayNotUsed(Peering link) implements Gap {}

    /** The gateway to the site has no connection. */
    record NoConnection(VirtualNetworkGateway gateway) implements Gap {}

    /** The connection to the site carries no routes of its own. */
    record BgpOff(GatewayConnection connection) implements Gap {}

    /** The gateway to the site was not told of the address. */
    record NotLearned(VirtualNetworkGateway gateway) implements Gap {}

    /** The hub that the network is connected to has no route. */
    record NotInHub(VirtualHub hub) implements Gap {}
  }

  /** The reasons that keep a route to an address out of a subnet. */
  public List<Gap> of(Subnet subnet, IpAddress destination) {
    VirtualNetwork network =
        topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    List<Gap> gaps = new ArrayList<>();
    boolean isLearned = isLearned(network, destination);
    if (isLearned) {
      refusing(subnet).ifPresent(table -> gaps.add(new Gap.PropagationOff(table)));
      return gaps;
    }
    for (LearnedRoutes.Provider provider : learned.providers(network)) {
      for (VirtualNetworkGateway gateway : gateways.gateways(provider.network())) {
        ofGateway(gateway, destination).ifPresent(gaps::add);
      }
    }
    for (Peering link : network.peerings()) {
      if (Peerings.isUsable(topology, link)) {
        ofLink(network, link, destination, gaps);
      }
    }
    hubs.membership(network).ifPresent(membership -> gaps.add(new Gap.NotInHub(membership.hub())));
    return gaps;
  }

  /** The subnet's route table, when it refuses learned routes. */
  private Optional<RouteTable> refusing(Subnet subnet) {
    return subnet
        .routeTable()
        .flatMap(id -> topology.find(id, RouteTable.class))
        .filter(RouteTable::disableBgpRoutePropagation);
  }

  private boolean isLearned(VirtualNetwork network, IpAddress destination) {
    for (Prefix prefix : learned.of(network).keySet()) {
      if (prefix.contains(destination)) {
        return true;
      }
    }
    return false;
  }

  /** Why a gateway in use does not know a site that is behind it. */
  public Optional<Gap> ofGateway(VirtualNetworkGateway gateway, IpAddress destination) {
    if (sites.behind(gateway.id(), destination).isEmpty()
        || gateways.match(gateway, destination).isPresent()) {
      return Optional.empty();
    }
    List<GatewayConnection> connections = gateways.connections(gateway.id());
    boolean observed = topology.observation(gateway.id()).isPresent();
    if (connections.isEmpty() && !observed) {
      return Optional.of(new Gap.NoConnection(gateway));
    }
    if (gateway.bgp() && connections.stream().noneMatch(GatewayRoutes::isDynamic)) {
      return connections.stream().findFirst().map(Gap.BgpOff::new);
    }
    return Optional.of(new Gap.NotLearned(gateway));
  }

  /** What keeps the gateways of a peered network out of use, when one knows the way. */
  private void ofLink(VirtualNetwork network, Peering link, IpAddress destination, List<Gap> gaps) {
    Optional<VirtualNetwork> remote = topology.find(link.remote(), VirtualNetwork.class);
    Optional<Peering> back = remote.flatMap(other -> Peerings.reverse(other, network.id()));
    if (back.isEmpty() || !leads(remote.get(), destination)) {
      return;
    }
    if (!back.get().allowGatewayTransit()) {
      gaps.add(new Gap.TransitNotAllowed(back.get()));
    }
    if (!link.useRemoteGateways()) {
      gaps.add(new Gap.RemoteGatewayNotUsed(link));
    }
  }

  private boolean leads(VirtualNetwork remote, IpAddress destination) {
    for (VirtualNetworkGateway gateway : gateways.gateways(remote)) {
      if (gateways.match(gateway, destination).isPresent()
          || sites.behind(gateway.id(), destination).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
