package io.github.pathwhy.effective;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The routing of virtual hubs: what each of their tables holds, and what the networks connected to
/// them get of it (`virtual-wan/about-virtual-hub-routing`). Hubs carry IPv4 alone.
public final class HubRouting {
  /** What Azure announces to spokes when a routing intent sends private traffic to a firewall. */
  private static final List<Prefix> PRIVATE =
      List.of(Prefix.of("10.0.0.0/8"), Prefix.of("172.16.0.0/12"), Prefix.of("192.168.0.0/16"));

  private final Topology topology;
  private final HubTables tables;
  private final Map<ResourceId, Membership> memberships = new HashMap<>(0);

  HubRouting(Topology topology, Sites sites) {
    this.topology = topology;
    this.tables = new HubTables(topology, sites);
    for (VirtualHub hub : topology.all(VirtualHub.class)) {
      for (VirtualHub.Connection connection : hub.connections()) {
        memberships.putIfAbsent(connection.virtualNetwork(), new Membership(hub, connection));
      }
    }
  }

  /** A hub and one of its connections. */
  public record Membership(VirtualHub hub, VirtualHub.Connection connection) {}

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
    for (HubRoute route : routes(hub, connection.associatedTable())) {
      boolean own =
          leadsTo(route.target(), connection)
              || network.addressSpace().stream().anyMatch(local -> local.contains(route.prefix()));
      boolean refused = route.prefix().length() == 0 && !connection.internetSecurity();
      boolean covered =
          aggregated && PRIVATE.stream().anyMatch(prefix -> prefix.contains(route.prefix()));
      if (!own && !refused && !covered) {
        rows.putIfAbsent(route.prefix(), router);
      }
    }
    return rows;
  }

  private static boolean leadsTo(HubRoute.Target target, VirtualHub.Connection connection) {
    return switch (target) {
      case HubRoute.Target.Network(var to) -> to.equals(connection);
      case HubRoute.Target.Appliance(var to, var _, var _) -> to.equals(connection);
      case HubRoute.Target.Branch _, HubRoute.Target.OtherHub _, HubRoute.Target.Firewall _ ->
          false;
    };
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
    return hub.routeTables().getFirst().id();
  }

  /** The route of a table to an address; the longest prefix wins, then the first one. */
  public Optional<HubRoute> select(VirtualHub hub, ResourceId table, IpAddress address) {
    return longest(routes(hub, table), address);
  }

  /// The route that a firewall in the hub takes, which sees all that the hub is connected to. One
  /// that has the hub's internet traffic sends what has no other way to the internet itself.
  public Optional<HubRoute> selectBehindFirewall(VirtualHub hub, IpAddress address) {
    List<HubRoute> all = tables.everything(hub);
    if (policy(hub, "Internet").isPresent()) {
      all.removeIf(route -> route.prefix().length() == 0);
    }
    return longest(all, address);
  }

  private static Optional<HubRoute> longest(List<HubRoute> routes, IpAddress address) {
    HubRoute best = null;
    for (HubRoute route : routes) {
      if (route.prefix().contains(address)
          && (best == null || route.prefix().length() > best.prefix().length())) {
        best = route;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<HubRoute> routes(VirtualHub hub, ResourceId table) {
    return tables.of(hub, table(hub, table));
  }

  /** The table with this id; one of which nothing is said has neither labels nor routes. */
  private static VirtualHub.RouteTable table(VirtualHub hub, ResourceId id) {
    return hub.routeTables().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseGet(() -> new VirtualHub.RouteTable(id, hub.declaredAt(), List.of(), List.of()));
  }

  /** The address in a connected network that packets for a destination are handed to. */
  public Optional<IpAddress> nextHop(VirtualHub.Connection connection, IpAddress destination) {
    return connection.staticRoutes().nextHop(destination, tables.addressSpace(connection));
  }

  /** The connections of a gateway that lead to a prefix, as far as they say so, else all. */
  public static List<HubGateway.Link> leadingTo(HubGateway gateway, Prefix prefix) {
    return HubTables.leadingTo(gateway, prefix);
  }

  /// What is not known of the routes that a hub may have learned: gateways and appliances announce
  /// what no configuration holds.
  ///
  /// @param table the table that would have them; none for a firewall, which sees all
  Optional<Missing> unobserved(VirtualHub hub, Optional<ResourceId> table) {
    Predicate<Propagation> learns =
        table
            .<Predicate<Propagation>>map(id -> {
              VirtualHub.RouteTable asking = table(hub, id);
              return propagation -> propagation.reaches(asking);
            })
            .orElse(_ -> true);
    List<VirtualHub> all = new ArrayList<>(tables.others(hub));
    all.addFirst(hub);
    return all.stream().flatMap(each -> tables.unobserved(each, learns).stream()).findFirst();
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
