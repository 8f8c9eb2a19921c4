package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.BastionRules;
import java.util.Optional;

/** Services that are the end of a flow, and interfaces that belong to nothing: none forwards. */
final class Services implements Device {
  private static final int BASTION_PORT = 443;

  private final PathWalker walker;

  Services(PathWalker walker) {
    this.walker = walker;
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    switch (at.owner().orElse(null)) {
      case BastionHost host -> receive(walk, at, host);
      case PrivateEndpoint endpoint -> {
        Optional<PrivateLinkService> behind = walker.linkServices().behind(endpoint);
        receive(walk, at, endpoint, behind);
        if (behind.isPresent()) {
          walker.linkServices().enter(walk, at, behind.get());
          return;
        }
      }
      case null, default -> {}
    }
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  private void receive(Walk walk, EffectiveInterface at, BastionHost host) {
    walker.encounters().atOwnAddress(walk, Role.BASTION, host.id());
    BastionRules.blocked(walker.network(), host, at).ifPresent(walk::add);
    Flow arriving = walk.flow();
    if (arriving.protocol() != Protocol.TCP || arriving.destinationPort() != BASTION_PORT) {
      walk.add(new Step.NoListener(host, arriving.protocol(), arriving.destinationPort()));
    }
  }

  private void receive(
      Walk walk,
      EffectiveInterface at,
      PrivateEndpoint endpoint,
      Optional<PrivateLinkService> behind) {
    walker.encounters().within(walk, Role.PRIVATE_ENDPOINT, endpoint.id());
    walker.encounters().within(walk, Role.PRIVATE_ENDPOINT, at.nic().id());
    walker.encounters().at(walk, Role.PRIVATE_ENDPOINT, at.subnet().id());
    endpoint
        .target()
        .ifPresent(service -> walker.encounters().within(walk, Role.PRIVATE_ENDPOINT, service));
    boolean hasGroup =
        at.subnet().securityGroup().isPresent() || at.nic().securityGroup().isPresent();
    if (hasGroup && !at.subnet().endpointPolicies().filters()) {
      walk.add(new Step.EndpointPoliciesOff(endpoint));
    }
    PrivateEndpoint.State state =
        behind.map(service -> service.stateOf(endpoint)).orElse(endpoint.state());
    if (state != PrivateEndpoint.State.APPROVED) {
      walk.add(new Step.EndpointNotApproved(endpoint, state));
    }
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    walk.add(new Step.ForwardingDisabled(at.nic()));
    walker.unresolved(walk);
  }
}
