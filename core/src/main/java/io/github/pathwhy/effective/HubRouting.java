package io.github.pathwhy.effective;

import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The routing of virtual hubs: what each of their tables holds, and what the networks connected to
/// them get of it (`virtual-wan/about-virtual-hub-routing`). Hubs carry IPv4 alone.
public final class HubRouting {
  /** What Azure announces to spokes when a routing intent sends private traffic to a firewall. */
  private static final List<Prefix> PRIVATE =
      List.of(Prefix.of("10.0.0.0/8"), Prefix.of("172.16.0.0/12"), Prefix.of("192.168.0.0/16"));

  private static final String DEFAULT_LABEL = "default";

  private final Topology topology;
  private final Sites sites;
  private final Map<ResourceId, Membership> memberships = new HashMap<>(0);

  HubRouting(Topology topology, Sites sites) {
    this.topology = topology;
    this.sites = sites;
    for (VirtualHub hub : topology.all(VirtualHub.class)) {
      for (VirtualHub.Connection connection : hub.connections()) {
        memberships.putIfAbsent(connection.virtualNetwork(), new Membership(hub, connection));
      }
    }
  }

  /** A hub and one of its connections. */
  public record Membership(VirtualHub hub, VirtualHub.Connection connection) {}

  /** A route of a hub's table. */
  public record Route(Prefix prefix, Target target) {}

  /** Where a hub's route leads. */
  public sealed interface Target {
    /** A connected network, or the appliance in it that a static route names. */
    record Network(VirtualHub.Connection connection, Optional<IpAddress> appliance)
        implements Target {}

    /** What is behind a gateway of the hub, or behind the hub itself. */
    record Branch(ResourceId gateway, Optional<HubGateway> declared) implements Target {}

    /** Another hub of the same virtual WAN. */
    record OtherHub(VirtualHub hub) implements Target {}

    /** A firewall in the hub, by its id. */
    record Firewall(ResourceId id) implements Target {}
  }

  /** The hub that a network is connected to. */
  public Optional<Membership> membership(VirtualNetwork network) {
    return Optional.ofNullable(memberships.get(network.id()));
  }

  /** The connection of a network to its hub, seen as a peering. */
  public static Peering link(Membership membership) {
    VirtualHub.Connection connection = membership.connection();
    return new Peering(
        connection.id(),
        connection.declaredAt(),
        connection.virtualNetwork(),
        membership.hub().id(),
        Optional.of(Peering.State.CONNECTED),
        true,
        true,
        true,
        true,
        membership.hub().addressPrefix().map(List::of),
        Optional.empty());
  }

  /// What a network gets from its hub besides the hub's own prefix: the table of its connection,
  /// with the aggregates of a routing intent in place of private prefixes; a default route only
  /// when the connection takes one.
  Map<Prefix, NextHop> rows(VirtualNetwork network) {
    Optional<Membership> membership = membership(network);
    if (membership.isEmpty()) {
      return Map.of();
    }
    VirtualHub hub = membership.get().hub();
    VirtualHub.Connection connection = membership.get().connection();
    NextHop router =
        new NextHop.VirtualNetworkGateway(
            Optional.of(hub.id()),
            hub.routerAddresses().isEmpty()
                ? List.of()
                : List.of(hub.routerAddresses().getFirst()));
    Map<Prefix, NextHop> rows = new LinkedHashMap<>();
    boolean aggregated = policy(hub, "PrivateTraffic").isPresent();
    if (aggregated) {
      PRIVATE.forEach(prefix -> rows.put(prefix, throughFirewall(hub, "PrivateTraffic")));
    }
    if (policy(hub, "Internet").isPresent() && connection.internetSecurity()) {
      rows.put(Prefix.ALL_V4, throughFirewall(hub, "Internet"));
    }
    for (Route route : routes(hub, connection.associatedTable())) {
      boolean own =
          route.target() instanceof Target.Network(VirtualHub.Connection to, var _)
              && to.equals(connection);
      boolean refused = route.prefix().length() == 0 && !connection.internetSecurity();
      boolean covered =
          aggregated && PRIVATE.stream().anyMatch(prefix -> prefix.contains(route.prefix()));
      if (!own && !refused && !covered) {
        rows.putIfAbsent(route.prefix(), router);
      }
    }
    return rows;
  }

  private NextHop throughFirewall(VirtualHub hub, String destination) {
    List<IpAddress> address =
        policy(hub, destination)
            .flatMap(id -> topology.find(id, AzureFirewall.class))
            .flatMap(AzureFirewall::privateAddress)
            .map(List::of)
            .orElse(List.of());
    return new NextHop.VirtualNetworkGateway(Optional.of(hub.id()), address);
  }

  /** Where the routing intent of a hub sends a kind of traffic. */
  public Optional<ResourceId> policy(VirtualHub hub, String destination) {
    for (VirtualHub.RoutingPolicy policy : hub.routingIntent()) {
      if (policy.destinations().contains(destination)) {
        return Optional.of(policy.nextHop());
      }
    }
    return Optional.empty();
  }

  /** The id of the table that branches use. */
  public ResourceId defaultTable(VirtualHub hub) {
    return hub.routeTables().isEmpty() ? hub.id() : hub.routeTables().getFirst().id();
  }

  /** The route of a table to an address; the longest prefix wins, then the first one. */
  public Optional<Route> select(VirtualHub hub, ResourceId table, IpAddress address) {
    return longest(routes(hub, table), address);
  }

  /** The route that a firewall in the hub takes, which sees all that the hub is connected to. */
  public Optional<Route> selectBehindFirewall(VirtualHub hub, IpAddress address) {
    List<Route> all = new ArrayList<>();
    hub.connections().forEach(connection -> addConnection(connection, all));
    addBranches(hub, all);
    for (VirtualHub other : others(hub)) {
      List<Route> remote = new ArrayList<>();
      other.connections().forEach(connection -> addConnection(connection, remote));
      addBranches(other, remote);
      remote.forEach(route -> all.add(new Route(route.prefix(), new Target.OtherHub(other))));
    }
    return longest(all, address);
  }

  private static Optional<Route> longest(List<Route> routes, IpAddress address) {
    Route best = null;
    for (Route route : routes) {
      if (route.prefix().contains(address)
          && (best == null || route.prefix().length() > best.prefix().length())) {
        best = route;
      }
    }
    return Optional.ofNullable(best);
  }

  /// The routes of a table: its own static ones, the connections and branches that propagate to it,
  /// and what hubs of the same virtual WAN propagate to its labels.
  private List<Route> routes(VirtualHub hub, ResourceId table) {
    Optional<VirtualHub.RouteTable> declared =
        hub.routeTables().stream().filter(one -> one.id().equals(table)).findFirst();
    boolean isDefault = table.equals(defaultTable(hub));
    List<String> labels =
        declared
            .map(VirtualHub.RouteTable::labels)
            .orElse(isDefault ? List.of(DEFAULT_LABEL) : List.of());
    List<Route> found = new ArrayList<>();
    declared.ifPresent(own -> own.routes().forEach(route -> addStatic(hub, route, found)));
    for (VirtualHub.Connection connection : hub.connections()) {
      if (connection.propagatedTables().contains(table) || sharesLabel(connection, labels)) {
        addConnection(connection, found);
      }
    }
    if (isDefault) {
      addBranches(hub, found);
    }
    for (VirtualHub other : others(hub)) {
      List<Route> remote = new ArrayList<>();
      for (VirtualHub.Connection connection : other.connections()) {
        if (connection.propagatedTables().contains(table) || sharesLabel(connection, labels)) {
          addConnection(connection, remote);
        }
      }
      if (isDefault) {
        addBranches(other, remote);
      }
      remote.forEach(route -> found.add(new Route(route.prefix(), new Target.OtherHub(other))));
    }
    found.removeIf(route -> route.prefix().version() == IpVersion.V6);
    return found;
  }

  private static boolean sharesLabel(VirtualHub.Connection connection, List<String> labels) {
    for (String label : labels) {
      if (connection.propagatedLabels().stream().anyMatch(label::equalsIgnoreCase)) {
        return true;
      }
    }
    return false;
  }

  private static void addStatic(VirtualHub hub, VirtualHub.Route route, List<Route> found) {
    Optional<VirtualHub.Connection> connection =
        hub.connections().stream().filter(one -> one.id().equals(route.nextHop())).findFirst();
    for (Prefix prefix : route.prefixes()) {
      found.add(
          new Route(
              prefix,
              connection.isPresent()
                  ? new Target.Network(connection.get(), appliance(connection.get(), prefix))
                  : new Target.Firewall(route.nextHop())));
    }
  }

  /** The appliance that the static routes of a connection name for a prefix. */
  private static Optional<IpAddress> appliance(VirtualHub.Connection connection, Prefix prefix) {
    for (VirtualHub.StaticRoute route : connection.staticRoutes()) {
      if (route.prefixes().stream().anyMatch(known -> known.contains(prefix))) {
        return Optional.of(route.nextHop());
      }
    }
    return Optional.empty();
  }

  private void addConnection(VirtualHub.Connection connection, List<Route> found) {
    for (VirtualHub.StaticRoute route : connection.staticRoutes()) {
      Target target = new Target.Network(connection, Optional.of(route.nextHop()));
      route.prefixes().forEach(prefix -> found.add(new Route(prefix, target)));
    }
    topology
        .find(connection.virtualNetwork(), VirtualNetwork.class)
        .map(VirtualNetwork::addressSpace)
        .orElse(List.of())
        .forEach(local -> {
          Optional<IpAddress> over = connection.over(local).map(VirtualHub.StaticRoute::nextHop);
          found.add(new Route(local, new Target.Network(connection, over)));
        });
  }

  private void addBranches(VirtualHub hub, List<Route> found) {
    addBranch(hub.id(), Optional.empty(), found);
    List<HubGateway> gateways = new ArrayList<>();
    for (HubGateway gateway : topology.all(HubGateway.class)) {
      if (gateway.virtualHub().equals(hub.id())) {
        gateways.add(
            gateway.kind() == HubGateway.Kind.EXPRESS_ROUTE ? 0 : gateways.size(), gateway);
      }
    }
    gateways.forEach(gateway -> addBranch(gateway.id(), Optional.of(gateway), found));
  }

  private void addBranch(ResourceId gateway, Optional<HubGateway> declared, List<Route> found) {
    Target target = new Target.Branch(gateway, declared);
    Optional<List<Observation.LearnedRoute>> observed =
        topology.observation(gateway).flatMap(Observation::learnedRoutes);
    if (observed.isPresent()) {
      observed.get().forEach(route -> found.add(new Route(route.prefix(), target)));
    } else {
      for (Site site : sites.behind(gateway)) {
        site.addressPrefixes().forEach(prefix -> found.add(new Route(prefix, target)));
      }
    }
  }

  private List<VirtualHub> others(VirtualHub hub) {
    List<VirtualHub> found = new ArrayList<>();
    for (VirtualHub other : topology.all(VirtualHub.class)) {
      boolean sameWan = hub.virtualWan().isPresent() && hub.virtualWan().equals(other.virtualWan());
      if (sameWan && !other.equals(hub)) {
        found.add(other);
      }
    }
    return found;
  }

  /** The hub of a gateway, or the hub itself. */
  public Optional<VirtualHub> hubOf(ResourceId gateway) {
    return topology
        .find(gateway, HubGateway.class)
        .map(HubGateway::virtualHub)
        .or(() -> Optional.of(gateway))
        .flatMap(id -> topology.find(id, VirtualHub.class));
  }
}
