package io.github.pathwhy.effective;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The routes that a virtual network gets from its gateways and Route Servers, from those of a
/// peered network that it uses, and from the virtual hub it is connected to. For equal prefixes
/// ExpressRoute is preferred to VPN, and both to appliances; only the preferred one is programmed
/// (`route-server/hub-routing-preference`).
public final class LearnedRoutes {
  private final Topology topology;
  private final GatewayRoutes gateways;
  private final HubRouting hubs;
  private final Map<ResourceId, List<RouteServer>> routeServers = new HashMap<>(0);

  LearnedRoutes(Topology topology, GatewayRoutes gateways, HubRouting hubs) {
    this.topology = topology;
    this.gateways = gateways;
    this.hubs = hubs;
    for (RouteServer server : topology.all(RouteServer.class)) {
      topology
          .find(server.subnet(), Subnet.class)
          .ifPresent(subnet ->
              routeServers
                  .computeIfAbsent(subnet.virtualNetwork(), _ -> new ArrayList<>(1))
                  .add(server));
    }
  }

  /** A network whose gateways another one uses, and the link to it; none when it is its own. */
  public record Provider(VirtualNetwork network, Optional<Peering> link) {}

  /** The networks whose gateways a network uses: itself first. */
  public List<Provider> providers(VirtualNetwork network) {
    List<Provider> found = new ArrayList<>(2);
    found.add(new Provider(network, Optional.empty()));
    for (Peering link : network.peerings()) {
      if (link.useRemoteGateways() && Peerings.isUsable(topology, link)) {
        topology
            .find(link.remote(), VirtualNetwork.class)
            .filter(remote ->
                Peerings.reverse(remote, network.id())
                    .filter(Peering::allowGatewayTransit)
                    .isPresent())
            .ifPresent(remote -> found.add(new Provider(remote, Optional.of(link))));
      }
    }
    return found;
  }

  /** The learned routes of a network, before its subnets' route tables say which they take. */
  public Map<Prefix, NextHop> of(VirtualNetwork network) {
    Map<Prefix, NextHop> found = new LinkedHashMap<>();
    for (Provider provider : providers(network)) {
      for (VirtualNetworkGateway gateway : gateways.gateways(provider.network())) {
        NextHop nextHop =
            new NextHop.VirtualNetworkGateway(Optional.of(gateway.id()), addresses(gateway));
        for (GatewayRoutes.Known known : gateways.known(gateway)) {
          found.putIfAbsent(known.prefix(), nextHop);
        }
      }
      for (RouteServer server : routeServers(provider.network())) {
        routes(server).forEach(found::putIfAbsent);
      }
    }
    hubs.rows(network).forEach(found::putIfAbsent);
    return found;
  }

  /** The prefixes that a network learned, with the prefix of the hub it is connected to. */
  List<Prefix> prefixes(VirtualNetwork network) {
    List<Prefix> prefixes = new ArrayList<>(of(network).keySet());
    hubs.membership(network)
        .flatMap(membership -> membership.hub().addressPrefix())
        .ifPresent(prefixes::add);
    return prefixes;
  }

  /** The Route Servers of a network. */
  public List<RouteServer> routeServers(VirtualNetwork network) {
    return routeServers.getOrDefault(network.id(), List.of());
  }

  /// What a Route Server programs: the observed routes, each to the appliances that announced it. A
  /// route without a next hop is that of the only peer.
  private Map<Prefix, NextHop> routes(RouteServer server) {
    Map<Prefix, Set<IpAddress>> announced = new LinkedHashMap<>();
    for (Observation.LearnedRoute route : gateways.observed(server.id()).orElse(List.of())) {
      Set<IpAddress> hops = announced.computeIfAbsent(route.prefix(), _ -> new LinkedHashSet<>());
      if (route.nextHop().isPresent()) {
        hops.add(route.nextHop().get());
      } else if (server.peers().size() == 1) {
        hops.add(server.peers().getFirst().address());
      }
    }
    Map<Prefix, NextHop> rows = new LinkedHashMap<>();
    announced.forEach((prefix, hops) ->
        rows.put(
            prefix,
            new NextHop.VirtualNetworkGateway(Optional.of(server.id()), List.copyOf(hops))));
    return rows;
  }

  /// What Azure prints as the next hop: the private addresses of the instances of an active-active
  /// gateway, else the public address.
  private List<IpAddress> addresses(VirtualNetworkGateway gateway) {
    if (gateway.activeActive() && !gateway.bgpAddresses().isEmpty()) {
      return gateway.bgpAddresses();
    }
    List<IpAddress> publicAddresses = gateways.publicAddresses(gateway);
    return publicAddresses.isEmpty() ? List.of() : publicAddresses.subList(0, 1);
  }

  /// What is not known of the routes that a network may have learned to an address: Route Servers
  /// and gateways learn what no configuration holds. Addresses of known networks are Azure's own
  /// and are not learned from outside.
  public Optional<Missing> unobserved(VirtualNetwork network, IpAddress address) {
    if (!mayBeLearned(address)) {
      return Optional.empty();
    }
    for (Provider provider : providers(network)) {
      for (VirtualNetworkGateway gateway : gateways.gateways(provider.network())) {
        Optional<Missing> missing = gateways.unobserved(gateway);
        if (missing.isPresent()) {
          return missing;
        }
      }
      for (RouteServer server : routeServers(provider.network())) {
        if (!server.peers().isEmpty() && gateways.observed(server.id()).isEmpty()) {
          return Optional.of(new Missing.LearnedRoutes(server.id()));
        }
      }
    }
    return hubs.membership(network)
        .flatMap(membership ->
            hubs.unobserved(
                membership.hub(), Optional.of(membership.connection().associatedTable())));
  }

  /// What could announce a route to an address in a network: gateways with their connections and
  /// what those lead to, route servers, and links that may use the gateways of others. Nothing for
  /// addresses of known networks, which are not learned from outside.
  public List<ResourceId> sources(VirtualNetwork network, IpAddress address) {
    if (isInAzure(address)) {
      return List.of();
    }
    List<ResourceId> sources = new ArrayList<>();
    boolean any = hasSources();
    for (Peering link : network.peerings()) {
      if (any || topology.find(link.remote(), VirtualNetwork.class).isEmpty()) {
        sources.add(link.id());
      }
    }
    for (Provider provider : providers(network)) {
      provider.link().ifPresent(link -> sources.add(link.id()));
      for (VirtualNetworkGateway gateway : gateways.gateways(provider.network())) {
        sources.add(gateway.id());
        for (GatewayConnection connection : gateways.connections(gateway.id())) {
          sources.add(connection.id());
          connection.remote().ifPresent(sources::add);
        }
      }
      routeServers(provider.network()).forEach(server -> sources.add(server.id()));
    }
    return sources;
  }

  private boolean hasSources() {
    return !topology.all(VirtualNetworkGateway.class).isEmpty()
        || !topology.all(RouteServer.class).isEmpty()
        || !topology.all(VirtualHub.class).isEmpty();
  }

  /** The same of one gateway. */
  public Optional<Missing> unobserved(VirtualNetworkGateway gateway, IpAddress address) {
    return mayBeLearned(address) ? gateways.unobserved(gateway) : Optional.empty();
  }

  /// The same of a hub.
  ///
  /// @param table the table that would have the routes; none for a firewall, which sees all
  public Optional<Missing> unobserved(
      VirtualHub hub, Optional<ResourceId> table, IpAddress address) {
    return mayBeLearned(address) ? hubs.unobserved(hub, table) : Optional.empty();
  }

  private boolean mayBeLearned(IpAddress address) {
    return address.version() == IpVersion.V4 && !isInAzure(address);
  }

  private boolean isInAzure(IpAddress address) {
    for (VirtualNetwork network : topology.all(VirtualNetwork.class)) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The link by which a network uses the gateways of another one. */
  public Optional<Peering> linkTo(VirtualNetwork network, ResourceId remote) {
    for (Provider provider : providers(network)) {
      if (provider.network().id().equals(remote)) {
        return provider.link();
      }
    }
    return Optional.empty();
  }
}
