package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.OutboundAccess;
import io.github.pathwhy.trace.judge.ServiceDoor;
import io.github.pathwhy.trace.judge.Way;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The border between virtual networks and the internet, both ways. */
final class InternetEdge {
  private final PathWalker walker;
  private final OutboundAccess outboundAccess;
  private final Chains chains;

  InternetEdge(PathWalker walker) {
    this.walker = walker;
    this.outboundAccess = walker.judges().outbound();
    this.chains = new Chains(walker);
  }

  /** A packet from an outside host: an answer goes back where the request came from. */
  void originate(Walk walk) {
    Optional<Sessions.Outbound> session =
        walker.remembered().flatMap(sessions -> sessions.outbound(walk.flow()));
    if (session.isPresent()) {
      returnFromInternet(walk, session.get());
    } else {
      toPublicAddress(walk);
    }
  }

  /** A packet whose route leads to the internet. */
  void leave(Walk walk, EffectiveInterface at) {
    if (!AddressSpaces.isPublic(walk.flow().destination())) {
      walk.add(new Step.NotRoutable(walk.flow().destination()));
      walker.unresolved(walk);
      return;
    }
    if (walker.remembered().isPresent()) {
      answerToInternet(walk, at, walker.remembered().get());
      return;
    }
    walker.encounters().atWayOut(walk, at);
    boolean answersFromHere = walker.network().publicAddress(walk.flow().destination()).isPresent();
    List<Way> ways = outboundAccess.ways(at, walk.flow(), answersFromHere);
    for (Way way : ways.subList(0, ways.size() - 1)) {
      if (walker.mayFork()) {
        leave(walk.fork(), at, way);
      }
    }
    leave(walk, at, ways.getLast());
  }

  private void leave(Walk walk, EffectiveInterface at, Way way) {
    Flow before = walk.flow();
    Optional<ResourceId> gateway =
        way instanceof Way.Translated(var _, Optional<ResourceId> chained)
            ? chained
            : Optional.empty();
    Optional<Resource> translator =
        switch (way) {
          case Way.Translated(Step.Translated step, var _) -> {
            walk.translate(step);
            yield Optional.of(step.by());
          }
          case Way.Lent(Step.DefaultOutbound step) -> {
            walk.lend(step);
            yield Optional.of(at.subnet());
          }
          case Way.OfService(Step.ServiceOutbound step) -> {
            walk.leave(step);
            yield at.owner();
          }
          case Way.None(Step step) -> {
            List<String> endpoints = at.routes().unknownEndpoints(before.destination());
            if (endpoints.isEmpty()) {
              walk.add(step);
              walk.loseSource();
            } else {
              walk.add(Router.unknownTag(at, endpoints.getFirst()));
            }
            yield Optional.empty();
          }
          case Way.Open(Missing missing) -> {
            walk.add(new Step.Unknown(missing));
            walk.loseSource();
            yield Optional.empty();
          }
        };
    walk.sessions().add(new Sessions.Outbound(at, translator, gateway, before, walk.flow()));
    chains.pass(walk, gateway, false, this::toPublicAddress);
  }

  private void answerToInternet(Walk walk, EffectiveInterface at, Sessions sessions) {
    Optional<Sessions.Inbound> session = sessions.inbound(at, walk.flow());
    if (session.isPresent()) {
      Flow answer = session.get().outside().reversed();
      walk.translate(
          new Step.Translated(
              Step.Translation.ANSWER, session.get().translator(), walk.flow(), answer));
      Optional<Sessions.Outbound> back = sessions.outbound(answer);
      chains.pass(
          walk,
          session.get().gateway(),
          false,
          each ->
              back.ifPresentOrElse(
                  request -> returnFromInternet(each, request), () -> arriveOutside(each)));
      return;
    }
    arriveOutside(walk);
  }

  private void arriveOutside(Walk walk) {
    walk.enter(new Node.Internet(walk.flow().destination()));
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  private void returnFromInternet(Walk walk, Sessions.Outbound session) {
    chains.pass(walk, session.gateway(), true, each -> returnTo(each, session));
  }

  private void returnTo(Walk walk, Sessions.Outbound session) {
    Flow answer = session.inside().reversed();
    session
        .translator()
        .ifPresent(by ->
            walk.translate(new Step.Translated(Step.Translation.ANSWER, by, walk.flow(), answer)));
    walker.arrive(walk, session.at());
  }

  /** Onwards from the internet: to a public address of the topology, or to an outside host. */
  private void toPublicAddress(Walk walk) {
    IpAddress destination = walk.flow().destination();
    Optional<PublicIpAddress> known = walker.network().publicAddress(destination);
    walker.encounters().atBlock(walk, known.isPresent());
    if (known.isPresent()) {
      enterByPublicAddress(walk, known.get());
      return;
    }
    if (walker.startsOutside() && askedServices().isEmpty()) {
      walk.add(
          AddressSpaces.isPublic(destination)
              ? new Step.Unknown(new Missing.PublicOwner(destination))
              : new Step.NotRoutable(destination));
      walker.unresolved(walk);
      return;
    }
    deliver(walk);
  }

  /** Arrival at a host on the internet, or at an Azure service. */
  void deliver(Walk walk) {
    walk.enter(new Node.Internet(walk.flow().destination()));
    askedServices().forEach(service -> enter(walk, service));
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  /** What a service says of its public side, to whom it is known who calls. */
  private void enter(Walk walk, PlatformService service) {
    boolean asks = walker.options().asksApplication();
    walker.encounters().atDoor(walk, service, walker.options().hostName().orElseThrow(), asks);
    if (asks && isEdge(service)) {
      walker.encounters().within(walk, Role.PUBLIC_NAME, service.id());
    }
    if (walk.isSourceless() || walk.flow().protocol() != Protocol.TCP) {
      return;
    }
    Optional<EffectiveInterface> from =
        walk.previous()
            .filter(Node.Interface.class::isInstance)
            .map(node -> ((Node.Interface) node).at());
    boolean azure = !walker.startsOutside();
    new ServiceDoor(walker.network(), service, asks)
        .judge(from, walk.flow().source(), azure)
        .ifPresent(walk::add);
  }

  /** Whether requests are answered by what stands behind the service. */
  private static boolean isEdge(PlatformService service) {
    String type = service.armType().toLowerCase(Locale.ROOT);
    return type.startsWith("microsoft.cdn/") || type.startsWith("microsoft.network/frontdoors");
  }

  /** The services that the client asks for by name. */
  private List<PlatformService> askedServices() {
    Optional<String> name = walker.options().hostName();
    return name.isEmpty() || walker.remembered().isPresent()
        ? List.of()
        : walker.network().topology().all(PlatformService.class).stream()
            .filter(service -> service.isNamed(name.get()))
            .toList();
  }

  private void enterByPublicAddress(Walk walk, PublicIpAddress address) {
    walker.encounters().at(walk, Role.PUBLIC_ADDRESS, address.id());
    Optional<PublicOwner> owner = walker.network().publicOwner(address.id());
    if (owner.isEmpty() && walker.encounters().isTaken(walk, address.id())) {
      walker.unresolved(walk);
      return;
    }
    if (owner.isEmpty()) {
      walk.add(new Step.NobodyThere(walk.flow().destination(), address.id()));
      walker.unresolved(walk);
      return;
    }
    switch (owner.get()) {
      case PublicOwner.Frontend frontend ->
          chains.pass(
              walk,
              frontend.frontend().gateway(),
              true,
              each -> walker.balancing().arrive(each, frontend, each.flow().destination(), false));
      case PublicOwner.Unknown(Unmodelled resource) -> {
        walk.add(PathWalker.unmodelled(resource.id()));
        walker.unresolved(walk);
      }
      case PublicOwner.Interface(EffectiveInterface at, IpConfiguration configuration) -> {
        walker.encounters().at(walk, Role.LOAD_BALANCER, configuration.id());
        chains.pass(
            walk,
            configuration.gateway(),
            true,
            each -> enterInterface(each, address, at, configuration));
      }
    }
  }

  private void enterInterface(
      Walk walk, PublicIpAddress address, EffectiveInterface at, IpConfiguration configuration) {
    Flow outside = walk.flow();
    Flow inside = outside.withDestination(configuration.privateAddress());
    walk.translate(
        new Step.Translated(Step.Translation.PUBLIC_ADDRESS_INBOUND, address, outside, inside));
    walk.sessions()
        .add(new Sessions.Inbound(at, address, true, configuration.gateway(), outside, inside));
    walk.enter(new Node.Interface(at));
    if (isClosed(address, at)) {
      walker.encounters().at(walk, Role.GROUP_RULE, address.id());
      walk.add(new Step.PublicAddressClosed(address));
    }
    walker.receive(walk, at);
  }

  /// A Standard public address of a machine lets nothing in until a security group allows it; those
  /// of managed services need none (`load-balancer/skus`).
  private static boolean isClosed(PublicIpAddress address, EffectiveInterface at) {
    boolean basic = address.sku().filter(sku -> sku == PublicIpAddress.Sku.BASIC).isPresent();
    boolean managed = at.owner().isPresent() && at.machine().isEmpty();
    return !basic && !managed && at.rules(Direction.INBOUND).isOpen();
  }
}
