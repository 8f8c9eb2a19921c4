package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.HubRoute;
import io.github.pathwhy.effective.HubRouting;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Optional;

/** What firewalls in virtual hubs do with packets, and what goes past them. */
final class HubFirewalls {
  private final PathWalker walker;
  private final HubRouting routing;

  HubFirewalls(PathWalker walker) {
    this.walker = walker;
    this.routing = walker.network().hubs();
  }

  /** Whether the packet goes on: a stateful firewall drops an answer to what it did not see. */
  boolean pass(Walk walk, AzureFirewall firewall) {
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

  /// The host route of a private endpoint leads what comes from a branch past the firewall of a
  /// routing intent, while its answer goes there; unless route tables apply to the endpoint
  /// (`virtual-wan/how-to-routing-policies`). Whether the packet was dealt with.
  boolean leadPast(Walk walk, VirtualHub hub, ResourceId firewall) {
    IpAddress destination = walk.flow().destination();
    Optional<HubRoute> route = routing.selectBehindFirewall(hub, destination);
    if (route.isEmpty() || !(route.get().target() instanceof HubRoute.Target.Network(var to))) {
      return false;
    }
    Optional<EffectiveInterface> endpoint =
        walker
            .network()
            .owner(to.virtualNetwork(), destination)
            .filter(EffectiveInterface::isPrivateEndpoint)
            .filter(at -> !at.subnet().endpointPolicies().routes());
    if (endpoint.isEmpty()) {
      return false;
    }
    walker
        .network()
        .topology()
        .find(firewall, AzureFirewall.class)
        .ifPresent(missed -> {
          walk.add(new GatewayStep.EndpointPastFirewall(endpoint.get().ownerId(), missed));
          walk.sessions()
              .add(new Sessions.Passage(missed, Optional.empty(), walk.flow(), walk.flow(), false));
        });
    walker.encounters().atConnection(walk, to.id());
    walker.arrive(walk, endpoint.get());
    return true;
  }
}
