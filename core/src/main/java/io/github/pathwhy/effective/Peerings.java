package io.github.pathwhy.effective;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Prefix;
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

  /** The link of a network to another one. */
  public static Optional<Peering> reverse(VirtualNetwork remote, ResourceId local) {
    for (Peering link : remote.peerings()) {
      if (link.remote().equals(local)) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /// The prefixes behind a link: what the link itself records, else the current address space of
  /// the remote network.
  static List<Prefix> remotePrefixes(Topology topology, Peering link) {
    return link.remoteAddressSpace()
        .or(() ->
            topology.find(link.remote(), VirtualNetwork.class).map(VirtualNetwork::addressSpace))
        .orElse(List.of());
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
