package io.github.pathwhy.trace;

import io.github.pathwhy.effective.HubRoute;
import io.github.pathwhy.effective.HubRouting;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.Tunnels;
import java.util.Optional;

/// What virtual hubs do with packets: the table of the connection that they came by decides, or the
/// routing intent; a firewall in the hub sends on to all that the hub is connected to.
final class Hubs {
  private static final String PROVISIONED = "Provisioned";
  private static final String PRIVATE = "PrivateTraffic";
  private static final String INTERNET = "Internet";

  private final PathWalker walker;
  private final HubRouting routing;
  private final Tunnels tunnels;
  private final HubFirewalls firewalls;

  Hubs(PathWalker walker) {
    this.walker = walker;
    this.routing = walker.network().hubs();
    this.tunnels = walker.judges().tunnels();
    this.firewalls = new HubFirewalls(walker);
  }

  /// How a packet is in a hub: the table that decides, none for a firewall, which sees all; and the
  /// gateway of the branch that it comes from.
  private record Ingress(Optional<ResourceId> table, Optional<ResourceId> branch) {
    private static final Ingress INTERNET_EDGE = new Ingress(Optional.empty(), Optional.empty());

    Ingress behindFirewall() {
      return new Ingress(Optional.empty(), branch);
    }
  }

  /** A packet of a connected network. */
  void fromNetwork(Walk walk, VirtualNetwork network, VirtualHub hub) {
    Optional<VirtualHub.Connection> connection =
        routing.membership(network).map(HubRouting.Membership::connection);
    connection.ifPresent(by -> walker.encounters().atConnection(walk, by.id()));
    ResourceId table =
        connection
            .map(VirtualHub.Connection::associatedTable)
            .orElseGet(() -> routing.defaultTable(hub));
    arrive(walk, hub, table, Optional.empty());
  }

  /** A packet of a branch behind a gateway of the hub, or behind the hub itself. */
  void fromBranch(Walk walk, VirtualHub hub, ResourceId gateway) {
    arrive(walk, hub, routing.defaultTable(hub), Optional.of(gateway));
  }

  private void arrive(Walk walk, VirtualHub hub, ResourceId table, Optional<ResourceId> branch) {
    if (!enter(walk, hub)) {
      return;
    }
    walker.encounters().within(walk, Role.HUB_TRANSIT, table);
    Ingress by = new Ingress(Optional.of(table), branch);
    IpAddress destination = walk.flow().destination();
    boolean isPrivate = !AddressSpaces.isPublic(destination);
    Optional<ResourceId> intent = routing.policy(hub, isPrivate ? PRIVATE : INTERNET);
    if (!isPrivate) {
      branch
          .filter(this::isNotTold)
          .ifPresent(gateway -> walk.add(new Step.Unknown(new Missing.DefaultRoute(gateway))));
    }
    if (intent.isEmpty()) {
      follow(walk, hub, routing.select(hub, table, destination), by);
    } else if (!isPrivate || branch.isEmpty() || !firewalls.leadPast(walk, hub, intent.get())) {
      throughFirewall(walk, hub, intent.get(), by);
    }
  }

  /** A packet of another hub, which knows where it goes from here. */
  private void fromOtherHub(Walk walk, VirtualHub hub, HubRoute beyond, Ingress by) {
    if (!enter(walk, hub)) {
      return;
    }
    Optional<ResourceId> intent = routing.policy(hub, PRIVATE);
    if (intent.isPresent() && !AddressSpaces.isPublic(walk.flow().destination())) {
      throughFirewall(walk, hub, intent.get(), by);
    } else {
      follow(walk, hub, Optional.of(beyond), by);
    }
  }

  private boolean enter(Walk walk, VirtualHub hub) {
    walk.enter(new Node.Hub(hub));
    if (walk.isLooping()) {
      walk.add(new Step.Unknown(new Missing.HubLoop(hub.id())));
      walker.unresolved(walk);
      return false;
    }
    walker.encounters().at(walk, Role.HUB_TRANSIT, hub.id());
    walker.encounters().atOldTables(walk, hub.id());
    hub.virtualWan().ifPresent(wan -> walker.encounters().at(walk, Role.HUB_TRANSIT, wan));
    notProvisioned(hub).ifPresent(state -> walk.add(new GatewayStep.HubNotProvisioned(hub, state)));
    return true;
  }

  private Optional<String> notProvisioned(VirtualHub hub) {
    return tunnels
        .state(hub, hub.provisioningState())
        .or(() -> hub.routingState().filter(state -> !state.equalsIgnoreCase(PROVISIONED)));
  }

  /** Whether none of a gateway's connections tells the branch a default route. */
  private boolean isNotTold(ResourceId gateway) {
    return walker
        .network()
        .topology()
        .find(gateway, HubGateway.class)
        .filter(declared -> !declared.links().isEmpty())
        .filter(declared -> declared.links().stream().noneMatch(HubGateway.Link::internetSecurity))
        .isPresent();
  }

  /** Follows a route of a hub. */
  private void follow(Walk walk, VirtualHub hub, Optional<HubRoute> route, Ingress by) {
    if (route.isEmpty()) {
      noRoute(walk, hub, by);
      return;
    }
    switch (route.get().target()) {
      case HubRoute.Target.Network(var to) -> {
        Optional<IpAddress> nextHop = routing.nextHop(to, walk.flow().destination());
        walker.encounters().atConnection(walk, to.id());
        toNetwork(walk, to, nextHop);
      }
      case HubRoute.Target.Appliance(var to, var address, var announcer) -> {
        walker.encounters().atConnection(walk, to.id());
        announcer.ifPresent(peer -> {
          walker.encounters().within(walk, Role.HUB_TRANSIT, peer.id());
          walker.encounters().within(walk, Role.LEARNED_ROUTES, peer.id());
        });
        toNetwork(walk, to, Optional.of(address));
      }
      case HubRoute.Target.Branch(ResourceId gateway, Optional<HubGateway> declared) -> {
        judgeTransit(walk, hub, by, declared);
        toBranch(walk, gateway, declared, route.get().prefix());
      }
      case HubRoute.Target.OtherHub(VirtualHub other, HubRoute.Target beyond) -> {
        if (route.get().prefix().length() == 0) {
          walk.add(new Step.Unknown(new Missing.DefaultAcross(hub.id(), other.id())));
          walker.unresolved(walk);
        } else {
          fromOtherHub(walk, other, new HubRoute(route.get().prefix(), beyond), by);
        }
      }
      case HubRoute.Target.Firewall(ResourceId id) -> throughFirewall(walk, hub, id, by);
    }
  }

  private void noRoute(Walk walk, VirtualHub hub, Ingress by) {
    walker.encounters().within(walk, Role.HUB_TRANSIT, hub.id());
    walker.encounters().within(walk, Role.APPLIANCE, hub.id());
    for (HubGateway gateway : walker.network().topology().all(HubGateway.class)) {
      if (gateway.virtualHub().equals(hub.id())) {
        walker.encounters().within(walk, Role.PREFIXES, gateway.id());
        for (HubGateway.Link link : gateway.links()) {
          link.remote().ifPresent(id -> walker.encounters().within(walk, Role.PREFIXES, id));
        }
      }
    }
    IpAddress destination = walk.flow().destination();
    boolean inHub = hub.addressPrefix().filter(own -> own.contains(destination)).isPresent();
    Optional<Missing> missing =
        inHub
            ? Optional.of(new Missing.InHub(destination, hub.id()))
            : walker.network().learned().unobserved(hub, by.table(), destination);
    walk.add(
        missing
            .<Step>map(Step.Unknown::new)
            .orElseGet(() -> new GatewayStep.NoHubRoute(hub, destination)));
    walker.unresolved(walk);
  }

  /// From one branch to another: the virtual WAN has to allow it, and what one circuit announces is
  /// not told to others.
  private void judgeTransit(Walk walk, VirtualHub hub, Ingress by, Optional<HubGateway> to) {
    Optional<ResourceId> from = by.branch();
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    Optional<HubGateway> gateway = walker.network().topology().find(from.get(), HubGateway.class);
    if (!hub.branchToBranch()) {
      walk.add(new GatewayStep.WanTransitOff(hub, to.get().name()));
    } else if (gateway.isPresent() && areCircuits(gateway.get(), to.get())) {
      walk.add(new GatewayStep.NoHubRoute(hub, walk.flow().destination()));
    }
  }

  private static boolean areCircuits(HubGateway one, HubGateway other) {
    return one.kind() == HubGateway.Kind.EXPRESS_ROUTE
        && other.kind() == HubGateway.Kind.EXPRESS_ROUTE;
  }

  private void toNetwork(Walk walk, VirtualHub.Connection connection, Optional<IpAddress> nextHop) {
    Optional<VirtualNetwork> network =
        walker.network().topology().find(connection.virtualNetwork(), VirtualNetwork.class);
    if (network.isEmpty()) {
      walk.add(
          new Step.Unknown(
              new Missing.NotInInput(ResourceType.VIRTUAL_NETWORK, connection.virtualNetwork())));
      walker.unresolved(walk);
    } else if (nextHop.isPresent()) {
      IpAddress address = nextHop.get();
      walker
          .nextHops()
          .hand(walk, network.get(), address, new Step.NobodyThere(address, network.get().id()));
    } else {
      walker.fabric().deliverIn(walk, network.get(), false);
    }
  }

  private void toBranch(
      Walk walk, ResourceId gateway, Optional<HubGateway> declared, Prefix prefix) {
    walker.encounters().within(walk, Role.HUB_TRANSIT, gateway);
    walker.encounters().within(walk, Role.CONNECTION, gateway);
    walker.encounters().within(walk, Role.LEARNED_ROUTES, gateway);
    declared.ifPresent(present -> judge(walk, present, prefix));
    walker
        .fabric()
        .deliverOutside(
            walk,
            gateway,
            declared
                .map(HubGateway::declaredAt)
                .orElseGet(() -> routing.hubOf(gateway).orElseThrow().declaredAt()),
            prefix);
  }

  /** Whether the gateway of a hub is in service and connected. */
  private void judge(Walk walk, HubGateway gateway, Prefix prefix) {
    for (HubGateway.Link link : HubRouting.leadingTo(gateway, prefix)) {
      link.remote()
          .ifPresent(id -> {
            walker.encounters().within(walk, Role.CONNECTION, id);
            walker.encounters().within(walk, Role.LEARNED_ROUTES, id);
          });
    }
    tunnels
        .state(gateway, gateway.provisioningState())
        .ifPresent(state -> walk.add(new GatewayStep.NotProvisioned(gateway, state)));
    tunnels.state(gateway, HubRouting.leadingTo(gateway, prefix)).forEach(walk::add);
  }

  /// Through a firewall in the hub, which lets the answer of what it let pass. Onwards it knows all
  /// that the hub is connected to.
  private void throughFirewall(Walk walk, VirtualHub hub, ResourceId id, Ingress by) {
    Optional<AzureFirewall> firewall = walker.network().topology().find(id, AzureFirewall.class);
    if (firewall.isEmpty()) {
      walk.add(PathWalker.unmodelled(id));
      walker.unresolved(walk);
      return;
    }
    if (!firewalls.pass(walk, firewall.get())) {
      walker.unresolved(walk);
      return;
    }
    IpAddress destination = walk.flow().destination();
    Optional<HubRoute> route = routing.selectBehindFirewall(hub, destination);
    if (route.isEmpty() && AddressSpaces.isPublic(destination)) {
      walker.internet().deliver(walk);
    } else {
      follow(walk, hub, route, by.behindFirewall());
    }
  }

  /** An answer from the internet to what left through the firewall of a hub. */
  boolean returnFromInternet(Walk walk) {
    if (walker.remembered().isEmpty()) {
      return false;
    }
    for (Sessions.Passage passage : walker.remembered().get().passages().reversed()) {
      if (passage.device() instanceof AzureFirewall firewall
          && firewall.virtualHub().isPresent()
          && passage.after().reversed().equals(walk.flow())) {
        Optional<VirtualHub> hub = routing.hubOf(firewall.virtualHub().get());
        if (hub.isPresent()) {
          walk.enter(new Node.Hub(hub.get()));
          throughFirewall(walk, hub.get(), firewall.id(), Ingress.INTERNET_EDGE);
          return true;
        }
      }
    }
    return false;
  }
}
