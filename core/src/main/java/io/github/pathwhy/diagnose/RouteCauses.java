package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// Why no route leads from one network to an address: how the networks hang together says what the
/// missing route does not.
final class RouteCauses {
  private final EffectiveNetwork network;

  RouteCauses(EffectiveNetwork network) {
    this.network = network;
  }

  /** How two networks hang together, with what would join them. */
  record Relation(String words, Optional<SourcePosition> declaredAt, String change) {}

  /** The network that has the address, when only one does, and it is another one. */
  Optional<VirtualNetwork> networkOf(IpAddress address, VirtualNetwork besides) {
    List<VirtualNetwork> owners =
        network.owners(address).stream()
            .map(EffectiveInterface::virtualNetwork)
            .distinct()
            .toList();
    List<VirtualNetwork> found =
        owners.isEmpty()
            ? network.topology().all(VirtualNetwork.class).stream()
                .filter(each -> each.contains(address))
                .toList()
            : owners;
    return found.size() == 1 && !found.getFirst().id().equals(besides.id())
        ? Optional.of(found.getFirst())
        : Optional.empty();
  }

  /// Why a network has no route to another one.
  ///
  /// @param address the address of the other network that was asked for
  Relation between(VirtualNetwork from, VirtualNetwork to, IpAddress address) {
    Optional<Peering> link = link(from, to.id());
    Optional<Peering> back = link(to, from.id());
    if (link.isPresent()) {
      return overLink(link.get(), back, from, to, address);
    }
    if (back.isPresent()) {
      return new Relation(
          "peering "
              + back.get().name()
              + " of "
              + to.id().name()
              + " has no counterpart in "
              + from.id().name(),
          Optional.of(back.get().declaredAt()),
          "add a peering from " + from.id().name() + " to " + to.id().name());
    }
    return overThird(from, to)
        .orElseGet(() ->
            new Relation(
                "no peering joins them",
                Optional.of(from.declaredAt()),
                "peer " + from.id().name() + " with " + to.id().name()));
  }

  private static Relation overLink(
      Peering link,
      Optional<Peering> back,
      VirtualNetwork from,
      VirtualNetwork to,
      IpAddress address) {
    Optional<SourcePosition> at = Optional.of(link.declaredAt());
    Optional<Peering.State> state = link.state();
    if (back.isEmpty()) {
      return new Relation(
          "peering " + link.name() + " has no counterpart in " + to.id().name(),
          at,
          "add a peering from " + to.id().name() + " to " + from.id().name());
    }
    if (state.filter(is -> is != Peering.State.CONNECTED).isPresent()) {
      return new Relation(
          "peering " + link.name() + " is " + state.get().label(),
          at,
          "delete the peering at both ends and create it again");
    }
    if (link.remoteAddressSpace()
        .filter(space -> space.stream().noneMatch(prefix -> prefix.contains(address)))
        .isPresent()) {
      return new Relation(
          "the remoteAddressSpace of peering " + link.name() + " does not have " + address,
          at,
          "sync peering " + link.name() + " (az network vnet peering sync)");
    }
    return new Relation(
        "peering " + link.name() + " gives no route to " + address,
        at,
        "look at what peering " + link.name() + " connects");
  }

  /** A network that both are peered with. */
  private Optional<Relation> overThird(VirtualNetwork from, VirtualNetwork to) {
    for (Peering link : from.peerings()) {
      Optional<VirtualNetwork> third = network.topology().find(link.remote(), VirtualNetwork.class);
      boolean both =
          third.flatMap(each -> link(each, to.id())).isPresent()
              || link(to, link.remote()).isPresent();
      if (both) {
        String middle = link.remote().name();
        return Optional.of(
            new Relation(
                "both are peered with " + middle + ", but peering is not transitive",
                Optional.of(link.declaredAt()),
                "peer "
                    + from.id().name()
                    + " with "
                    + to.id().name()
                    + ", or lead both ways through an appliance in "
                    + middle));
      }
    }
    return Optional.empty();
  }

  private static Optional<Peering> link(VirtualNetwork from, ResourceId to) {
    return from.peerings().stream().filter(link -> link.remote().equals(to)).findFirst();
  }

  /** The change as a remedy. */
  static List<Remedy> remedies(Relation relation) {
    return List.of(new Remedy.Change(relation.change()));
  }
}
