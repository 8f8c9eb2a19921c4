package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.AddressTermReader;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/// The routing configurations of network managers, as user routes of the subnets that they are for
/// (`virtual-network-manager/concept-user-defined-route`). A configuration in the input counts as
/// deployed: a subnet without a route table gets one, and one that the manager may use gets its
/// routes. Where the input does not tell what becomes of a subnet, the configurations of its
/// manager stay unread.
final class ManagedRoutes {
  private static final String CONFIGURATIONS =
      "microsoft.network/networkmanagers/routingconfigurations";
  private static final String COLLECTIONS = CONFIGURATIONS + "/rulecollections";
  private static final String RULES = COLLECTIONS + "/rules";

  private final LongFunction<SourcePosition> positions;
  private final Map<ResourceId, Subnet> subnets = new LinkedHashMap<>();
  private final Map<ResourceId, VirtualNetwork> networks = new LinkedHashMap<>();
  private final Map<ResourceId, NetworkManager.Group> groups = new HashMap<>();
  private final Map<ResourceId, RouteTable> tables = new HashMap<>();
  private final Map<ResourceId, Tree.Mapping> configurations = new HashMap<>();
  private final Map<ResourceId, Declarations.Other> collections = new LinkedHashMap<>();
  private final Map<ResourceId, List<Declarations.Other>> rules = new HashMap<>();
  private final Set<ResourceId> followed = new HashSet<>();

  /** What subnets get: the table that replaces theirs, or that they get. */
  private final Map<ResourceId, RouteTable> changed = new LinkedHashMap<>();

  ManagedRoutes(
      List<Resource> resources,
      List<Declarations.Other> others,
      LongFunction<SourcePosition> positions) {
    this.positions = positions;
    for (Declarations.Other other : others) {
      switch (other.armType().toLowerCase(Locale.ROOT)) {
        case CONFIGURATIONS ->
            configurations.put(other.id(), ManagerObjects.properties(other.mapping()));
        case COLLECTIONS -> collections.put(other.id(), other);
        case RULES -> rules.computeIfAbsent(other.id().parent(), _ -> new ArrayList<>()).add(other);
        default -> {
          // Something else.
        }
      }
    }
    if (collections.isEmpty()) {
      followed.addAll(configurations.keySet());
      return;
    }
    for (Resource resource : resources) {
      switch (resource) {
        case VirtualNetwork network -> {
          networks.put(network.id(), network);
          network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
        }
        case NetworkManager manager ->
            manager.groups().forEach(group -> groups.put(group.id(), group));
        case RouteTable table -> tables.put(table.id(), table);
        default -> {
          // Routes are for subnets.
        }
      }
    }
    read();
  }

  /** The configurations that are followed, with their parts. */
  Set<ResourceId> followed() {
    return followed;
  }

  /** All or nothing: routes of one collection may stand in the way of another's. */
  private void read() {
    for (Declarations.Other collection : collections.values()) {
      if (!readCollection(collection)) {
        changed.clear();
        return;
      }
    }
    followed.addAll(configurations.keySet());
    followed.addAll(collections.keySet());
    rules.values().forEach(list -> list.forEach(rule -> followed.add(rule.id())));
  }

  private boolean readCollection(Declarations.Other other) {
    Tree.Mapping collection = ManagerObjects.properties(other.mapping());
    List<RouteTable.Route> routes = new ArrayList<>();
    for (Declarations.Other rule : rules.getOrDefault(other.id(), List.of())) {
      Optional<RouteTable.Route> route = readRule(rule);
      if (route.isEmpty()) {
        return false;
      }
      routes.add(route.get());
    }
    Set<ResourceId> members = members(collection);
    if (members.isEmpty()
        || ManagerObjects.isOpen(collection)
        || !ManagerObjects.items(collection, "peeringRoutePropagationRules").isEmpty()) {
      return false;
    }
    boolean propagates = ManagerObjects.is(collection, "disableBgpRoutePropagation", "False");
    boolean usesExisting =
        Optional.ofNullable(configurations.get(other.id().parent()))
            .filter(found -> ManagerObjects.is(found, "routeTableUsageMode", "UseExisting"))
            .isPresent();
    for (ResourceId member : members) {
      Subnet subnet = Objects.requireNonNull(subnets.get(member));
      List<RouteTable.Route> all = new ArrayList<>(routes);
      all.addAll(localRoutes(other, collection, subnet));
      if (!add(subnet, other, all, !propagates, usesExisting)) {
        return false;
      }
    }
    return true;
  }

  /** Adds routes to what a subnet has; false where it is not known what becomes of it. */
  private boolean add(
      Subnet subnet,
      Declarations.Other collection,
      List<RouteTable.Route> routes,
      boolean keepsOut,
      boolean usesExisting) {
    Optional<RouteTable> own = subnet.routeTable().map(tables::get);
    if (subnet.routeTable().isPresent() && own.isEmpty()) {
      return false;
    }
    RouteTable table =
        Optional.ofNullable(changed.get(subnet.id()))
            .or(() -> own)
            .orElseGet(() ->
                new RouteTable(
                    collection.id().child("routeTables", subnet.name()),
                    positions.apply(collection.mapping().at()),
                    keepsOut,
                    false,
                    List.of()));
    List<RouteTable.Route> merged = new ArrayList<>(table.routes());
    for (RouteTable.Route route : routes) {
      Optional<RouteTable.Route> same =
          table.routes().stream()
              .filter(each -> each.destination().equals(route.destination()))
              .findFirst();
      if (same.isEmpty()) {
        merged.add(route);
      } else if (!same.get().nextHop().equals(route.nextHop())) {
        return false;
      }
    }
    boolean more = merged.size() > table.routes().size();
    if (more && own.isPresent() && !usesExisting) {
      return false;
    }
    if (own.isEmpty() && table.disableBgpRoutePropagation() != keepsOut) {
      return false;
    }
    if (more || own.isEmpty()) {
      changed.put(
          subnet.id(),
          new RouteTable(
              own.isPresent() ? table.id().child("managed", subnet.name()) : table.id(),
              table.declaredAt(),
              table.disableBgpRoutePropagation(),
              table.disablePeeringRoutes(),
              merged));
    }
    return true;
  }

  /** The subnets of a collection's groups, all of which are in the input; else nothing. */
  private Set<ResourceId> members(Tree.Mapping collection) {
    Set<ResourceId> found = new LinkedHashSet<>();
    for (Tree item : ManagerObjects.items(collection, "appliesTo")) {
      Optional<NetworkManager.Group> group =
          item instanceof Tree.Mapping applied
              ? ManagerObjects.id(applied, "networkGroupId")
                  .flatMap(id -> ManagerObjects.meant(id, groups.keySet()))
                  .map(groups::get)
              : Optional.empty();
      if (group.isEmpty() || group.get().conditional()) {
        return Set.of();
      }
      for (ResourceId member : group.get().members()) {
        VirtualNetwork network = networks.get(member);
        if (network != null) {
          network.subnets().forEach(subnet -> found.add(subnet.id()));
        } else if (subnets.containsKey(member)) {
          found.add(member);
        } else {
          return Set.of();
        }
      }
    }
    return found;
  }

  private Optional<RouteTable.Route> readRule(Declarations.Other other) {
    Tree.Mapping rule = ManagerObjects.properties(other.mapping());
    if (!(ManagerObjects.value(rule, "destination") instanceof Tree.Mapping to)
        || !(ManagerObjects.value(rule, "nextHop") instanceof Tree.Mapping by)
        || ManagerObjects.isOpen(rule)
        || ManagerObjects.isOpen(to)
        || ManagerObjects.isOpen(by)) {
      return Optional.empty();
    }
    Optional<NextHop> nextHop = nextHop(by);
    Optional<RouteTable.Destination> destination =
        text(to, "destinationAddress").flatMap(ManagedRoutes::destination);
    return destination.isEmpty() || nextHop.isEmpty()
        ? Optional.empty()
        : Optional.of(route(other.id(), other, destination.get(), nextHop.get()));
  }

  private RouteTable.Route route(
      ResourceId id, Declarations.Other from, RouteTable.Destination destination, NextHop nextHop) {
    return new RouteTable.Route(
        id, positions.apply(from.mapping().at()), destination, nextHop, false);
  }

  private static Optional<RouteTable.Destination> destination(String text) {
    return AddressTermReader.isTag(text)
        ? Optional.of(new RouteTable.Destination.Tag(text))
        : Prefix.parse(text).map(RouteTable.Destination.Block::new);
  }

  private static Optional<NextHop> nextHop(Tree.Mapping by) {
    return switch (text(by, "nextHopType").orElse("").toLowerCase(Locale.ROOT)) {
      case "virtualappliance" ->
          text(by, "nextHopAddress")
              .flatMap(IpAddress::parse)
              .map(address -> new NextHop.VirtualAppliance(List.of(address)));
      case "virtualnetworkgateway" ->
          Optional.of(new NextHop.VirtualNetworkGateway(Optional.empty(), List.of()));
      case "vnetlocal" -> Optional.of(new NextHop.VnetLocal());
      case "internet" -> Optional.of(new NextHop.Internet());
      case "nonexthop", "nonextnop" -> Optional.of(new NextHop.None());
      default -> Optional.empty();
    };
  }

  /** Routes that keep what is local in the network, or in the subnet, past all others. */
  private List<RouteTable.Route> localRoutes(
      Declarations.Other other, Tree.Mapping collection, Subnet subnet) {
    List<Prefix> prefixes = List.of();
    if (ManagerObjects.is(collection, "localRouteSetting", "DirectRoutingWithinVNet")) {
      prefixes = subnetsNetwork(subnet).addressSpace();
    } else if (ManagerObjects.is(collection, "localRouteSetting", "DirectRoutingWithinSubnet")) {
      prefixes = subnet.prefixes();
    }
    return prefixes.stream()
        .map(prefix ->
            route(
                other.id().child("localRoutes", prefix.toString()),
                other,
                new RouteTable.Destination.Block(prefix),
                new NextHop.VnetLocal()))
        .toList();
  }

  private VirtualNetwork subnetsNetwork(Subnet subnet) {
    return Objects.requireNonNull(networks.get(subnet.virtualNetwork()));
  }

  private static Optional<String> text(Tree.Mapping object, String key) {
    return ManagerObjects.value(object, key) instanceof Tree.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** The resources, with the tables and what has them. */
  List<Resource> applyTo(List<Resource> resources) {
    if (changed.isEmpty()) {
      return resources;
    }
    List<Resource> all = new ArrayList<>(resources.size() + changed.size());
    for (Resource resource : resources) {
      all.add(
          resource instanceof VirtualNetwork network
              ? network.withSubnets(network.subnets().stream().map(this::applyTo).toList())
              : resource);
    }
    all.addAll(changed.values());
    return all;
  }

  private Subnet applyTo(Subnet subnet) {
    RouteTable table = changed.get(subnet.id());
    return table == null ? subnet : subnet.withRouteTable(table.id());
  }
}
