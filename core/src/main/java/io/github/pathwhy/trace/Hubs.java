package io.github.pathwhy.trace;

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
import io.github.pathwhy.net.Flow;
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

  private final PathWalker walker;
  private final HubRouting routing;
  private final Tunnels tunnels;

  Hubs(PathWalker walker) {
    this.walker = walker;
    this.routing = walker.network().hubs();
    this.tunnels = new Tunnels(walker.network());
  }

  /** A packet of a connected network. */
  void fromNetwork(Walk walk, VirtualNetwork network, VirtualHub hub) {
    routing
        .membership(network)
        .ifPresent(membership ->
            walker.encounters().atConnection(walk, membership.connection().id(), false));
    ResourceId table =
        routing
            .membership(network)
            .map(membership -> membership.connection().associatedTable())
            .orElseGet(() -> routing.defaultTable(hub));
    arrive(walk, hub, table);
  }

  /** A packet of a branch or of another hub. */
  void fromOutside(Walk walk, VirtualHub hub) {
    arrive(walk, hub, routing.defaultTable(hub));
  }

  private void arrive(Walk walk, VirtualHub hub, ResourceId table) {
    walk.enter(new Node.Hub(hub));
    if (walk.isLooping()) {
      walk.add(new Step.Unknown(new Missing.HubLoop(hub.id())));
      walker.unresolved(walk);
      return;
    }
    walker.encounters().at(walk, Role.HUB_TRANSIT, hub.id());
    walker.encounters().atOldTables(walk, hub.id());
    hub.virtualWan().ifPresent(wan -> walker.encounters().at(walk, Role.HUB_TRANSIT, wan));
    walker.encounters().within(walk, Role.HUB_TRANSIT, table);
    notProvisioned(hub).ifPresent(state -> walk.add(new GatewayStep.HubNotProvisioned(hub, state)));
    IpAddress destination = walk.flow().destination();
    boolean isPrivate = !AddressSpaces.isPublic(destination);
    Optional<ResourceId> intent = routing.policy(hub, isPrivate ? "PrivateTraffic" : "Internet");
    if (intent.isPresent()) {
      throughFirewall(walk, hub, intent.get());
      return;
    }
    follow(walk, hub, routing.select(hub, table, destination));
  }

  private Optional<String> notProvisioned(VirtualHub hub) {
    return tunnels
        .state(hub, hub.provisioningState())
        .or(() -> hub.routingState().filter(state -> !state.equalsIgnoreCase(PROVISIONED)));
  }

  private void follow(Walk walk, VirtualHub hub, Optional<HubRouting.Route> route) {
    if (route.isEmpty()) {
      walker.encounters().within(walk, Role.HUB_TRANSIT, hub.id());
      IpAddress destination = walk.flow().destination();
      boolean inHub = hub.addressPrefix().filter(own -> own.contains(destination)).isPresent();
      walk.add(
          inHub
              ? new Step.Unknown(new Missing.InHub(destination, hub.id()))
              : new GatewayStep.NoHubRoute(hub, destination));
      walker.unresolved(walk);
      return;
    }
    switch (route.get().target()) {
      case HubRouting.Target.Network(VirtualHub.Connection to, Optional<IpAddress> appliance) ->
          toNetwork(walk, to, appliance);
      case HubRouting.Target.Branch(ResourceId gateway, Optional<HubGateway> declared) ->
          toBranch(walk, gateway, declared, route.get().prefix());
      case HubRouting.Target.OtherHub(VirtualHub other) -> fromOutside(walk, other);
      case HubRouting.Target.Firewall(ResourceId id) -> throughFirewall(walk, hub, id);
    }
  }

  private void toNetwork(
      Walk walk, VirtualHub.Connection connection, Optional<IpAddress> appliance) {
    walker.encounters().atConnection(walk, connection.id(), appliance.isPresent());
    Optional<VirtualNetwork> network =
        walker.network().topology().find(connection.virtualNetwork(), VirtualNetwork.class);
    if (network.isEmpty()) {
      walk.add(
          new Step.Unknown(
              new Missing.NotInInput(ResourceType.VIRTUAL_NETWORK, connection.virtualNetwork())));
      walker.unresolved(walk);
    } else if (appliance.isPresent()) {
      walker.nextHops().toApplianceIn(walk, network.get(), appliance.get());
    } else {
      walker.fabric().deliverIn(walk, network.get(), false);
    }
  }

  private void toBranch(
      Walk walk, ResourceId gateway, Optional<HubGateway> declared, Prefix prefix) {
    walker.encounters().within(walk, Role.HUB_TRANSIT, gateway);
    walker.encounters().within(walk, Role.CONNECTION, gateway);
    walker.encounters().within(walk, Role.LEARNED_ROUTES, gateway);
    declared.ifPresent(present -> judge(walk, present));
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
  private void judge(Walk walk, HubGateway gateway) {
    tunnels
        .state(gateway, gateway.provisioningState())
        .ifPresent(state -> walk.add(new GatewayStep.NotProvisioned(gateway, state)));
    tunnels
        .disconnected(gateway)
        .ifPresent(state -> walk.add(new GatewayStep.Disconnected(gateway, state)));
  }

  /// Through a firewall in the hub, which lets the answer of what it let pass. Onwards it knows all
  /// that the hub is connected to.
  private void throughFirewall(Walk walk, VirtualHub hub, ResourceId id) {
    Optional<AzureFirewall> firewall = walker.network().topology().find(id, AzureFirewall.class);
    if (firewall.isEmpty()) {
      walk.add(PathWalker.unmodelled(id));
      walker.unresolved(walk);
      return;
    }
    if (!pass(walk, firewall.get())) {
      walker.unresolved(walk);
      return;
    }
    IpAddress destination = walk.flow().destination();
    Optional<HubRouting.Route> route = routing.selectBehindFirewall(hub, destination);
    if (route.isEmpty() && AddressSpaces.isPublic(destination)) {
      walker.internet().deliver(walk);
    } else {
      follow(walk, hub, route);
    }
  }

  /** Whether the packet goes on: a stateful firewall drops an answer to what it did not see. */
  private boolean pass(Walk walk, AzureFirewall firewall) {
    Flow before = walk.flow();
    if (walker.remembered().isEmpty()) {
      walker.firewalls().judge(walk, firewall);
      walk.sessions()
          .add(new Sessions.Passage(firewall, Optional.empty(), before, walk.flow(), true));
      return true;
    }
    Optional<Sessions.Passage> session = walker.remembered().get().passage(firewall, walk.flow());
    if (session.isEmpty()) {
      walk.add(new Step.Asymmetric(firewall.id(), false));
      return false;
    }
    Flow answer = session.get().before().reversed();
    if (!answer.equals(before)) {
      walk.translate(new Step.Translated(Step.Translation.ANSWER, firewall, before, answer));
    }
    walk.sessions().add(new Sessions.Passage(firewall, Optional.empty(), answer, answer, true));
    return true;
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
          throughFirewall(walk, hub.get(), firewall.id());
          return true;
        }
      }
    }
    return false;
  }
}
