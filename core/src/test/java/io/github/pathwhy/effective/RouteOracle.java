package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Route selection as Azure's documentation tells it, by a scan over everything that could apply.
final class RouteOracle {
  private final Topology topology;
  private final Subnet subnet;
  private final VirtualNetwork network;

  /** A route that covers the destination; the lowest rank wins among equal prefixes. */
  private record Candidate(Prefix prefix, int rank, String nextHop) {}

  RouteOracle(Topology topology, Subnet subnet) {
    this.topology = topology;
    this.subnet = subnet;
    this.network = topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
  }

  /** `type` or `type address,…` of the route to the destination, for comparison as text. */
  Optional<String> select(IpAddress destination) {
    List<Candidate> candidates = new ArrayList<>();
    addUserRoutes(candidates);
    addSystemRoutes(candidates);
    return candidates.stream()
        .filter(candidate -> candidate.prefix().contains(destination))
        .min(
            Comparator.comparingInt((Candidate candidate) -> -candidate.prefix().length())
                .thenComparingInt(Candidate::rank))
        .map(candidate -> candidate.prefix() + " " + candidate.nextHop());
  }

  static String text(EffectiveRoute route) {
    return route.prefix() + " " + text(route.nextHop());
  }

  private static String text(NextHop nextHop) {
    return nextHop instanceof NextHop.VirtualAppliance(List<IpAddress> addresses)
        ? "VirtualAppliance " + addresses
        : nextHop instanceof NextHop.VirtualNetworkPeering(Peering link, boolean _)
            ? "VNetPeering " + link.remote()
            : nextHop.typeName();
  }

  private void addUserRoutes(List<Candidate> candidates) {
    for (RouteTable.Route route : userRoutes()) {
      switch (route.destination()) {
        case RouteTable.Destination.Unknown _ ->
            throw new IllegalArgumentException("not generated");
        case RouteTable.Destination.Block(Prefix prefix) ->
            candidates.add(new Candidate(prefix, 10, text(route.nextHop())));
        case RouteTable.Destination.Tag(String tag) -> {
          boolean cloud = tag.startsWith("AzureCloud");
          boolean regional = tag.contains(".");
          int rank = cloud ? (regional ? 13 : 14) : regional ? 11 : 12;
          for (Prefix prefix : given(tag)) {
            candidates.add(new Candidate(prefix, rank, text(route.nextHop())));
          }
        }
      }
    }
  }

  private List<RouteTable.Route> userRoutes() {
    return subnet
        .routeTable()
        .flatMap(id -> topology.find(id, RouteTable.class))
        .map(RouteTable::routes)
        .orElse(List.of());
  }

  private List<Prefix> given(String tag) {
    return topology.serviceTags().getOrDefault(tag.toLowerCase(Locale.ROOT), List.of());
  }

  private void addSystemRoutes(List<Candidate> candidates) {
    for (Prefix prefix : network.addressSpace()) {
      candidates.add(new Candidate(prefix, 30, "VnetLocal"));
    }
    for (Peering link : network.peerings()) {
      if (isConnected(topology, link)) {
        for (Prefix prefix : remote(topology, link)) {
          candidates.add(new Candidate(prefix, 31, "VNetPeering " + link.remote()));
        }
      }
    }
    if (subnet.serviceEndpoints().contains("Microsoft.Storage")) {
      for (Prefix prefix : given("Storage")) {
        candidates.add(new Candidate(prefix, 0, "VirtualNetworkServiceEndpoint"));
      }
    }
    candidates.add(new Candidate(Prefix.ALL_V4, 32, "Internet"));
    if (network.addressSpace().stream().anyMatch(space -> space.version() == IpVersion.V6)) {
      candidates.add(new Candidate(Prefix.ALL_V6, 32, "Internet"));
    }
    boolean redirected =
        userRoutes().stream()
            .anyMatch(route ->
                route.destination().equals(new RouteTable.Destination.Block(Prefix.ALL_V4)));
    for (String reserved :
        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")) {
      Prefix prefix = Prefix.of(reserved);
      boolean owned =
          network.addressSpace().stream()
              .anyMatch(
                  space -> space.length() <= prefix.length() && space.contains(prefix.address()));
      if (!redirected && !owned) {
        candidates.add(new Candidate(prefix, 33, "None"));
      }
    }
  }

  /** Both links exist, and none says that it is not connected. */
  static boolean isConnected(Topology topology, Peering link) {
    VirtualNetwork remote = topology.find(link.remote(), VirtualNetwork.class).orElseThrow();
    return link.state().orElse(Peering.State.CONNECTED) == Peering.State.CONNECTED
        && remote.peerings().stream()
            .anyMatch(back ->
                back.remote().equals(link.virtualNetwork())
                    && back.state().orElse(Peering.State.CONNECTED) == Peering.State.CONNECTED);
  }

  static List<Prefix> remote(Topology topology, Peering link) {
    return link.remoteAddressSpace()
        .orElseGet(
            () -> topology.find(link.remote(), VirtualNetwork.class).orElseThrow().addressSpace());
  }
}
