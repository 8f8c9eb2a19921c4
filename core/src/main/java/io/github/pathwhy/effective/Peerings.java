package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which peering links carry traffic. Both links of a peering must exist and be connected
/// (`virtual-network/virtual-network-manage-peering`); a link whose remote network is not in the
/// topology is judged by its own state alone.
public final class Peerings {
  private Peerings() {}

  /** Whether traffic and routes use the link. */
  public static boolean isUsable(Topology topology, Peering link) {
    if (link.state().isPresent() && link.state().get() != Peering.State.CONNECTED) {
      return false;
    }
    Optional<VirtualNetwork> remote = topology.find(link.remote(), VirtualNetwork.class);
    if (remote.isEmpty()) {
      return link.state().isPresent();
    }
    Optional<Peering> back = reverse(remote.get(), link.virtualNetwork());
    return back.isPresent()
        && back.get().state().map(state -> state == Peering.State.CONNECTED).orElse(true);
  }

  /// A link that may lead to an address: its remote network is in no input, and neither the state
  /// nor the recorded address space says that it does not. Networks are taken to have private
  /// addresses.
  static Optional<Peering> mayLead(List<Peering> open, VirtualNetwork network, IpAddress address) {
    if (open.isEmpty() || network.contains(address)) {
      return Optional.empty();
    }
    for (Peering link : open) {
      if (link.remoteAddressSpace()
          .map(space -> space.stream().anyMatch(prefix -> prefix.contains(address)))
          .orElse(!AddressSpaces.isPublic(address))) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** The links of a network of which it is not known what they lead to. */
  static List<Peering> open(Topology topology, VirtualNetwork network) {
    return network.peerings().stream().filter(link -> isOpen(topology, link)).toList();
  }

  /** Whether it is not known what a link leads to, or whether it leads anywhere. */
  private static boolean isOpen(Topology topology, Peering link) {
    boolean mayBeConnected =
        link.state().isEmpty() || link.state().get() == Peering.State.CONNECTED;
    boolean isKnown = link.state().isPresent() && link.remoteAddressSpace().isPresent();
    return mayBeConnected
        && !isKnown
        && topology.find(link.remote(), VirtualNetwork.class).isEmpty();
  }

  /** The link of a network to another one. */
  public static Optional<Peering> reverse(VirtualNetwork remote, ResourceId local) {
    for (Peering link : remote.peerings()) {
      if (link.remote().equals(local)) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /// The prefixes behind a link: the subnets of a subnet peering, else what the link itself
  /// records, else the current address space of the remote network.
  public static List<Prefix> remotePrefixes(Topology topology, Peering link) {
    Optional<VirtualNetwork> remote = topology.find(link.remote(), VirtualNetwork.class);
    if (link.scope().isPresent()) {
      return scopedPrefixes(link, link.scope().get(), remote);
    }
    return link.remoteAddressSpace()
        .or(() -> remote.map(VirtualNetwork::addressSpace))
        .orElse(List.of());
  }

  private static List<Prefix> scopedPrefixes(
      Peering link, Peering.Scope scope, Optional<VirtualNetwork> remote) {
    List<Prefix> prefixes = new ArrayList<>();
    if (remote.isPresent()) {
      for (Subnet subnet : remote.get().subnets()) {
        if (contains(scope.remoteSubnets(), subnet)) {
          prefixes.addAll(subnet.prefixes());
        }
      }
    } else {
      link.remoteAddressSpace().ifPresent(prefixes::addAll);
    }
    if (scope.onlyIpv6()) {
      prefixes.removeIf(prefix -> prefix.version() == IpVersion.V4);
    }
    return prefixes;
  }

  /** Whether a subnet takes part in a peering of its network; a link without a scope has all. */
  public static boolean covers(Peering link, Subnet local) {
    return link.scope().isEmpty() || contains(link.scope().get().localSubnets(), local);
  }

  private static boolean contains(List<String> names, Subnet subnet) {
    for (String name : names) {
      if (name.equalsIgnoreCase(subnet.id().name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the networks are known to be in different regions. */
  static boolean isGlobal(Topology topology, VirtualNetwork local, Peering link) {
    Optional<String> here = local.location();
    Optional<String> there =
        topology.find(link.remote(), VirtualNetwork.class).flatMap(VirtualNetwork::location);
    return here.isPresent() && there.isPresent() && !region(here.get()).equals(region(there.get()));
  }

  /** ARM accepts `West Europe` and `westeurope`. */
  private static String region(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
