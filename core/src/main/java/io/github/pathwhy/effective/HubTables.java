package io.github.pathwhy.effective;

import io.github.pathwhy.effective.HubRoute.Target;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Observation.LearnedRoute;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the route tables of virtual hubs hold: static routes, then what the hub's own connections
/// propagate to the table, then what those of other hubs do. Routes to all addresses stay in the
/// hub that has them (`virtual-wan/about-virtual-hub-routing`). Hubs carry IPv4 alone.
final class HubTables {
  private static final int HOST = 32;

  private final Topology topology;
  private final Sites sites;

  HubTables(Topology topology, Sites sites) {
    this.topology = topology;
    this.sites = sites;
  }

  /** The routes of a table. */
  List<HubRoute> of(VirtualHub hub, VirtualHub.RouteTable table) {
    List<HubRoute> found = new ArrayList<>();
    table.routes().forEach(route -> addStatic(hub, route, found));
    hub.addressRoutes().forEach(route -> addByAddress(hub, route, found));
    addLearned(hub, propagation -> propagation.reaches(table), found);
    return found;
  }

  /** All that the connections of all hubs could propagate. */
  List<HubRoute> everything(VirtualHub hub) {
    List<HubRoute> found = new ArrayList<>();
    addLearned(hub, _ -> true, found);
    return found;
  }

  /** The other hubs of the same virtual WAN. */
  List<VirtualHub> others(VirtualHub hub) {
    List<VirtualHub> found = new ArrayList<>();
    for (VirtualHub other : topology.all(VirtualHub.class)) {
      boolean sameWan = hub.virtualWan().isPresent() && hub.virtualWan().equals(other.virtualWan());
      if (sameWan && !other.equals(hub)) {
        found.add(other);
      }
    }
    return found;
  }

  /** The gateways of a hub, those of ExpressRoute first: their routes are preferred. */
  List<HubGateway> gateways(VirtualHub hub) {
    List<HubGateway> found = new ArrayList<>();
    for (HubGateway gateway : topology.all(HubGateway.class)) {
      if (gateway.virtualHub().equals(hub.id())) {
        boolean preferred = gateway.kind() == HubGateway.Kind.EXPRESS_ROUTE;
        found.add(preferred ? 0 : found.size(), gateway);
      }
    }
    return found;
  }

  /** The routes that a resource was observed to have learned. */
  Optional<List<LearnedRoute>> observed(ResourceId id) {
    return topology.observation(id).flatMap(Observation::learnedRoutes);
  }

  private void addLearned(VirtualHub hub, Predicate<Propagation> learns, List<HubRoute> found) {
    addOwn(hub, learns, found);
    for (VirtualHub other : others(hub)) {
      List<HubRoute> remote = new ArrayList<>();
      addOwn(other, learns, remote);
      for (HubRoute route : remote) {
        if (route.prefix().length() > 0) {
          found.add(new HubRoute(route.prefix(), new Target.OtherHub(other, route.target())));
        }
      }
    }
    found.removeIf(route -> route.prefix().version() == IpVersion.V6);
  }

  private void addStatic(VirtualHub hub, VirtualHub.Route route, List<HubRoute> found) {
    Target target = target(hub, route.nextHop());
    route.prefixes().forEach(prefix -> found.add(new HubRoute(prefix, target)));
  }

  /** A route to an address that no connected network has leads nowhere. */
  private void addByAddress(VirtualHub hub, VirtualHub.StaticRoute route, List<HubRoute> found) {
    connection(hub, route.nextHop())
        .map(connection -> new Target.Appliance(connection, route.nextHop(), Optional.empty()))
        .ifPresent(
            target -> route.prefixes().forEach(prefix -> found.add(new HubRoute(prefix, target))));
  }

  private Target target(VirtualHub hub, ResourceId nextHop) {
    Optional<VirtualHub.Connection> own = connection(hub, nextHop);
    if (own.isPresent()) {
      return new Target.Network(own.get());
    }
    for (VirtualHub other : others(hub)) {
      Optional<VirtualHub.Connection> remote = connection(other, nextHop);
      if (remote.isPresent()) {
        return new Target.OtherHub(other, new Target.Network(remote.get()));
      }
    }
    return new Target.Firewall(nextHop);
  }

  private static Optional<VirtualHub.Connection> connection(VirtualHub hub, ResourceId id) {
    return hub.connections().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private void addOwn(VirtualHub hub, Predicate<Propagation> learns, List<HubRoute> found) {
    for (VirtualHub.Connection connection : hub.connections()) {
      if (learns.test(connection.propagation())) {
        addConnection(connection, found);
      }
    }
    addAnnounced(hub, learns, found);
    for (HubGateway gateway : gateways(hub)) {
      Target target = new Target.Branch(gateway.id(), Optional.of(gateway));
      for (Prefix prefix : behind(gateway.id())) {
        if (isTold(hub, gateway, prefix, learns)) {
          found.add(new HubRoute(prefix, target));
        }
      }
    }
  }

  private void addConnection(VirtualHub.Connection connection, List<HubRoute> found) {
    Target target = new Target.Network(connection);
    if (connection.staticRoutes().propagated()) {
      for (VirtualHub.StaticRoute route : connection.staticRoutes().routes()) {
        route.prefixes().forEach(prefix -> found.add(new HubRoute(prefix, target)));
      }
    }
    addressSpace(connection).forEach(prefix -> found.add(new HubRoute(prefix, target)));
  }

  /** The prefixes of the network at the end of a connection, as far as they are known. */
  List<Prefix> addressSpace(VirtualHub.Connection connection) {
    return topology
        .find(connection.virtualNetwork(), VirtualNetwork.class)
        .map(VirtualNetwork::addressSpace)
        .orElse(List.of());
  }

  /// What appliances that the hub peers with announced, and what was observed behind the hub
  /// itself, which only the default tables learn unless a peer is known to have announced it.
  private void addAnnounced(VirtualHub hub, Predicate<Propagation> learns, List<HubRoute> found) {
    for (VirtualHub.Peer peer : hub.peers()) {
      Optional<Target> target = target(hub, peer).filter(_ -> learns.test(peer.propagation()));
      for (LearnedRoute route : observed(peer.id()).orElse(List.of())) {
        target.ifPresent(to -> found.add(new HubRoute(route.prefix(), to)));
      }
    }
    Target hubItself = new Target.Branch(hub.id(), Optional.empty());
    for (LearnedRoute route : observed(hub.id()).orElse(List.of())) {
      Optional<VirtualHub.Peer> peer = route.nextHop().flatMap(hop -> announcer(hub, hop));
      if (learns.test(peer.map(VirtualHub.Peer::propagation).orElseGet(() -> standard(hub)))) {
        Target target = peer.flatMap(announcer -> target(hub, announcer)).orElse(hubItself);
        found.add(new HubRoute(route.prefix(), target));
      }
    }
    if (observed(hub.id()).isEmpty() && learns.test(standard(hub))) {
      behind(hub.id()).forEach(prefix -> found.add(new HubRoute(prefix, hubItself)));
    }
  }

  private static Optional<VirtualHub.Peer> announcer(VirtualHub hub, IpAddress address) {
    return hub.peers().stream().filter(peer -> peer.address().equals(address)).findFirst();
  }

  /** Where a peer is: in the network that it names, or in the one with its address. */
  private Optional<Target> target(VirtualHub hub, VirtualHub.Peer peer) {
    return peer.connection()
        .flatMap(id -> connection(hub, id))
        .or(() -> connection(hub, peer.address()))
        .map(connection -> new Target.Appliance(connection, peer.address(), Optional.of(peer)));
  }

  /** The connection of the network that has an address. */
  private Optional<VirtualHub.Connection> connection(VirtualHub hub, IpAddress address) {
    return hub.connections().stream()
        .filter(each -> addressSpace(each).stream().anyMatch(own -> own.contains(address)))
        .findFirst();
  }

  /** The prefixes behind a gateway: those that were observed, else those of its sites. */
  private List<Prefix> behind(ResourceId gateway) {
    Optional<List<LearnedRoute>> observed = observed(gateway);
    if (observed.isPresent()) {
      return observed.get().stream().map(LearnedRoute::prefix).toList();
    }
    List<Prefix> found = new ArrayList<>();
    for (Site site : sites.behind(gateway)) {
      found.addAll(site.addressPrefixes());
    }
    return found;
  }

  /// Whether the connections that lead to a prefix propagate to where it is asked for: those that
  /// name it, else any may have learned it.
  private static boolean isTold(
      VirtualHub hub, HubGateway gateway, Prefix prefix, Predicate<Propagation> learns) {
    List<HubGateway.Link> links = leadingTo(gateway, prefix);
    return links.isEmpty()
        ? learns.test(standard(hub))
        : links.stream().anyMatch(link -> learns.test(link.propagation()));
  }

  /// What a hub may have learned that is not known: what a gateway's connections or a peer
  /// announced, where nothing was observed and no site tells.
  Optional<Missing> unobserved(VirtualHub hub, Predicate<Propagation> learns) {
    for (HubGateway gateway : gateways(hub)) {
      boolean learnt =
          gateway.links().stream()
              .anyMatch(
                  link -> link.dynamic() && isUntold(link) && learns.test(link.propagation()));
      boolean told =
          observed(gateway.id()).isPresent()
              || topology.sites().stream().anyMatch(site -> site.gateway().equals(gateway.id()));
      if (learnt && !told) {
        return Optional.of(new Missing.LearnedRoutes(gateway.id()));
      }
    }
    if (observed(hub.id()).isPresent()) {
      return Optional.empty();
    }
    return hub.peers().stream()
        .filter(peer -> observed(peer.id()).isEmpty() && learns.test(peer.propagation()))
        .map(VirtualHub.Peer::id)
        .findFirst()
        .or(() -> learns.test(standard(hub)) ? applianceIn(hub) : Optional.empty())
        .map(Missing.LearnedRoutes::new);
  }

  /** An appliance in the hub, which announces to it what is behind its own tunnels. */
  private Optional<ResourceId> applianceIn(VirtualHub hub) {
    return topology.gaps().at(hub.id(), Role.APPLIANCE).stream().map(Gap::of).findFirst();
  }

  /** Whether a connection names no more than the far end of its BGP session. */
  private static boolean isUntold(HubGateway.Link link) {
    return link.prefixes().stream().allMatch(prefix -> prefix.length() == HOST);
  }

  /** The connections of a gateway that lead to a prefix, as far as they say so, else all. */
  static List<HubGateway.Link> leadingTo(HubGateway gateway, Prefix prefix) {
    List<HubGateway.Link> found = new ArrayList<>(gateway.links());
    found.removeIf(link -> link.prefixes().stream().noneMatch(known -> known.contains(prefix)));
    return found.isEmpty() ? gateway.links() : found;
  }

  private static Propagation standard(VirtualHub hub) {
    return Propagation.standard(hub.routeTables().getFirst().id());
  }
}
