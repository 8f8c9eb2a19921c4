package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What of a network's gaps a packet meets: each place where something is decided says which
/// resources it looks at, and in which role. Nothing is met where the network has no gaps.
final class Encounters {
  private static final int DNS_PORT = 53;
  private static final PortRange SQL = new PortRange(1433, 1433);
  private static final PortRange SQL_REDIRECTED = new PortRange(11000, 11999);

  private final EffectiveNetwork network;
  private final Gaps gaps;
  private final boolean none;

  Encounters(EffectiveNetwork network) {
    this.network = network;
    this.gaps = network.topology().gaps();
    this.none = gaps.isEmpty();
  }

  /** The packet meets a resource, or a part of one, in a role. */
  void at(Walk walk, Role role, ResourceId id) {
    if (!none) {
      walk.meet(role, gaps.at(id, role));
    }
  }

  /** The packet meets a resource with all its parts. */
  void within(Walk walk, Role role, ResourceId id) {
    if (!none) {
      walk.meet(role, gaps.within(id, role));
    }
  }

  /** An interface sends, receives or forwards. */
  void atInterface(Walk walk, EffectiveInterface at) {
    if (none) {
      return;
    }
    within(walk, Role.INTERFACE, at.nic().id());
    within(walk, Role.INTERFACE, at.ownerId());
    at.machine()
        .flatMap(VirtualMachine::scaleSet)
        .ifPresent(set -> within(walk, Role.INTERFACE, set));
    at(walk, Role.INTERFACE, at.subnet().id());
    at(walk, Role.INTERFACE, at.virtualNetwork().id());
  }

  /** The address of the flow's ends that the input leaves open. */
  Optional<Gap> openAddress(Node origin, Flow flow) {
    if (none) {
      return Optional.empty();
    }
    List<EffectiveInterface> ends = new ArrayList<>(network.owners(flow.destination()));
    if (origin instanceof Node.Interface(EffectiveInterface at)) {
      ends.add(at);
    }
    for (EffectiveInterface end : ends) {
      for (IpConfiguration configuration : end.nic().ipConfigurations()) {
        for (Gap gap : gaps.at(configuration.id(), Role.INTERFACE)) {
          if (gap.kind() == Gap.Kind.OPEN) {
            return Optional.of(gap);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A bastion opens a connection; its own network rules are about those who come to it. */
  void atBastion(Walk walk, ResourceId bastion) {
    if (!none) {
      List<Gap> found = new ArrayList<>(gaps.within(bastion, Role.BASTION));
      found.removeIf(gap -> gap.isUnder("networkAcls"));
      walk.meet(Role.BASTION, found);
    }
  }

  /** Security rules are asked at an interface. */
  void atFilter(Walk walk, EffectiveInterface at) {
    if (none) {
      return;
    }
    at(walk, Role.ADMIN_RULE, at.subnet().id());
    at(walk, Role.ADMIN_RULE, at.virtualNetwork().id());
    for (Gap gap : gaps.all(Role.ADMIN_RULE)) {
      if (isOfManagerAt(gap, at)) {
        walk.meet(Role.ADMIN_RULE, List.of(gap));
      }
    }
    at.subnet().securityGroup().ifPresent(group -> atGroup(walk, group));
    at.nic().securityGroup().ifPresent(group -> atGroup(walk, group));
    at(walk, Role.GROUP_RULE, at.subnet().id());
    at(walk, Role.GROUP_RULE, at.nic().id());
    at(walk, Role.GROUP_RULE, at.ownerId());
  }

  /** A security group, with the application groups that its rules name. */
  private void atGroup(Walk walk, ResourceId id) {
    at(walk, Role.GROUP_RULE, id);
    Optional<SecurityGroup> group = network.topology().find(id, SecurityGroup.class);
    for (SecurityRule rule : group.map(SecurityGroup::rules).orElse(List.of())) {
      for (List<AddressTerm> end : List.of(rule.traffic().source(), rule.traffic().destination())) {
        for (AddressTerm term : end) {
          if (term instanceof AddressTerm.Group(ResourceId named)) {
            at(walk, Role.GROUP_RULE, named);
          }
        }
      }
    }
  }

  /// Whether a manager may have rules at an interface, of which nothing is said: it is in no input,
  /// or one of its groups has the network.
  private boolean isOfManagerAt(Gap gap, EffectiveInterface at) {
    Optional<NetworkManager> manager = Optional.empty();
    for (NetworkManager each : network.topology().all(NetworkManager.class)) {
      if (gap.of().isWithin(each.id())) {
        manager = Optional.of(each);
      }
    }
    return manager
        .map(known ->
            known.groups().stream()
                .anyMatch(group ->
                    group.conditional()
                        || group.members().contains(at.virtualNetwork().id())
                        || group.members().contains(at.subnet().id())))
        .orElseGet(() ->
            network.topology().all(VirtualNetwork.class).stream()
                .noneMatch(each -> gap.of().isWithin(each.id())));
  }

  /** A route is chosen for a packet that leaves an interface. */
  void atRoute(Walk walk, EffectiveInterface at, Optional<EffectiveRoute> route, boolean deadEnd) {
    if (none) {
      return;
    }
    IpAddress destination = walk.flow().destination();
    boolean toService =
        route.filter(chosen -> chosen.nextHop() instanceof NextHop.ServiceEndpoint).isPresent();
    List<Gap> ofSubnet = new ArrayList<>(gaps.at(at.subnet().id(), Role.SUBNET_ROUTE));
    // Policies of service endpoints say which services these lead to.
    ofSubnet.removeIf(gap -> !toService && gap.isUnder("serviceEndpointPolicies"));
    walk.meet(Role.SUBNET_ROUTE, withoutOtherRules(ofSubnet, destination));
    walk.meet(
        Role.SUBNET_ROUTE,
        withoutOtherRules(gaps.at(at.virtualNetwork().id(), Role.SUBNET_ROUTE), destination));
    at.subnet()
        .routeTable()
        .ifPresent(table -> {
          at(walk, Role.SUBNET_ROUTE, table);
          atRoutes(walk, table, destination);
        });
    if (isOfNetworkItself(route)) {
      return;
    }
    at.subnet().routeTable().ifPresent(table -> atSwitches(walk, table, at, destination));
    for (Peering link : at.virtualNetwork().peerings()) {
      if (mayLeadTo(link, destination)) {
        at(walk, Role.PEERING, link.id());
      }
    }
    atConfigurations(walk, at, destination);
    List<ResourceId> sources = network.learned().sources(at.virtualNetwork(), destination);
    if (!sources.isEmpty()) {
      at(walk, Role.LEARNED_ROUTES, at.virtualNetwork().id());
    }
    for (ResourceId source : sources) {
      within(walk, Role.LEARNED_ROUTES, source);
      if (deadEnd) {
        within(walk, Role.PREFIXES, source);
        walk.meet(Role.LEARNED_ROUTES, naming(gaps.within(source), destination));
      }
    }
    if (deadEnd) {
      network
          .hubs()
          .membership(at.virtualNetwork())
          .ifPresent(membership ->
              walk.meet(
                  Role.LEARNED_ROUTES, naming(gaps.within(membership.hub().id()), destination)));
      within(walk, Role.PREFIXES, at.virtualNetwork().id());
      for (Peering link : at.virtualNetwork().peerings()) {
        within(walk, Role.PREFIXES, link.remote());
        at(walk, Role.PREFIXES, link.id());
      }
    }
  }

  /// The gaps without those of managed routing rules for other destinations, and of collections
  /// that have only such rules.
  private static List<Gap> withoutOtherRules(List<Gap> found, IpAddress destination) {
    Set<ResourceId> elsewhere = new HashSet<>(0);
    Set<ResourceId> here = new HashSet<>(0);
    for (Gap gap : found) {
      if (isOf(gap, "/routingconfigurations/") && isOf(gap, "/rules/")) {
        boolean misses =
            gap.property().equalsIgnoreCase("destination.destinationAddress")
                && Prefix.parse(gap.value())
                    .filter(prefix -> !prefix.contains(destination))
                    .isPresent();
        (misses ? elsewhere : here).add(gap.of());
      }
    }
    if (elsewhere.isEmpty()) {
      return found;
    }
    here.removeAll(elsewhere);
    List<Gap> kept = new ArrayList<>(found);
    kept.removeIf(gap ->
        elsewhere.contains(gap.of())
            || (gap.isUnder("appliesTo")
                && elsewhere.stream().anyMatch(rule -> rule.isWithin(gap.of()))
                && here.stream().noneMatch(rule -> rule.isWithin(gap.of()))));
    return kept;
  }

  private static boolean isOf(Gap gap, String part) {
    return gap.of().toString().toLowerCase(Locale.ROOT).contains(part);
  }

  /** The gaps whose value is a prefix with the address, whatever it is the prefix of. */
  private static List<Gap> naming(List<Gap> gaps, IpAddress address) {
    List<Gap> found = new ArrayList<>(gaps);
    found.removeIf(
        gap -> Prefix.parse(gap.value()).filter(prefix -> prefix.contains(address)).isEmpty());
    return found;
  }

  /** System routes of a network win over what others announce or peer. */
  private static boolean isOfNetworkItself(Optional<EffectiveRoute> route) {
    return route.isPresent()
        && switch (route.get().nextHop()) {
          case NextHop.VnetLocal _, NextHop.InterfaceEndpoint _, NextHop.ServiceEndpoint _ -> true;
          case NextHop.VirtualAppliance _,
              NextHop.VirtualNetworkGateway _,
              NextHop.VirtualNetworkPeering _,
              NextHop.Internet _,
              NextHop.None _,
              NextHop.Unknown _ ->
              false;
        };
  }

  /** The routes of a table that may cover the destination. */
  private void atRoutes(Walk walk, ResourceId table, IpAddress destination) {
    for (Gap gap : gaps.within(table, Role.SUBNET_ROUTE)) {
      boolean elsewhere =
          network
              .topology()
              .find(table, RouteTable.class)
              .map(RouteTable::routes)
              .orElse(List.of())
              .stream()
              .filter(route -> gap.of().equals(table.child("routes", route.name())))
              .anyMatch(route ->
                  route.destination() instanceof RouteTable.Destination.Block(Prefix prefix)
                      && !prefix.contains(destination));
      if (!elsewhere) {
        walk.meet(Role.SUBNET_ROUTE, List.of(gap));
      }
    }
  }

  /** What keeps routes of others out of a subnet. */
  private void atSwitches(
      Walk walk, ResourceId table, EffectiveInterface at, IpAddress destination) {
    if (!network.learned().sources(at.virtualNetwork(), destination).isEmpty()) {
      at(walk, Role.LEARNED_ROUTES, table);
    }
    for (Peering link : at.virtualNetwork().peerings()) {
      if (mayLeadTo(link, destination)) {
        at(walk, Role.PEERING, table);
      }
    }
  }

  private boolean mayLeadTo(Peering link, IpAddress destination) {
    List<Prefix> remote = Peerings.remotePrefixes(network.topology(), link);
    return remote.isEmpty() || remote.stream().anyMatch(prefix -> prefix.contains(destination));
  }

  /** Configurations that connect the network with one that has the destination. */
  private void atConfigurations(Walk walk, EffectiveInterface at, IpAddress destination) {
    List<Gap> own = gaps.at(at.virtualNetwork().id(), Role.PEERING);
    if (own.isEmpty()) {
      return;
    }
    List<Gap> common = new ArrayList<>(0);
    for (VirtualNetwork other : network.topology().all(VirtualNetwork.class)) {
      if (other.contains(destination) && !other.id().equals(at.virtualNetwork().id())) {
        List<Gap> theirs = gaps.at(other.id(), Role.PEERING);
        own.stream().filter(theirs::contains).forEach(common::add);
      }
    }
    walk.meet(Role.PEERING, common);
  }

  /** A flow leaves to the internet. */
  void atWayOut(Walk walk, EffectiveInterface at) {
    if (none) {
      return;
    }
    at(walk, Role.WAY_OUT, at.subnet().id());
    at(walk, Role.WAY_OUT, at.virtualNetwork().id());
    at(walk, Role.WAY_OUT, at.ownerId());
    within(walk, Role.WAY_OUT, at.nic().id());
    at.subnet().natGateway().ifPresent(gateway -> atNatGateway(walk, gateway));
    for (IpConfiguration configuration : at.nic().ipConfigurations()) {
      at(walk, Role.LOAD_BALANCER, configuration.id());
      configuration.publicIpAddress().ifPresent(id -> at(walk, Role.PUBLIC_ADDRESS, id));
      for (ResourceId pool : configuration.pools()) {
        within(walk, Role.WAY_OUT, pool.parent());
      }
    }
  }

  /** A NAT gateway, with the addresses and prefixes that it translates to. */
  private void atNatGateway(Walk walk, ResourceId id) {
    List<Gap> found = new ArrayList<>(gaps.within(id, Role.WAY_OUT));
    if (walk.flow().version() == IpVersion.V4) {
      found.removeIf(
          gap -> gap.isUnder("publicIpAddressesV6") || gap.isUnder("publicIpPrefixesV6"));
    }
    walk.meet(Role.WAY_OUT, found);
    Optional<NatGateway> gateway = network.topology().find(id, NatGateway.class);
    if (gateway.isPresent()) {
      gateway.get().publicIpPrefixes().forEach(prefix -> at(walk, Role.WAY_OUT, prefix));
    }
  }

  /// The connection of a network with a hub, by which a packet comes or goes, by a static route of
  /// the connection or without.
  void atConnection(Walk walk, ResourceId connection, boolean isStatic) {
    if (none) {
      return;
    }
    for (Role role : List.of(Role.HUB_TRANSIT, Role.LEARNED_ROUTES)) {
      List<Gap> found = new ArrayList<>(gaps.within(connection, role));
      found.removeIf(gap -> !isStatic && gap.property().endsWith("propagateStaticRoutes"));
      walk.meet(role, found);
    }
  }

  /** The tables that hubs had before they had several. */
  void atOldTables(Walk walk, ResourceId hub) {
    if (!none) {
      List<Gap> found = new ArrayList<>(gaps.within(hub, Role.HUB_TRANSIT));
      found.removeIf(gap -> !gap.of().toString().contains("/virtualHubRouteTableV2s/"));
      walk.meet(Role.HUB_TRANSIT, found);
    }
  }

  /// The settings of a firewall, or of a policy of one, for a packet that came for one of its own
  /// addresses or that passes through.
  void atFirewall(Walk walk, ResourceId holder, boolean forItself) {
    if (none) {
      return;
    }
    int port = walk.flow().destinationPort();
    List<Gap> found = new ArrayList<>(gaps.within(holder, Role.FIREWALL));
    found.removeIf(gap ->
        (isProxy(gap) && !forItself)
            || (gap.isUnder("dnsSettings") && port != DNS_PORT)
            || gap.isUnder("threatIntelWhitelist")
            || isTranslation(gap));
    walk.meet(Role.FIREWALL, found);
  }

  /** What the source of a packet becomes that a firewall lets pass: it counts after the rules. */
  void atTranslation(Walk walk, ResourceId holder) {
    if (!none) {
      List<Gap> found = new ArrayList<>(gaps.within(holder, Role.FIREWALL));
      found.removeIf(gap -> !isTranslation(gap));
      walk.meet(Role.FIREWALL, found);
    }
  }

  private static boolean isProxy(Gap gap) {
    return gap.isUnder("explicitProxy") || gap.isUnder("explicitProxySettings");
  }

  private static boolean isTranslation(Gap gap) {
    return gap.isUnder("snat") || gap.isUnder("additionalProperties");
  }

  /** Nothing that is modelled has an address of a network. */
  void atUnowned(Walk walk, VirtualNetwork within, IpAddress address) {
    if (none) {
      return;
    }
    Optional<Subnet> subnet = within.subnetOf(address);
    for (Role role :
        List.of(Role.ADDRESS_OWNER, Role.APPLIANCE, Role.PRIVATE_ENDPOINT, Role.INTERFACE)) {
      at(walk, role, within.id());
      subnet.ifPresent(found -> within(walk, role, found.id()));
    }
    if (subnet.isEmpty()) {
      within(walk, Role.PREFIXES, within.id());
    }
  }

  /** What holds the rules of a firewall; the rules themselves are asked one by one. */
  void atRuleHolders(Walk walk, ResourceId holder) {
    if (none) {
      return;
    }
    List<Gap> found = new ArrayList<>(gaps.within(holder, Role.FIREWALL_RULE));
    int port = walk.flow().destinationPort();
    found.removeIf(gap ->
        gap.role().isEmpty()
            || isAskedAsRule(gap.of())
            || (gap.isUnder("sql") && !SQL.contains(port) && !SQL_REDIRECTED.contains(port)));
    walk.meet(Role.FIREWALL_RULE, found);
  }

  /** Whether this is a rule; those of groups under their old name are in no list of rules. */
  private static boolean isAskedAsRule(ResourceId id) {
    ResourceId holder = id.parent();
    return holder.child("rules", id.name()).equals(id)
        && !holder.parent().child("ruleGroups", holder.name()).equals(holder);
  }

  /// Whether something that is not modelled has a public address.
  boolean isTaken(Walk walk, ResourceId publicIpAddress) {
    List<Gap> others =
        gaps.at(publicIpAddress).stream()
            .filter(gap -> gap.decides() && !gap.of().isWithin(publicIpAddress))
            .toList();
    walk.meet(Role.PUBLIC_ADDRESS, others);
    return !others.isEmpty();
  }
}
