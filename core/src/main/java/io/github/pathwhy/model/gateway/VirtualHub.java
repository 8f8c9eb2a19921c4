package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A hub of a virtual WAN: its router, the networks connected to it, appliances that it peers with,
/// its route tables and routing intent. The first table is the default one; all of them have the
/// `addressRoutes`, which are from when hubs had one table, to addresses in connected networks.
/// `branchToBranch` is what its virtual WAN says of traffic between branches. States are Azure's
/// words.
public record VirtualHub(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<ResourceId> virtualWan,
    boolean branchToBranch,
    Optional<Prefix> addressPrefix,
    List<IpAddress> routerAddresses,
    Optional<String> provisioningState,
    Optional<String> routingState,
    List<Connection> connections,
    List<Peer> peers,
    List<RouteTable> routeTables,
    List<StaticRoute> addressRoutes,
    List<RoutingPolicy> routingIntent)
    implements Resource {

  /** The table that connections use when they name none. */
  public static final String DEFAULT_TABLE = "defaultRouteTable";

  /** The label that the default table of every hub has. */
  public static final String DEFAULT_LABEL = "default";

  public VirtualHub {
    routerAddresses = List.copyOf(routerAddresses);
    connections = List.copyOf(connections);
    peers = List.copyOf(peers);
    routeTables = List.copyOf(routeTables);
    addressRoutes = List.copyOf(addressRoutes);
    routingIntent = List.copyOf(routingIntent);
  }

  /// A virtual network connected to the hub: the table it sends by, the tables that learn its
  /// routes, the static routes by which packets enter it, and whether it takes a default route.
  public record Connection(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId virtualNetwork,
      ResourceId associatedTable,
      Propagation propagation,
      StaticRoutes staticRoutes,
      boolean internetSecurity) {}

  /// The static routes of a connection: whether the tables that the connection propagates to learn
  /// them, and whether they take what is for the connected network itself, too.
  public record StaticRoutes(List<StaticRoute> routes, boolean propagated, boolean overrideLocal) {
    /** What a connection without any has. */
    public static final StaticRoutes NONE = new StaticRoutes(List.of(), true, true);

    public StaticRoutes {
      routes = List.copyOf(routes);
    }

    /// The address in the network that packets for a destination are handed to; none when they go
    /// straight to the destination. The longest prefix counts. Past the network's own prefix a
    /// route counts that is no shorter, or that contains it, unless the connection wants equal ones
    /// only; one for all addresses never does.
    ///
    /// @see <a href="https://learn.microsoft.com/azure/virtual-wan/how-to-routing-policies">Routing
    ///   policies</a>
    public Optional<IpAddress> nextHop(IpAddress destination, List<Prefix> local) {
      int own = -1;
      for (Prefix prefix : local) {
        own = prefix.contains(destination) ? Math.max(own, prefix.length()) : own;
      }
      Optional<IpAddress> best = Optional.empty();
      int longest = -1;
      for (StaticRoute route : routes) {
        for (Prefix prefix : route.prefixes()) {
          boolean over = prefix.length() >= own || (overrideLocal && prefix.length() > 0);
          if (over && prefix.length() > longest && prefix.contains(destination)) {
            longest = prefix.length();
            best = Optional.of(route.nextHop());
          }
        }
      }
      return best;
    }
  }

  /** An appliance in a connected network that announces routes, and the tables that learn them. */
  public record Peer(
      ResourceId id,
      SourcePosition declaredAt,
      Optional<ResourceId> connection,
      IpAddress address,
      Propagation propagation) {}

  /** A route to an address in the connected network: of a machine, of a load balancer. */
  public record StaticRoute(
      String name, SourcePosition declaredAt, List<Prefix> prefixes, IpAddress nextHop) {
    public StaticRoute {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** A table of the hub with its labels and static routes. */
  public record RouteTable(
      ResourceId id, SourcePosition declaredAt, List<String> labels, List<Route> routes) {
    public RouteTable {
      labels = List.copyOf(labels);
      routes = List.copyOf(routes);
    }
  }

  /** A static route to a firewall in the hub or to a connection, be it of another hub. */
  public record Route(
      String name, SourcePosition declaredAt, List<Prefix> prefixes, ResourceId nextHop) {
    public Route {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** Sends a kind of traffic through a firewall: destinations are `Internet`, `PrivateTraffic`. */
  public record RoutingPolicy(
      String name, SourcePosition declaredAt, List<String> destinations, ResourceId nextHop) {
    public RoutingPolicy {
      destinations = List.copyOf(destinations);
    }
  }
}
