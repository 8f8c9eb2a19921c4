package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The meaning of address terms in one subnet; the sets of its tags are computed once. */
final class SubnetScope extends AddressScope {
  private final Topology topology;
  private final ServiceTags tags;
  private final Subnet subnet;
  private final List<AddressMatcher> virtualNetwork = new ArrayList<>(2);
  private final List<AddressMatcher> internet;

  SubnetScope(Topology topology, ServiceTags tags, LearnedRoutes learned, Subnet subnet) {
    super(tags);
    this.topology = topology;
    this.tags = tags;
    this.subnet = subnet;
    VirtualNetwork network =
        topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    openVirtualNetworkTag(network)
        .map(AddressMatcher.UnknownGroup::new)
        .ifPresent(virtualNetwork::add);
    List<Peering> open = Peerings.open(topology, network);
    if (!open.isEmpty()) {
      virtualNetwork.add(
          new AddressMatcher.LookedUp(address ->
              Peerings.mayLead(open, network, address).isPresent() ? Match.UNKNOWN : Match.NO));
    }
    virtualNetwork.add(new AddressMatcher.OneOf(virtualNetworkTag(network, learned)));
    routedTags().forEach(tag -> virtualNetwork.add(new AddressMatcher.ServiceTag(tag, tags)));
    this.internet =
        List.of(new AddressMatcher.PublicInternet(PrefixSet.of(network.addressSpace())));
  }

  @Override
  List<AddressMatcher> special(AddressTerm term) {
    return switch (term) {
      // Azure reads 0.0.0.0/0 in a rule as any address of both families.
      case AddressTerm.Block(Prefix prefix) ->
          prefix.equals(Prefix.ALL_V4) ? List.of(new AddressMatcher.Everything()) : List.of();
      case AddressTerm.Tag(String name) ->
          switch (name.toLowerCase(Locale.ROOT)) {
            case "virtualnetwork" -> virtualNetwork;
            case "internet" -> internet;
            default -> List.of();
          };
      case AddressTerm.Group(ResourceId group) -> List.of(members(group));
      case AddressTerm.Any _, AddressTerm.Unknown _ -> List.of();
    };
  }

  /// The addresses that the tag `VirtualNetwork` stands for in a subnet: the network's own space,
  /// that of peered networks that the link gives access to, the wire server, the prefixes of the
  /// subnet's user routes, and what gateways have learned
  /// (`virtual-network/service-tags-overview`).
  private PrefixSet virtualNetworkTag(VirtualNetwork network, LearnedRoutes learned) {
    List<Prefix> prefixes = new ArrayList<>(network.addressSpace());
    for (Peering link : network.peerings()) {
      if (link.allowVirtualNetworkAccess() && Peerings.isUsable(topology, link)) {
        prefixes.addAll(Peerings.remotePrefixes(topology, link));
      }
    }
    prefixes.addAll(learned.prefixes(network));
    prefixes.add(Prefix.host(AddressSpaces.WIRE_SERVER));
    table().ifPresent(table -> table.routes().forEach(route -> prefixes.addAll(prefixesOf(route))));
    return PrefixSet.of(prefixes);
  }

  /** What of that tag the input leaves open: address spaces, or the prefixes of user routes. */
  private Optional<String> openVirtualNetworkTag(VirtualNetwork network) {
    for (RouteTable.Route route : table().map(RouteTable::routes).orElse(List.of())) {
      if (route.destination() instanceof RouteTable.Destination.Unknown(String missing)) {
        return Optional.of(missing);
      }
    }
    Gaps gaps = topology.gaps();
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    List<Gap> open = new ArrayList<>(gaps.at(network.id(), Role.PREFIXES));
    for (Peering link : network.peerings()) {
      open.addAll(gaps.at(link.id(), Role.PREFIXES));
      open.addAll(gaps.at(link.remote(), Role.PREFIXES));
    }
    return open.stream().filter(Gap::decides).findFirst().map(Gap::value);
  }

  private Optional<RouteTable> table() {
    return subnet.routeTable().flatMap(id -> topology.find(id, RouteTable.class));
  }

  private List<Prefix> prefixesOf(RouteTable.Route route) {
    return switch (route.destination()) {
      case RouteTable.Destination.Block(Prefix prefix) -> List.of(prefix);
      case RouteTable.Destination.Tag(String tag) ->
          tags.own(tag).map(PrefixSet::prefixes).orElse(List.of());
      case RouteTable.Destination.Unknown _ -> List.of();
    };
  }

  /** The tags of user routes that are looked up only for an address that may be theirs. */
  private List<String> routedTags() {
    List<String> found = new ArrayList<>(0);
    for (RouteTable.Route route : table().map(RouteTable::routes).orElse(List.of())) {
      if (route.destination() instanceof RouteTable.Destination.Tag(String tag)
          && tags.own(tag).isEmpty()) {
        found.add(tag);
      }
    }
    return found;
  }

  /** Only members in the same virtual network count (`application-security-groups`). */
  private AddressMatcher members(ResourceId group) {
    List<Prefix> addresses = new ArrayList<>();
    for (NetworkInterface nic : topology.all(NetworkInterface.class)) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        if (configuration.applicationSecurityGroups().contains(group)
            && isInNetwork(configuration.subnet())) {
          addresses.add(configuration.addresses());
        }
      }
    }
    return new AddressMatcher.OneOf(PrefixSet.of(addresses));
  }

  private boolean isInNetwork(ResourceId other) {
    return topology
        .find(other, Subnet.class)
        .filter(found -> found.virtualNetwork().equals(subnet.virtualNetwork()))
        .isPresent();
  }
}
