package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the hubs of virtual WANs. What Azure calls `virtualHubs` is also what a Route Server is
/// made of; those are left to their own reader.
public final class VirtualHubReader {
  private static final List<String> DESTINATIONS = List.of("Internet", "PrivateTraffic");
  private static final List<String> DESTINATION_TYPES = List.of("CIDR", "ResourceId", "Service");

  private final References references;
  private final RouteServerReader routeServers;
  private final Map<ResourceId, HubNames> names = new HashMap<>();
  private final Set<ResourceId> withoutBranchToBranch = new HashSet<>();

  /**
   * @param wans what is declared of virtual WANs
   */
  public VirtualHubReader(References references, List<Declarations.Declared> wans) {
    this.references = references;
    this.routeServers = new RouteServerReader(references);
    for (Declarations.Declared wan : wans) {
      Fields fields = wan.fields().begin();
      if (!fields.flag("allowBranchToBranchTraffic").orElse(true)) {
        withoutBranchToBranch.add(wan.id());
      }
      // It has no effect: networks reach each other over the hubs of every Standard virtual WAN.
      fields.get("allowVnetToVnetTraffic");
      fields.close();
    }
  }

  /** The names of the parts of a hub; those that every hub has when it is in no input. */
  public HubNames names(ResourceId hub) {
    return names.computeIfAbsent(hub, id -> new HubNames(id, references, List.of(), List.of()));
  }

  /** The hub, or the route server with its parts. */
  public List<Resource> read(Declarations.Declared declared) {
    if (RouteServerReader.isRouteServer(declared.fields())) {
      return routeServers.read(declared);
    }
    return List.of(readHub(declared));
  }

  private VirtualHub readHub(Declarations.Declared declared) {
    Fields fields = declared.fields().begin();
    List<Fields> connections = described(fields, "hubVirtualNetworkConnections");
    // The first name that they had.
    connections.addAll(described(fields, "virtualNetworkConnections"));
    List<Fields> tables = described(fields, "hubRouteTables");
    HubNames names = new HubNames(declared.id(), references, tables, connections);
    this.names.put(declared.id(), names);
    HubConnectionReader reader = new HubConnectionReader(declared.id(), references, names);
    List<Prefix> prefixes = fields.prefixes("addressPrefix");
    Optional<ResourceId> wan = readWan(fields);
    VirtualHub hub =
        new VirtualHub(
            declared.id(),
            fields.position(),
            wan,
            wan.filter(withoutBranchToBranch::contains).isEmpty(),
            prefixes.stream().findFirst(),
            fields.addresses("virtualRouterIps"),
            States.provisioning(fields),
            States.routing(fields),
            connections.stream().flatMap(connection -> reader.read(connection).stream()).toList(),
            described(fields, "bgpConnections").stream()
                .flatMap(peer -> readPeer(declared.id(), peer, names).stream())
                .toList(),
            readTables(declared.id(), tables, names, fields),
            readAddressRoutes(fields),
            readIntent(fields, names));
    fields.close();
    return hub;
  }

  private static List<Fields> described(Fields fields, String key) {
    List<Fields> found = new ArrayList<>(fields.namedChildren(key));
    found.removeIf(References::isBare);
    return found;
  }

  private static Optional<VirtualHub.Peer> readPeer(ResourceId hub, Fields fields, HubNames names) {
    Optional<String> name = fields.text("name");
    fields.require("name", "every peer has one");
    Optional<IpAddress> address = fields.address("peerIp");
    fields.require("peerIp", "give the address of the appliance");
    fields.get("peerAsn");
    Optional<ResourceId> connection = names.connection(fields, "hubVirtualNetworkConnection");
    Propagation propagation = new HubRoutingReader(names).ofBranch(fields);
    ResourceId id = Declarations.childId(hub, fields, "bgpConnections", name.orElse(""));
    fields.close();
    return address.map(
        at -> new VirtualHub.Peer(id, fields.position(), connection, at, propagation));
  }

  /** A virtual WAN need not be declared. */
  private Optional<ResourceId> readWan(Fields fields) {
    Tree value = fields.get("virtualWan");
    if (value instanceof Tree.Scalar scalar && !ResourceId.isArm(scalar.text())) {
      return fields
          .text("virtualWan")
          .map(name -> ResourceId.local(ResourceType.VIRTUAL_WAN, name));
    }
    return references.one(fields, "virtualWan", ResourceType.VIRTUAL_WAN);
  }

  /** The tables, the default one first: every hub has it. */
  private static List<VirtualHub.RouteTable> readTables(
      ResourceId hub, List<Fields> described, HubNames names, Fields fields) {
    List<VirtualHub.RouteTable> tables = new ArrayList<>();
    for (Fields table : described) {
      table.require("name", "every route table has one");
      Optional<String> name = table.text("name");
      ResourceId id =
          Declarations.childId(hub, table, "hubRouteTables", name.orElse("without a name"));
      List<String> labels = table.scalars("labels").stream().map(Tree.Scalar::text).toList();
      List<VirtualHub.Route> routes = readRoutes(table, names);
      table.text("provisioningState");
      table.close();
      tables.add(
          id.equals(names.defaultTable()) ? 0 : tables.size(),
          new VirtualHub.RouteTable(
              id,
              table.position(),
              id.equals(names.defaultTable()) ? withDefault(labels) : labels,
              routes));
    }
    if (tables.isEmpty() || !tables.getFirst().id().equals(names.defaultTable())) {
      tables.addFirst(
          new VirtualHub.RouteTable(
              names.defaultTable(), fields.position(), withDefault(List.of()), List.of()));
    }
    return tables;
  }

  /** The default table has its label by itself. */
  private static List<String> withDefault(List<String> labels) {
    List<String> all = new ArrayList<>(labels);
    if (labels.stream().noneMatch(VirtualHub.DEFAULT_LABEL::equalsIgnoreCase)) {
      all.add(VirtualHub.DEFAULT_LABEL);
    }
    return all;
  }

  private static List<VirtualHub.Route> readRoutes(Fields table, HubNames names) {
    List<VirtualHub.Route> routes = new ArrayList<>();
    for (Fields route : table.namedChildren("routes")) {
      route.require("name", "every route has one");
      route.require("destinations", "give prefixes");
      route.require("nextHop", "name a firewall or a connection of the hub");
      Optional<String> name = route.text("name");
      boolean prefixes =
          route
                  .choice("destinationType", DESTINATION_TYPES, word -> word)
                  .filter(type -> !type.equals("CIDR"))
                  .isEmpty()
              && !route.unknownKeys().contains("destinationType");
      List<Prefix> destinations = prefixes ? route.prefixes("destinations") : List.of();
      route.text("nextHopType");
      Optional<ResourceId> nextHop = names.nextHop(route, "nextHop");
      route.close();
      if (!destinations.isEmpty()) {
        nextHop.ifPresent(hop ->
            routes.add(new VirtualHub.Route(name.orElse(""), route.position(), destinations, hop)));
      }
    }
    return routes;
  }

  private static List<VirtualHub.StaticRoute> readAddressRoutes(Fields fields) {
    List<VirtualHub.StaticRoute> routes = new ArrayList<>();
    Optional<Fields> table = fields.child("routeTable");
    if (table.isPresent()) {
      for (Fields route : table.get().children("routes")) {
        List<Prefix> prefixes = route.prefixes("addressPrefixes");
        Optional<IpAddress> nextHop = route.address("nextHopIpAddress");
        route.close();
        nextHop.ifPresent(
            hop -> routes.add(new VirtualHub.StaticRoute("", route.position(), prefixes, hop)));
      }
      table.get().close();
    }
    return routes;
  }

  /** ARM's child resource, or the object alone. */
  private static List<VirtualHub.RoutingPolicy> readIntent(Fields fields, HubNames names) {
    List<Fields> intents =
        fields.get("routingIntent") instanceof Tree.Mapping one
            ? List.of(fields.nested(one, "routingIntent"))
            : fields.children("routingIntent");
    List<VirtualHub.RoutingPolicy> policies = new ArrayList<>();
    for (Fields intent : intents) {
      intent.text("name");
      intent.text("id");
      for (Fields policy : intent.namedChildren("routingPolicies")) {
        Optional<String> name = policy.text("name");
        policy.require("destinations", "allowed: " + String.join(", ", DESTINATIONS));
        policy.require("nextHop", "name the firewall in the hub");
        List<String> destinations = readDestinations(policy);
        Optional<ResourceId> nextHop = names.nextHop(policy, "nextHop");
        policy.close();
        nextHop.ifPresent(hop ->
            policies.add(
                new VirtualHub.RoutingPolicy(
                    name.orElse(""), policy.position(), destinations, hop)));
      }
      intent.close();
    }
    return policies;
  }

  private static List<String> readDestinations(Fields policy) {
    List<String> found = new ArrayList<>();
    for (Tree.Scalar scalar : policy.scalars("destinations")) {
      Optional<String> known =
          DESTINATIONS.stream().filter(scalar.text()::equalsIgnoreCase).findFirst();
      known.ifPresent(found::add);
      if (known.isEmpty() && !policy.isUnknown("destinations", scalar)) {
        policy.misfit(
            scalar,
            "destinations",
            "'" + scalar.text() + "'",
            "allowed: " + String.join(", ", DESTINATIONS));
      }
    }
    return found;
  }
}
