package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// Private link services: what arrives at a private endpoint of one goes on in the network of its
/// provider, from one of the service's addresses to a frontend of the load balancer behind it
/// (`private-link/private-link-service-overview`), or to the address that it names
/// (`private-link/private-link-service-direct-connect`).
final class LinkServices implements Device {
  private final PathWalker walker;

  LinkServices(PathWalker walker) {
    this.walker = walker;
  }

  /** The service that an endpoint connects to, when the input has it. */
  Optional<PrivateLinkService> behind(PrivateEndpoint endpoint) {
    return walker.network().topology().all(PrivateLinkService.class).stream()
        .filter(service -> service.isTargetOf(endpoint))
        .findFirst();
  }

  /** From an endpoint on to what the service stands for. */
  void enter(Walk walk, EffectiveInterface endpoint, PrivateLinkService service) {
    Optional<EffectiveInterface> nat =
        service.networkInterfaces().stream()
            .flatMap(nic ->
                walker.network().interfaces().stream().filter(at -> at.nic().id().equals(nic)))
            .findFirst()
            .or(() -> walker.network().interfaceOf(service.id()));
    Optional<IpAddress> source =
        nat.flatMap(at -> at.primary(walk.flow().version())).map(IpConfiguration::privateAddress);
    if (nat.isEmpty() || source.isEmpty()) {
      walk.add(PathWalker.unmodelled(service.id()));
      walker.unresolved(walk);
      return;
    }
    Passing passing = new Passing(service, endpoint, nat.get(), source.get());
    if (service.destination().isPresent()) {
      walk.enter(new Node.Interface(nat.get()));
      passing.translate(walk, service.destination().get());
      walker.router().sendForwarded(walk, nat.get());
      return;
    }
    List<ResourceId> frontends = service.frontends();
    for (int i = 0; i < frontends.size(); i++) {
      boolean last = i == frontends.size() - 1;
      if (last || walker.mayFork()) {
        passing.toFrontend(last ? walk : walk.fork(), frontends.get(i));
      }
    }
    if (frontends.isEmpty()) {
      walk.add(PathWalker.unmodelled(service.id()));
      walker.unresolved(walk);
    }
  }

  /** A packet on its way through a service. */
  private final class Passing {
    private final PrivateLinkService service;
    private final EffectiveInterface endpoint;
    private final EffectiveInterface nat;
    private final IpAddress source;

    private Passing(
        PrivateLinkService service,
        EffectiveInterface endpoint,
        EffectiveInterface nat,
        IpAddress source) {
      this.service = service;
      this.endpoint = endpoint;
      this.nat = nat;
      this.source = source;
    }

    private void toFrontend(Walk walk, ResourceId id) {
      Optional<PublicOwner.Frontend> place = walker.network().balancers().place(id);
      Optional<IpAddress> address = place.flatMap(found -> found.frontend().privateAddress());
      walk.enter(new Node.Interface(nat));
      if (address.isEmpty()) {
        walk.add(
            place.isPresent()
                ? PathWalker.unmodelled(service.id())
                : new Step.Unknown(new Missing.NotInInput(ResourceType.LOAD_BALANCER, id)));
        walker.unresolved(walk);
        return;
      }
      translate(walk, address.get());
      // It is the service that lets the answer in: no rules look at it.
      walk.sessions().passed(nat, Direction.OUTBOUND, walk.flow());
      walker.balancing().arrive(walk, place.get(), address.get(), false);
    }

    private void translate(Walk walk, IpAddress destination) {
      Flow before = walk.flow();
      Flow after = before.withSource(source).withDestination(destination);
      walker.encounters().within(walk, Role.PRIVATE_ENDPOINT, service.id());
      walk.translate(new Step.Translated(Step.Translation.PRIVATE_LINK, service, before, after));
      walk.sessions()
          .add(new Sessions.Passage(service, Optional.of(endpoint), before, after, true));
    }
  }

  /** Its addresses send, and take answers, but nobody is there to be asked. */
  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    walk.add(
        new Step.NoListener(
            at.owner().orElseThrow(), walk.flow().protocol(), walk.flow().destinationPort()));
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    walk.add(new Step.ForwardingDisabled(at.nic()));
    walker.unresolved(walk);
  }
}
