package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Puts together the effective routes of a subnet: Azure's own, then the user's, then who wins. */
final class RouteBuilder {
  private static final NextHop NONE = new NextHop.None();

  private final EffectiveNetwork network;
  private final Topology topology;
  private final ServiceTags tags;
  private final Function<String, Optional<List<Prefix>>> looked;
  private final VirtualNetwork own;
  private final Subnet subnet;
  private final List<EffectiveRoute> rows = new ArrayList<>();
  private final List<String> unknownTags = new ArrayList<>();
  private final List<String> unknownEndpoints = new ArrayList<>();
  private final List<Missing> unknownRoutes = new ArrayList<>();

  /// Routes of a subnet.
  ///
  /// @param looked the prefixes to make routes of, for tags that the input does not give; empty for
  ///   tags that are not known
  private RouteBuilder(
      EffectiveNetwork network,
      ServiceTags tags,
      Subnet subnet,
      Function<String, Optional<List<Prefix>>> looked) {
    this.network = network;
    this.topology = network.topology();
    this.tags = tags;
    this.looked = looked;
    this.own = topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    this.subnet = subnet;
  }

  /** The routes of a subnet. */
  static EffectiveRoutes build(EffectiveNetwork network, ServiceTags tags, Subnet subnet) {
    return build(
        tags,
        tagsOf(network.topology(), subnet),
        looked -> new RouteBuilder(network, tags, subnet, looked).build());
  }

  /// What private endpoints send by: user routes do not apply to them
  /// (`private-link/private-endpoint-overview`).
  static EffectiveRoutes buildForEndpoints(
      EffectiveNetwork network, ServiceTags tags, Subnet subnet) {
    return build(
        tags,
        endpointTags(network.topology(), subnet),
        looked ->
            new RouteBuilder(network, tags, subnet, looked)
                .addSystemRoutes(Optional.empty(), Optional.empty()));
  }

  private static EffectiveRoutes build(
      ServiceTags tags, List<String> names, TaggedRoutes.Builder builder) {
    List<String> looked = names.stream().filter(name -> tags.own(name).isEmpty()).toList();
    EffectiveRoutes routes = builder.build(_ -> Optional.of(List.of()));
    return looked.isEmpty() ? routes : routes.with(new TaggedRoutes(tags, looked, builder));
  }

  private static List<String> tagsOf(Topology topology, Subnet subnet) {
    List<String> names = new ArrayList<>(endpointTags(topology, subnet));
    Optional<RouteTable> table =
        subnet.routeTable().flatMap(id -> topology.find(id, RouteTable.class));
    for (RouteTable.Route route : table.map(RouteTable::routes).orElse(List.of())) {
      if (route.destination() instanceof RouteTable.Destination.Tag(String tag)) {
        names.add(tag);
      }
    }
    return names;
  }

  private static List<String> endpointTags(Topology topology, Subnet subnet) {
    List<String> names = new ArrayList<>(0);
    for (String service : subnet.serviceEndpoints()) {
      names.add(ServiceTags.ofServiceEndpoint(service));
      topology
          .find(subnet.virtualNetwork(), VirtualNetwork.class)
          .flatMap(network -> ServiceTags.ofServiceEndpoint(service, network.location()))
          .ifPresent(names::add);
    }
    return names;
  }

  private EffectiveRoutes build() {
    Optional<RouteTable> table =
        subnet.routeTable().flatMap(id -> topology.find(id, RouteTable.class));
    table.ifPresent(this::addUserRoutes);
    return addSystemRoutes(table, table.isPresent() ? Optional.empty() : subnet.routeTable());
  }

  private EffectiveRoutes addSystemRoutes(
      Optional<RouteTable> table, Optional<ResourceId> missingTable) {
    if (table.filter(RouteTable::disableBgpRoutePropagation).isEmpty()) {
      addLearnedRoutes();
    }
    boolean redirectsDefault = rows.stream().anyMatch(row -> row.prefix().equals(Prefix.ALL_V4));
    addVirtualNetworkRoutes();
    addHubRoute();
    if (table.filter(RouteTable::disablePeeringRoutes).isEmpty()) {
      addPeeringRoutes();
    }
    addEndpointRoutes();
    addServiceEndpointRoutes();
    addDefaultRoutes(redirectsDefault);
    return new EffectiveRoutes(
        resolve(), unknownTags, unknownEndpoints, unknownRoutes, missingTable);
  }

  private void addUserRoutes(RouteTable table) {
    for (RouteTable.Route route : byPrecedence(table.routes())) {
      switch (route.destination()) {
        case RouteTable.Destination.Unknown(String missing) ->
            unknownRoutes.add(new Missing.RouteDestination(route.name(), table.id(), missing));
        case RouteTable.Destination.Block(Prefix prefix) ->
            rows.add(EffectiveRoute.user(prefix, table, route));
        case RouteTable.Destination.Tag(String tag) ->
            expand(tag, unknownTags)
                .forEach(prefix -> rows.add(EffectiveRoute.user(prefix, table, route)));
      }
    }
  }

  /// For equal prefixes an explicit prefix beats a tag, a regional tag its parent, and any service
  /// the whole cloud. The first of equals wins.
  private static List<RouteTable.Route> byPrecedence(List<RouteTable.Route> routes) {
    List<RouteTable.Route> sorted = new ArrayList<>(routes);
    sorted.sort((one, other) -> Integer.compare(precedence(one), precedence(other)));
    return sorted;
  }

  private static int precedence(RouteTable.Route route) {
    return switch (route.destination()) {
      case RouteTable.Destination.Block _, RouteTable.Destination.Unknown _ -> 0;
      case RouteTable.Destination.Tag(String tag) -> {
        boolean regional = tag.indexOf('.') > 0;
        boolean cloud = tag.toLowerCase(Locale.ROOT).startsWith("azurecloud");
        yield (cloud ? 3 : 1) + (regional ? 0 : 1);
      }
    };
  }

  /// What gateways, Route Servers and virtual hubs announce. A user route that overrides BGP wins
  /// over those inside its prefix.
  private void addLearnedRoutes() {
    List<Prefix> overriding = new ArrayList<>(0);
    for (EffectiveRoute row : rows) {
      if (row.declared().filter(RouteTable.Route::overridesBgp).isPresent()) {
        overriding.add(row.prefix());
      }
    }
    network
        .learned()
        .of(own)
        .forEach((prefix, nextHop) -> {
          EffectiveRoute row = EffectiveRoute.learned(prefix, nextHop);
          boolean overridden = overriding.stream().anyMatch(wider -> wider.contains(prefix));
          rows.add(overridden ? row.overridden() : row);
        });
  }

  /// The virtual hub that the network is connected to is its neighbour: the hub's own prefix is
  /// reached as over a peering.
  private void addHubRoute() {
    network
        .hubs()
        .membership(own)
        .ifPresent(membership ->
            membership
                .hub()
                .addressPrefix()
                .ifPresent(prefix ->
                    rows.add(
                        EffectiveRoute.system(
                            prefix,
                            new NextHop.VirtualNetworkPeering(
                                HubRouting.link(membership), false)))));
  }

  private void addVirtualNetworkRoutes() {
    NextHop local = new NextHop.VnetLocal();
    own.addressSpace().forEach(prefix -> rows.add(EffectiveRoute.system(prefix, local)));
  }

  private void addPeeringRoutes() {
    for (Peering link : own.peerings()) {
      if (Peerings.isUsable(topology, link)) {
        NextHop peering =
            new NextHop.VirtualNetworkPeering(link, Peerings.isGlobal(topology, own, link));
        Peerings.remotePrefixes(topology, link)
            .forEach(prefix -> rows.add(EffectiveRoute.system(prefix, peering)));
      }
    }
  }

  /// One for each address of a private endpoint, in its own network and in those peered with it.
  private void addEndpointRoutes() {
    addEndpointRoutes(own.id());
    for (Peering link : own.peerings()) {
      if (Peerings.isUsable(topology, link)) {
        addEndpointRoutes(link.remote());
      }
    }
  }

  private void addEndpointRoutes(ResourceId virtualNetwork) {
    for (EffectiveInterface endpoint : network.privateEndpoints(virtualNetwork)) {
      NextHop nextHop = new NextHop.InterfaceEndpoint(endpoint.ownerId());
      for (IpConfiguration configuration : endpoint.nic().ipConfigurations()) {
        Prefix address = Prefix.host(configuration.privateAddress());
        EffectiveRoute row = EffectiveRoute.system(address, nextHop);
        rows.add(isRedirected(endpoint, address) ? row.overridden() : row);
      }
    }
  }

  /// Whether a user route takes the traffic to an endpoint: one for the very address, or, where the
  /// endpoint's subnet lets user routes apply, one as long as the network's prefix or longer
  /// (`private-link/disable-private-endpoint-network-policy`).
  private boolean isRedirected(EffectiveInterface endpoint, Prefix address) {
    int least = address.length();
    if (endpoint.subnet().endpointPolicies().routes()) {
      for (Prefix space : endpoint.virtualNetwork().addressSpace()) {
        if (space.contains(address)) {
          least = space.length();
        }
      }
    }
    for (EffectiveRoute row : rows) {
      if (row.source() == EffectiveRoute.Source.USER
          && row.prefix().length() >= least
          && row.prefix().contains(address)) {
        return true;
      }
    }
    return false;
  }

  private void addServiceEndpointRoutes() {
    for (String service : subnet.serviceEndpoints()) {
      NextHop endpoint = new NextHop.ServiceEndpoint(service);
      servedBy(service).forEach(prefix -> rows.add(EffectiveRoute.system(prefix, endpoint)));
    }
  }

  /// The prefixes that a service endpoint has routes for. Those of Azure Storage in another region
  /// may be in the region's pair.
  private List<Prefix> servedBy(String service) {
    String tag = ServiceTags.ofServiceEndpoint(service);
    Optional<String> limited = ServiceTags.ofServiceEndpoint(service, own.location());
    List<Prefix> everywhere = expand(tag, unknownEndpoints);
    if (limited.isEmpty() || tags.own(tag).isPresent() || everywhere.isEmpty()) {
      return everywhere;
    }
    List<Prefix> here = expand(limited.get(), unknownEndpoints);
    if (here.isEmpty() && tag.equalsIgnoreCase("Storage")) {
      unknownEndpoints.add(limited.get());
    }
    return here;
  }

  /// The reserved ranges are dropped unless the virtual network owns them or a larger block, or the
  /// default route was redirected: then Azure removes these routes.
  private void addDefaultRoutes(boolean redirectsDefault) {
    NextHop internet = new NextHop.Internet();
    rows.add(EffectiveRoute.system(Prefix.ALL_V4, internet));
    if (own.addressSpace().stream().anyMatch(prefix -> prefix.version() == IpVersion.V6)) {
      rows.add(EffectiveRoute.system(Prefix.ALL_V6, internet));
    }
    for (Prefix reserved : AddressSpaces.RESERVED) {
      boolean owned = own.addressSpace().stream().anyMatch(prefix -> prefix.contains(reserved));
      if (!owned && !redirectsDefault) {
        rows.add(EffectiveRoute.system(reserved, NONE));
      }
    }
  }

  /// On equal prefixes: service endpoint, then user, then the system routes of networks and
  /// peerings, then learned, then other system routes. Overridden rows stay as inactive ones,
  /// except drops, and the default route under a learned one, which Azure no longer lists.
  private List<EffectiveRoute> resolve() {
    Map<Prefix, Integer> winners = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).active()) {
        winners.merge(
            rows.get(i).prefix(),
            i,
            (old, next) -> rank(rows.get(next)) < rank(rows.get(old)) ? next : old);
      }
    }
    List<EffectiveRoute> resolved = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      EffectiveRoute row = rows.get(i);
      if (Objects.equals(winners.get(row.prefix()), i)) {
        resolved.add(row);
      } else if (!row.nextHop().equals(NONE) && !isReplaced(row)) {
        resolved.add(row.overridden());
      }
    }
    return resolved;
  }

  /** Whether it is Azure's default route in a table that learned another one. */
  private boolean isReplaced(EffectiveRoute row) {
    if (!(row.nextHop() instanceof NextHop.Internet)
        || row.source() != EffectiveRoute.Source.DEFAULT) {
      return false;
    }
    for (EffectiveRoute other : rows) {
      if (other.source() == EffectiveRoute.Source.VIRTUAL_NETWORK_GATEWAY
          && other.prefix().equals(row.prefix())) {
        return true;
      }
    }
    return false;
  }

  private static int rank(EffectiveRoute row) {
    return switch (row.source()) {
      case USER -> 1;
      case VIRTUAL_NETWORK_GATEWAY -> 5;
      case DEFAULT ->
          switch (row.nextHop()) {
            case NextHop.ServiceEndpoint _ -> 0;
            case NextHop.VnetLocal _ -> 3;
            case NextHop.VirtualNetworkPeering _ -> 4;
            case NextHop.InterfaceEndpoint _ -> 2;
            case NextHop.Internet _,
                NextHop.None _,
                NextHop.VirtualAppliance _,
                NextHop.VirtualNetworkGateway _,
                NextHop.Unknown _ ->
                6;
          };
    };
  }

  private List<Prefix> expand(String tag, List<String> unknown) {
    Optional<List<Prefix>> known =
        tags.own(tag).map(PrefixSet::prefixes).or(() -> looked.apply(tag));
    if (known.isEmpty()) {
      unknown.add(tag);
    }
    return known.orElse(List.of());
  }
}
