package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PrefixTable;
import java.util.List;
import java.util.Optional;

/// The routes in force in one subnet, with longest-prefix match over the active ones
/// (`virtual-network/virtual-networks-udr-overview`). Service tags of user routes and service
/// endpoints may be unknown: a public destination may belong to them.
public final class EffectiveRoutes {
  private final List<EffectiveRoute> rows;
  private final List<String> unknownTags;
  private final List<String> unknownEndpoints;
  private final List<Missing> unknownRoutes;
  private final Optional<ResourceId> missingTable;
  private final Optional<TaggedRoutes> tagged;
  private final PrefixTable<EffectiveRoute> active = new PrefixTable<>();

  EffectiveRoutes(
      List<EffectiveRoute> rows,
      List<String> unknownTags,
      List<String> unknownEndpoints,
      List<Missing> unknownRoutes,
      Optional<ResourceId> missingTable) {
    this(rows, unknownTags, unknownEndpoints, unknownRoutes, missingTable, Optional.empty());
  }

  private EffectiveRoutes(
      List<EffectiveRoute> rows,
      List<String> unknownTags,
      List<String> unknownEndpoints,
      List<Missing> unknownRoutes,
      Optional<ResourceId> missingTable,
      Optional<TaggedRoutes> tagged) {
    this.missingTable = missingTable;
    this.tagged = tagged;
    this.rows = List.copyOf(rows);
    this.unknownTags = List.copyOf(unknownTags);
    this.unknownEndpoints = List.copyOf(unknownEndpoints);
    this.unknownRoutes = List.copyOf(unknownRoutes);
    for (EffectiveRoute row : rows) {
      if (row.active()) {
        active.put(row.prefix(), row);
      }
    }
  }

  /** The same routes, and those by service tag that only some destinations need. */
  EffectiveRoutes with(TaggedRoutes more) {
    return new EffectiveRoutes(
        rows, unknownTags, unknownEndpoints, unknownRoutes, missingTable, Optional.of(more));
  }

  /** All rows, the overridden ones included. */
  public List<EffectiveRoute> rows() {
    return tagged.map(more -> more.all().rows).orElse(rows);
  }

  /** The rows for which no tag has to be looked up. */
  List<EffectiveRoute> ownRows() {
    return rows;
  }

  /** The table to look a destination up in. */
  private EffectiveRoutes covering(IpAddress destination) {
    return tagged.isPresent() && AddressSpaces.mayBelongToAzure(destination)
        ? tagged.get().covering(destination)
        : this;
  }

  /** The route that a packet to this address takes. */
  public Optional<EffectiveRoute> select(IpAddress destination) {
    return covering(destination).longest(destination);
  }

  private Optional<EffectiveRoute> longest(IpAddress destination) {
    Optional<EffectiveRoute> longest = active.longestPrefixMatch(destination);
    if (longest.isPresent()
        && longest.get().source() == EffectiveRoute.Source.VIRTUAL_NETWORK_GATEWAY) {
      return Optional.of(preferredOverLearned(destination, longest.get()));
    }
    return longest;
  }

  /** The route table that is attached to the subnet but not in the input. */
  public Optional<ResourceId> missingTable() {
    return missingTable;
  }

  /** What is not known of user routes that may cover any destination. */
  public List<Missing> unknownRoutes() {
    return unknownRoutes;
  }

  /** The tags of service endpoints that may hold a public destination, but are not known. */
  public List<String> unknownEndpoints(IpAddress destination) {
    List<String> unknown = covering(destination).unknownEndpoints;
    return unknown.isEmpty() || AddressSpaces.mayBelongToAzure(destination) ? unknown : List.of();
  }

  /** The tags of user routes that may hold a public destination, but are not known. */
  public List<String> unknownTags(IpAddress destination) {
    List<String> unknown = covering(destination).unknownTags;
    return unknown.isEmpty() || AddressSpaces.mayBelongToAzure(destination) ? unknown : List.of();
  }

  /// System routes of the virtual network, of peerings and of service endpoints win even over more
  /// specific learned routes.
  private EffectiveRoute preferredOverLearned(IpAddress destination, EffectiveRoute learned) {
    EffectiveRoute best = learned;
    for (EffectiveRoute row : active.matches(destination)) {
      boolean preferred =
          switch (row.nextHop()) {
            case NextHop.VnetLocal _,
                NextHop.VirtualNetworkPeering _,
                NextHop.InterfaceEndpoint _,
                NextHop.ServiceEndpoint _ ->
                row.source() == EffectiveRoute.Source.DEFAULT;
            case NextHop.VirtualAppliance _,
                NextHop.VirtualNetworkGateway _,
                NextHop.Internet _,
                NextHop.None _,
                NextHop.Unknown _ ->
                false;
          };
      if (preferred) {
        best = row;
      }
    }
    return best;
  }
}
