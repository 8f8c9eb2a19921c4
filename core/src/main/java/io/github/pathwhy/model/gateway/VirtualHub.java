package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A hub of a virtual WAN: its router, the networks connected to it, its route tables and routing
/// intent. The first table is the default one. States are Azure's words.
public record VirtualHub(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<ResourceId> virtualWan,
    Optional<Prefix> addressPrefix,
    List<IpAddress> routerAddresses,
    Optional<String> provisioningState,
    Optional<String> routingState,
    List<Connection> connections,
    List<RouteTable> routeTables,
    List<RoutingPolicy> routingIntent)
    implements Resource {

  /** The table that connections use when they name none. */
  public static final String DEFAULT_TABLE = "defaultRouteTable";

  public VirtualHub {
    routerAddresses = List.copyOf(routerAddresses);
    connections = List.copyOf(connections);
    routeTables = List.copyOf(routeTables);
    routingIntent = List.copyOf(routingIntent);
  }

  /// A virtual network connected to the hub: the table it sends by, the tables and labels that get
  /// its routes, static routes to addresses inside it, whether these take what is for the network
  /// itself, too, and whether it takes a default route.
  public record Connection(
      ResourceId id,
      SourcePosition declaredAt,
      ResourceId virtualNetwork,
      ResourceId associatedTable,
      List<ResourceId> propagatedTables,
      List<String> propagatedLabels,
      List<StaticRoute> staticRoutes,
      boolean overridesLocal,
      boolean internetSecurity) {

    public Connection {
      propagatedTables = List.copyOf(propagatedTables);
      propagatedLabels = List.copyOf(propagatedLabels);
      staticRoutes = List.copyOf(staticRoutes);
    }

    /// The static route that takes what is for a prefix of the network itself, past the network's
    /// own route: one that contains the prefix, unless the connection wants equal ones only, and
    /// never one for all addresses.
    ///
    /// @see <a href="https://learn.microsoft.com/azure/virtual-wan/how-to-routing-policies">Routing
    ///   policies</a>
    public Optional<StaticRoute> over(Prefix local) {
      return staticRoutes.stream()
          .filter(route ->
              route.prefixes().stream()
                  .anyMatch(prefix ->
                      prefix.equals(local)
                          || (overridesLocal && prefix.length() > 0 && prefix.contains(local))))
          .findFirst();
    }
  }

  /** A route to an appliance in the connected network. */
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

  /** A static route to a firewall in the hub or to a connection. */
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
