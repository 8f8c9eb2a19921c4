package io.github.pathwhy.effective;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.effective.rules.AdminRules;
import io.github.pathwhy.effective.rules.DefaultRules;
import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.effective.rules.RuleMatcher;
import io.github.pathwhy.effective.rules.SecurityStage;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Resolves the tags and groups of security rules as one subnet sees them. */
final class RuleCompiler {
  private final Topology topology;
  private final ServiceTags tags;
  private final LearnedRoutes learned;
  private final AdminRules adminRules;

  RuleCompiler(Topology topology, ServiceTags tags, LearnedRoutes learned) {
    this.topology = topology;
    this.tags = tags;
    this.learned = learned;
    this.adminRules = new AdminRules(topology);
  }

  /// The stages at an interface, in the order of the direction: admin rules, then the groups of the
  /// subnet and of the interface, unless those do not apply.
  EffectiveSecurityRules rules(EffectiveInterface at, boolean filtered, Direction direction) {
    Subnet subnet = at.subnet();
    List<SecurityStage> stages = new ArrayList<>(2);
    adminStage(subnet, direction).ifPresent(stages::add);
    if (filtered) {
      Optional<SecurityStage> atSubnet =
          subnet.securityGroup().map(group -> stage(group, subnet.id(), subnet, direction));
      Optional<SecurityStage> atInterface =
          at.nic().securityGroup().map(group -> stage(group, at.nic().id(), subnet, direction));
      switch (direction) {
        case INBOUND -> {
          atSubnet.ifPresent(stages::add);
          atInterface.ifPresent(stages::add);
        }
        case OUTBOUND -> {
          atInterface.ifPresent(stages::add);
          atSubnet.ifPresent(stages::add);
        }
      }
    }
    return new EffectiveSecurityRules(direction, stages);
  }

  private Optional<SecurityStage> adminStage(Subnet subnet, Direction direction) {
    List<AdminRules.Applied> applied = adminRules.of(subnet, direction);
    if (applied.isEmpty()) {
      return Optional.empty();
    }
    Scope scope = new Scope(subnet);
    List<SecurityStage.AdminMatcher> matchers = new ArrayList<>(applied.size());
    for (AdminRules.Applied each : applied) {
      SecurityRule rule = each.rule().match();
      matchers.add(
          new SecurityStage.AdminMatcher(
              new RuleMatcher(
                  rule, scope.compile(rule.source()), scope.compile(rule.destination())),
              each.rule().terminal(),
              each.certain()));
    }
    return Optional.of(
        new SecurityStage.Admin(applied.getFirst().manager(), subnet.virtualNetwork(), matchers));
  }

  private SecurityStage stage(
      ResourceId id, ResourceId attachedTo, Subnet subnet, Direction direction) {
    Optional<SecurityGroup> group = topology.find(id, SecurityGroup.class);
    if (group.isEmpty()) {
      return new SecurityStage.Absent(id, attachedTo);
    }
    List<SecurityRule> ordered = new ArrayList<>();
    for (SecurityRule rule : group.get().rules()) {
      if (rule.direction() == direction) {
        ordered.add(rule);
      }
    }
    ordered.sort((one, other) -> Integer.compare(one.priority(), other.priority()));
    ordered.addAll(DefaultRules.of(id, direction));
    List<RuleMatcher> matchers = new ArrayList<>(ordered.size());
    Scope scope = new Scope(subnet);
    for (SecurityRule rule : ordered) {
      matchers.add(
          new RuleMatcher(rule, scope.compile(rule.source()), scope.compile(rule.destination())));
    }
    return new SecurityStage.Group(group.get(), attachedTo, matchers);
  }

  /** The meaning of address terms in a subnet. */
  List<AddressMatcher> compile(Subnet subnet, List<AddressTerm> terms) {
    return new Scope(subnet).compile(terms);
  }

  /// The addresses that the tag `VirtualNetwork` stands for in a subnet: the network's own space,
  /// that of peered networks that the link gives access to, the wire server, and the prefixes of
  /// the subnet's user routes, and what gateways have learned
  /// (`virtual-network/service-tags-overview`).
  PrefixSet virtualNetworkTag(Subnet subnet) {
    VirtualNetwork network =
        topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    List<Prefix> prefixes = new ArrayList<>(network.addressSpace());
    for (Peering link : network.peerings()) {
      if (link.allowVirtualNetworkAccess() && Peerings.isUsable(topology, link)) {
        prefixes.addAll(Peerings.remotePrefixes(topology, link));
      }
    }
    prefixes.addAll(learned.prefixes(network));
    prefixes.add(Prefix.host(AddressSpaces.WIRE_SERVER));
    subnet
        .routeTable()
        .flatMap(id -> topology.find(id, RouteTable.class))
        .ifPresent(table -> table.routes().forEach(route -> prefixes.addAll(prefixesOf(route))));
    return PrefixSet.of(prefixes);
  }

  /** What of that tag the input leaves open: address spaces, or the prefixes of user routes. */
  private Optional<String> openVirtualNetworkTag(Subnet subnet) {
    Optional<RouteTable> table =
        subnet.routeTable().flatMap(id -> topology.find(id, RouteTable.class));
    for (RouteTable.Route route : table.map(RouteTable::routes).orElse(List.of())) {
      if (route.destination() instanceof RouteTable.Destination.Unknown(String missing)) {
        return Optional.of(missing);
      }
    }
    if (!topology.hasGaps()) {
      return Optional.empty();
    }
    VirtualNetwork network =
        topology.find(subnet.virtualNetwork(), VirtualNetwork.class).orElseThrow();
    List<Gap> open = new ArrayList<>(topology.gaps(network.id()));
    for (Peering link : network.peerings()) {
      open.addAll(topology.gaps(link.id()));
      open.addAll(topology.gaps(link.remote()));
    }
    return open.stream().filter(Gap::mayHideAddresses).findFirst().map(Gap::missing);
  }

  private List<Prefix> prefixesOf(RouteTable.Route route) {
    return switch (route.destination()) {
      case RouteTable.Destination.Block(Prefix prefix) -> List.of(prefix);
      case RouteTable.Destination.Tag(String tag) ->
          tags.expand(tag).map(PrefixSet::prefixes).orElse(List.of());
      case RouteTable.Destination.Unknown _ -> List.of();
    };
  }

  /** The meaning of address terms in one subnet; the tag sets are computed once. */
  private final class Scope {
    private final Subnet subnet;
    private final AddressMatcher virtualNetwork;
    private final Optional<AddressMatcher> restOfVirtualNetwork;
    private final AddressMatcher internet;

    Scope(Subnet subnet) {
      this.subnet = subnet;
      this.virtualNetwork = new AddressMatcher.OneOf(virtualNetworkTag(subnet));
      this.restOfVirtualNetwork =
          openVirtualNetworkTag(subnet).map(AddressMatcher.UnknownGroup::new);
      this.internet =
          new AddressMatcher.PublicInternet(
              PrefixSet.of(
                  topology
                      .find(subnet.virtualNetwork(), VirtualNetwork.class)
                      .orElseThrow()
                      .addressSpace()));
    }

    List<AddressMatcher> compile(List<AddressTerm> terms) {
      List<AddressMatcher> matchers = new ArrayList<>(terms.size());
      for (AddressTerm term : terms) {
        if (term instanceof AddressTerm.Tag(String name)
            && name.equalsIgnoreCase("VirtualNetwork")
            && tags.own(name).isEmpty()) {
          restOfVirtualNetwork.ifPresent(matchers::add);
        }
        matchers.add(
            switch (term) {
              case AddressTerm.Any _ -> new AddressMatcher.Everything();
              case AddressTerm.Block(Prefix prefix) -> block(prefix);
              case AddressTerm.Tag(String name) -> tag(name);
              case AddressTerm.Group(ResourceId group) -> members(group);
              case AddressTerm.Unknown(String missing) -> new AddressMatcher.UnknownGroup(missing);
            });
      }
      return matchers;
    }

    /** Azure reads 0.0.0.0/0 in a rule as any address of both families. */
    private AddressMatcher block(Prefix prefix) {
      return prefix.equals(Prefix.ALL_V4)
          ? new AddressMatcher.Everything()
          : new AddressMatcher.Block(prefix);
    }

    private AddressMatcher tag(String name) {
      Optional<PrefixSet> own = tags.own(name);
      if (own.isPresent()) {
        return new AddressMatcher.OneOf(own.get());
      }
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "virtualnetwork" -> virtualNetwork;
        case "internet" -> internet;
        default ->
            name.indexOf('/') >= 0
                ? new AddressMatcher.UnknownGroup(name)
                : new AddressMatcher.ServiceTag(name, tags);
      };
    }

    /** Only members in the same virtual network count (`application-security-groups`). */
    private AddressMatcher members(ResourceId group) {
      List<Prefix> addresses = new ArrayList<>();
      for (NetworkInterface nic : topology.all(NetworkInterface.class)) {
        for (IpConfiguration configuration : nic.ipConfigurations()) {
          if (configuration.applicationSecurityGroups().contains(group)
              && isInNetwork(configuration.subnet())) {
            addresses.add(Prefix.host(configuration.privateAddress()));
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
}
