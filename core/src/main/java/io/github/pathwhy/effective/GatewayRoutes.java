package io.github.pathwhy.effective;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.gateway.NatRule;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the gateways of virtual networks know: the prefixes of local network gateways, of virtual
/// networks at the other end of a connection and of point-to-site clients, and what they were
/// observed to have learned. Where nothing was observed, a connection with BGP or to an
/// ExpressRoute circuit is taken to announce the prefixes of the sites behind the gateway.
public final class GatewayRoutes {
  private final Topology topology;
  private final Sites sites;
  private final Map<ResourceId, List<GatewayConnection>> connections = new LinkedHashMap<>();
  private final Map<ResourceId, List<VirtualNetworkGateway>> byNetwork = new HashMap<>();
  private final Map<ResourceId, List<Known>> known = new ConcurrentHashMap<>();

  /// A prefix that a gateway has a way to, over one of several connections. None means that the
  /// prefix is that of its clients, or that its connection is not in the input. An assumed one was
  /// not observed but belongs to a site.
  public record Known(
      Prefix prefix, boolean clients, List<GatewayConnection> connections, boolean assumed) {
    public Known {
      connections = List.copyOf(connections);
    }
  }

  GatewayRoutes(Topology topology, Sites sites) {
    this.topology = topology;
    this.sites = sites;
    for (GatewayConnection connection : topology.all(GatewayConnection.class)) {
      connections.computeIfAbsent(connection.gateway(), _ -> new ArrayList<>()).add(connection);
    }
    for (VirtualNetworkGateway gateway : topology.all(VirtualNetworkGateway.class)) {
      networkOf(gateway).ifPresent(network -> add(network, gateway));
    }
  }

  /** The connections of a gateway. */
  public List<GatewayConnection> connections(ResourceId gateway) {
    return connections.getOrDefault(gateway, List.of());
  }

  /** The gateways of a virtual network, those of ExpressRoute first: their routes are preferred. */
  public List<VirtualNetworkGateway> gateways(VirtualNetwork network) {
    return byNetwork.getOrDefault(network.id(), List.of());
  }

  private void add(ResourceId network, VirtualNetworkGateway gateway) {
    List<VirtualNetworkGateway> own = byNetwork.computeIfAbsent(network, _ -> new ArrayList<>(1));
    boolean preferred = gateway.kind() == VirtualNetworkGateway.Kind.EXPRESS_ROUTE;
    own.add(preferred ? 0 : own.size(), gateway);
  }

  /** The virtual network that a gateway is in. */
  public Optional<ResourceId> networkOf(VirtualNetworkGateway gateway) {
    return topology.find(gateway.subnet(), Subnet.class).map(Subnet::virtualNetwork);
  }

  /** All prefixes that a gateway has a way to. */
  public List<Known> known(VirtualNetworkGateway gateway) {
    List<Known> before = known.get(gateway.id());
    if (before != null) {
      return before;
    }
    List<Known> found = collect(gateway, new HashSet<>());
    known.put(gateway.id(), found);
    return found;
  }

  /** The longest prefix with the address that a gateway has a way to. */
  public Optional<Known> match(VirtualNetworkGateway gateway, IpAddress address) {
    Known best = null;
    for (Known candidate : known(gateway)) {
      if (candidate.prefix().contains(address)
          && (best == null || candidate.prefix().length() > best.prefix().length())) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Why a gateway that may have a way to somewhere cannot be asked for it: it learns routes, but
  /// which ones was not observed and no site tells, or translates by rules that are in no input.
  /// Empty when its knowledge is complete.
  public Optional<Missing> unobserved(VirtualNetworkGateway gateway) {
    for (GatewayConnection connection : connections(gateway.id())) {
      if (natRules(connection).size() < connection.natRules().size()) {
        return Optional.of(new Missing.NatRules(connection.id()));
      }
    }
    boolean learns = connections(gateway.id()).stream().anyMatch(GatewayRoutes::isDynamic);
    boolean told =
        observed(gateway.id()).isPresent() || !sites.behind(gateway.id()).isEmpty() || !learns;
    return told ? Optional.empty() : Optional.of(new Missing.LearnedRoutes(gateway.id()));
  }

  /** What a resource was observed to have learned. */
  Optional<List<Observation.LearnedRoute>> observed(ResourceId id) {
    return topology.observation(id).flatMap(Observation::learnedRoutes);
  }

  /** The connection back from the gateway at the other end. */
  public Optional<GatewayConnection> counterpart(GatewayConnection connection) {
    Optional<VirtualNetworkGateway> peer = peer(connection);
    if (peer.isPresent()) {
      for (GatewayConnection back : connections(peer.get().id())) {
        if (peer(back).filter(one -> one.id().equals(connection.gateway())).isPresent()) {
          return Optional.of(back);
        }
      }
    }
    return Optional.empty();
  }

  /// The gateway of another virtual network at the far end of a connection, named by the connection
  /// or by its public address in a local network gateway.
  public Optional<VirtualNetworkGateway> peer(GatewayConnection connection) {
    return switch (connection.kind()) {
      case VNET_TO_VNET ->
          connection.remote().flatMap(id -> topology.find(id, VirtualNetworkGateway.class));
      case IPSEC ->
          connection
              .remote()
              .flatMap(id -> topology.find(id, LocalNetworkGateway.class))
              .flatMap(LocalNetworkGateway::gatewayAddress)
              .flatMap(this::gatewayAt);
      case EXPRESS_ROUTE -> Optional.empty();
    };
  }

  private Optional<VirtualNetworkGateway> gatewayAt(IpAddress address) {
    for (VirtualNetworkGateway gateway : topology.all(VirtualNetworkGateway.class)) {
      if (publicAddresses(gateway).contains(address)) {
        return Optional.of(gateway);
      }
    }
    return Optional.empty();
  }

  /** The public addresses of a gateway, as far as they are known. */
  List<IpAddress> publicAddresses(VirtualNetworkGateway gateway) {
    return PublicAddresses.of(topology, gateway.publicIpAddresses());
  }

  private List<Known> collect(VirtualNetworkGateway gateway, Set<ResourceId> visited) {
    visited.add(gateway.id());
    Collector found = new Collector(gateway);
    for (GatewayConnection connection : connections(gateway.id())) {
      switch (connection.kind()) {
        case IPSEC ->
            connection
                .remote()
                .flatMap(id -> topology.find(id, LocalNetworkGateway.class))
                .ifPresent(remote ->
                    found.addAll(announced(connection, remote.addressSpace()), connection));
        case VNET_TO_VNET -> found.addAll(announced(connection, visited), connection);
        case EXPRESS_ROUTE -> {}
      }
    }
    addLearned(gateway, found);
    gateway.clientPool().forEach(pool -> found.add(pool, true, List.of(), false));
    return found.result();
  }

  /// The prefixes of a site as the gateway tells them: with what its NAT rules put in their place.
  private List<Prefix> announced(GatewayConnection connection, List<Prefix> site) {
    List<NatRule> ingress = natRules(connection).stream().filter(rule -> !rule.egress()).toList();
    if (ingress.isEmpty()) {
      return site;
    }
    List<Prefix> found = new ArrayList<>();
    for (Prefix prefix : site) {
      if (ingress.stream().noneMatch(rule -> rule.covers(prefix))) {
        found.add(prefix);
      }
      ingress.forEach(rule -> found.addAll(rule.announced(prefix)));
    }
    return found;
  }

  /** The NAT rules that apply to a connection, as far as the input has them. */
  public List<NatRule> natRules(GatewayConnection connection) {
    return connection.natRules().isEmpty()
        ? List.of()
        : topology
            .find(connection.gateway(), VirtualNetworkGateway.class)
            .map(VirtualNetworkGateway::natRules)
            .orElse(List.of())
            .stream()
            .filter(rule -> connection.natRules().contains(rule.id()))
            .toList();
  }

  /// What the other end of a connection between virtual networks tells: its own address space; with
  /// BGP on both sides also that of networks that use its gateway, and what it knows itself.
  private Set<Prefix> announced(GatewayConnection connection, Set<ResourceId> visited) {
    Set<Prefix> prefixes = new LinkedHashSet<>();
    Optional<VirtualNetworkGateway> peer = peer(connection);
    Optional<VirtualNetwork> network =
        peer.flatMap(this::networkOf).flatMap(id -> topology.find(id, VirtualNetwork.class));
    if (peer.isEmpty() || network.isEmpty()) {
      return prefixes;
    }
    prefixes.addAll(network.get().addressSpace());
    boolean bgp =
        connection.bgp() && counterpart(connection).map(GatewayConnection::bgp).orElse(false);
    if (bgp && !visited.contains(peer.get().id())) {
      for (Peering link : network.get().peerings()) {
        if (link.allowGatewayTransit() && usesGateway(link)) {
          prefixes.addAll(Peerings.remotePrefixes(topology, link));
        }
      }
      for (Known further : collect(peer.get(), visited)) {
        if (further.connections().stream()
            .noneMatch(over -> over.remote().equals(Optional.of(connection.gateway())))) {
          prefixes.add(further.prefix());
        }
      }
    }
    return prefixes;
  }

  private boolean usesGateway(Peering link) {
    return Peerings.isUsable(topology, link)
        && topology
            .find(link.remote(), VirtualNetwork.class)
            .flatMap(remote -> Peerings.reverse(remote, link.virtualNetwork()))
            .filter(Peering::useRemoteGateways)
            .isPresent();
  }

  private void addLearned(VirtualNetworkGateway gateway, Collector found) {
    List<GatewayConnection> dynamic = new ArrayList<>();
    for (GatewayConnection connection : connections(gateway.id())) {
      if (isDynamic(connection)) {
        dynamic.add(connection);
      }
    }
    Optional<List<Observation.LearnedRoute>> observed = observed(gateway.id());
    if (observed.isPresent()) {
      for (Observation.LearnedRoute route : observed.get()) {
        Optional<GatewayConnection> from = route.nextHop().flatMap(hop -> announcer(dynamic, hop));
        List<GatewayConnection> any = dynamic.isEmpty() ? connections(gateway.id()) : dynamic;
        found.add(route.prefix(), false, from.map(List::of).orElse(any), false);
      }
    } else if (!dynamic.isEmpty()) {
      for (Site site : topology.sites()) {
        if (site.gateway().equals(gateway.id())) {
          site.addressPrefixes().forEach(prefix -> found.add(prefix, false, dynamic, true));
        }
      }
    }
  }

  /** Whether routes come over a connection on their own. */
  public static boolean isDynamic(GatewayConnection connection) {
    return connection.bgp() || connection.kind() == GatewayConnection.Kind.EXPRESS_ROUTE;
  }

  /** The connection at whose other end the address of a BGP peer is. */
  private Optional<GatewayConnection> announcer(List<GatewayConnection> from, IpAddress peer) {
    for (GatewayConnection connection : from) {
      boolean local =
          connection
              .remote()
              .flatMap(id -> topology.find(id, LocalNetworkGateway.class))
              .flatMap(LocalNetworkGateway::bgpPeer)
              .filter(peer::equals)
              .isPresent();
      if (local || peer(connection).filter(g -> g.bgpAddresses().contains(peer)).isPresent()) {
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }

  /** Puts what is known of one prefix together. VPN gateways carry IPv4 alone. */
  private static final class Collector {
    private final VirtualNetworkGateway gateway;
    private final Map<Prefix, Known> byPrefix = new LinkedHashMap<>();

    Collector(VirtualNetworkGateway gateway) {
      this.gateway = gateway;
    }

    void addAll(Iterable<Prefix> prefixes, GatewayConnection over) {
      for (Prefix prefix : prefixes) {
        add(prefix, false, List.of(over), false);
      }
    }

    void add(Prefix prefix, boolean clients, List<GatewayConnection> over, boolean assumed) {
      if (gateway.kind() == VirtualNetworkGateway.Kind.VPN && prefix.version() == IpVersion.V6) {
        return;
      }
      Known before = byPrefix.get(prefix);
      if (before == null) {
        byPrefix.put(prefix, new Known(prefix, clients, over, assumed));
        return;
      }
      Set<GatewayConnection> all = new LinkedHashSet<>(before.connections());
      // A configured or observed prefix tells its connection; an assumed one only guesses.
      if (!assumed) {
        all.addAll(over);
      }
      byPrefix.put(
          prefix,
          new Known(prefix, before.clients(), List.copyOf(all), before.assumed() && assumed));
    }

    List<Known> result() {
      return List.copyOf(byPrefix.values());
    }
  }
}
