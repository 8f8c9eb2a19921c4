package io.github.pathwhy.trace.meet;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.model.Gaps;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What of the gaps of a network a packet meets where a route is chosen for it: tables, what others
/// announce, links, and the prefixes that nobody knows.
public final class RouteEncounters {
  private final EffectiveNetwork network;
  private final Encounters encounters;
  private final Gaps gaps;

  /** Those of a network. */
  public RouteEncounters(EffectiveNetwork network, Encounters encounters) {
    this.network = network;
    this.encounters = encounters;
    this.gaps = network.topology().gaps();
  }

  /** A route is chosen for a packet that leaves an interface. */
  public void atRoute(
      Meeting walk, EffectiveInterface at, Optional<EffectiveRoute> route, boolean deadEnd) {
    if (encounters.isNone()) {
      return;
    }
    IpAddress destination = walk.flow().destination();
    Set<Condition> here = conditions(route);
    for (ResourceId place : List.of(at.subnet().id(), at.virtualNetwork().id())) {
      List<Gap> found = withoutOtherRules(gaps.at(place, Role.SUBNET_ROUTE), destination);
      Encounters.meet(walk, Role.SUBNET_ROUTE, found, here);
    }
    at.subnet()
        .routeTable()
        .ifPresent(table -> {
          encounters.at(walk, Role.SUBNET_ROUTE, table);
          atRoutes(walk, table, destination);
        });
    if (isOfNetworkItself(route)) {
      return;
    }
    at.subnet().routeTable().ifPresent(table -> atSwitches(walk, table, at, destination));
    for (Peering link : at.virtualNetwork().peerings()) {
      if (mayLeadTo(link, destination)) {
        encounters.at(walk, Role.PEERING, link.id());
      }
    }
    atConfigurations(walk, at, destination);
    List<ResourceId> sources = network.learned().sources(at.virtualNetwork(), destination);
    if (!sources.isEmpty()) {
      encounters.at(walk, Role.LEARNED_ROUTES, at.virtualNetwork().id());
    }
    for (ResourceId source : sources) {
      encounters.within(walk, Role.LEARNED_ROUTES, source);
      if (deadEnd) {
        encounters.within(walk, Role.PREFIXES, source);
        meet(walk, Role.LEARNED_ROUTES, naming(gaps.within(source), destination));
      }
    }
    if (deadEnd) {
      network
          .hubs()
          .membership(at.virtualNetwork())
          .ifPresent(membership ->
              meet(
                  walk,
                  Role.LEARNED_ROUTES,
                  naming(gaps.within(membership.hub().id()), destination)));
      encounters.within(walk, Role.PREFIXES, at.virtualNetwork().id());
      for (Peering link : at.virtualNetwork().peerings()) {
        encounters.within(walk, Role.PREFIXES, link.remote());
        encounters.at(walk, Role.PREFIXES, link.id());
      }
    }
  }

  /** Policies of service endpoints say which services these lead to. */
  private static Set<Condition> conditions(Optional<EffectiveRoute> route) {
    return route.isPresent() && route.get().nextHop() instanceof NextHop.ServiceEndpoint
        ? Set.of(Condition.SERVICE_ENDPOINT)
        : Set.of();
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
  private void atRoutes(Meeting walk, ResourceId table, IpAddress destination) {
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
        meet(walk, Role.SUBNET_ROUTE, List.of(gap));
      }
    }
  }

  /** What keeps routes of others out of a subnet. */
  private void atSwitches(
      Meeting walk, ResourceId table, EffectiveInterface at, IpAddress destination) {
    if (!network.learned().sources(at.virtualNetwork(), destination).isEmpty()) {
      encounters.at(walk, Role.LEARNED_ROUTES, table);
    }
    for (Peering link : at.virtualNetwork().peerings()) {
      if (mayLeadTo(link, destination)) {
        encounters.at(walk, Role.PEERING, table);
      }
    }
  }

  private boolean mayLeadTo(Peering link, IpAddress destination) {
    List<Prefix> remote = Peerings.remotePrefixes(network.topology(), link);
    return remote.isEmpty() || remote.stream().anyMatch(prefix -> prefix.contains(destination));
  }

  /** Configurations that connect the network with one that has the destination. */
  private void atConfigurations(Meeting walk, EffectiveInterface at, IpAddress destination) {
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
    meet(walk, Role.PEERING, common);
  }

  private static void meet(Meeting walk, Role role, List<Gap> gaps) {
    Encounters.meet(walk, role, gaps, Set.of());
  }
}
