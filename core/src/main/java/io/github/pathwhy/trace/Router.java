package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.GatewayGaps;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.TranslatedSource;
import io.github.pathwhy.trace.meet.RouteEncounters;
import java.util.List;
import java.util.Optional;

/** Sends packets from an interface: its outbound rules, and the route that it takes. */
final class Router {
  private final PathWalker walker;
  private final RouteEncounters encounters;

  Router(PathWalker walker) {
    this.walker = walker;
    this.encounters = walker.judges().routes();
  }

  void sendForwarded(Walk walk, EffectiveInterface at) {
    boolean foreign = !at.owns(walk.flow().source());
    if (foreign) {
      walker.encounters().within(walk, Role.APPLIANCE, at.nic().id());
    }
    if (foreign && !at.nic().ipForwarding()) {
      walk.refuseForwarding(at.nic());
    }
    send(walk, at);
  }

  void send(Walk walk, EffectiveInterface at) {
    IpAddress destination = walk.flow().destination();
    if (at.owns(destination)) {
      walk.enter(new Node.Interface(at));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    if (AddressSpaces.isPlatform(destination)) {
      List<StageDecision> decisions = at.rules(Direction.OUTBOUND).evaluatePlatform(walk.flow());
      if (decisions.isEmpty()) {
        walk.add(new Step.PlatformTraffic());
      } else {
        walk.filtered(Direction.OUTBOUND, decisions);
      }
      walk.enter(new Node.Platform(destination));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    walker.filter(walk, at, Direction.OUTBOUND);
    translateBack(walk, at);
    Optional<EffectiveRoute> route = at.routes().select(destination);
    Optional<Missing> unobserved =
        isDeadEnd(route, destination)
            ? walker.network().learned().unobserved(at.virtualNetwork(), destination)
            : Optional.empty();
    if (unobserved.isPresent()) {
      walk.add(new Step.Unknown(unobserved.get()));
      walker.unresolved(walk);
      return;
    }
    encounters.atRoute(walk, at, route, isDeadEnd(route, destination));
    Optional<String> doubt = doubtful(at, destination, route);
    Optional<Peering> open = openPeering(at, destination, route);
    Optional<Missing> instance = route.flatMap(chosen -> instanceDoubt(at, destination, chosen));
    if (at.routes().missingTable().isPresent()) {
      walk.add(
          new Step.Unknown(
              new Missing.Attached(
                  ResourceType.ROUTE_TABLE, at.routes().missingTable().get(), at.subnet().id())));
      walker.unresolved(walk);
    } else if (!at.routes().unknownRoutes().isEmpty()) {
      walk.add(new Step.Unknown(at.routes().unknownRoutes().getFirst()));
      walker.unresolved(walk);
    } else if (doubt.isPresent()) {
      walk.add(unknownTag(at, doubt.get()));
      walker.unresolved(walk);
    } else if (open.isPresent()) {
      walk.add(new Step.Unknown(notInInput(open.get())));
      walker.unresolved(walk);
    } else if (route.isEmpty()) {
      walk.add(new Step.NoRoute(destination));
      explainMissing(walk, at);
      walker.unresolved(walk);
    } else if (instance.isPresent()) {
      walk.add(new Step.Unknown(instance.get()));
      walker.unresolved(walk);
    } else {
      walk.add(new Step.Routed(route.get()));
      if (isDeadEnd(route, destination)) {
        explainMissing(walk, at);
      }
      if (missesPublicAddress(walk, at, route.get())) {
        walker.unresolved(walk);
      } else {
        walker.nextHops().follow(walk, at, route.get());
      }
    }
  }

  /** Whether Azure's own routes have no way to the destination. */
  static boolean isDeadEnd(Optional<EffectiveRoute> route, IpAddress destination) {
    if (route.isEmpty()) {
      return true;
    }
    if (route.get().source() == EffectiveRoute.Source.USER) {
      return false;
    }
    return route.get().nextHop() instanceof NextHop.None
        || (route.get().nextHop() instanceof NextHop.Internet
            && !AddressSpaces.isPublic(destination));
  }

  /// A peering whose remote network is in no input may have a longer prefix than the route, which
  /// then wins; it cannot overlap what other networks of the peering have.
  private static Optional<Peering> openPeering(
      EffectiveInterface at, IpAddress destination, Optional<EffectiveRoute> route) {
    boolean settled =
        route
            .filter(chosen ->
                chosen.prefix().equals(Prefix.host(destination))
                    || chosen.nextHop() instanceof NextHop.VirtualNetworkPeering
                    || chosen.nextHop() instanceof NextHop.InterfaceEndpoint)
            .isPresent();
    return settled ? Optional.empty() : at.openPeeringTo(destination);
  }

  /** What is missing of a peering whose remote network is in no input. */
  static Missing notInInput(Peering link) {
    return new Missing.NotInInput(ResourceType.VIRTUAL_NETWORK, link.remote());
  }

  /** Why an answer to an address that a firewall translated to may go another way. */
  private Optional<Missing> instanceDoubt(
      EffectiveInterface at, IpAddress destination, EffectiveRoute chosen) {
    return walker.remembered().isEmpty()
        ? Optional.empty()
        : TranslatedSource.of(walker.network(), destination)
            .flatMap(source -> source.doubt(at.routes().rows(), chosen));
  }

  /** Says which switches keep the route of a gateway or a hub away. */
  void explainMissing(Walk walk, EffectiveInterface at) {
    IpAddress destination = walk.flow().destination();
    for (GatewayGaps.Gap gap : walker.network().gaps(at.subnet(), destination)) {
      walk.add(
          switch (gap) {
            case GatewayGaps.Gap.PropagationOff(var table) ->
                new GatewayStep.PropagationOff(table, destination);
            case GatewayGaps.Gap.TransitNotAllowed(var link) ->
                new GatewayStep.TransitNotAllowed(link);
            case GatewayGaps.Gap.RemoteGatewayNotUsed(var link) ->
                new GatewayStep.RemoteGatewayNotUsed(link);
            case GatewayGaps.Gap.NoConnection(var gateway) -> new GatewayStep.NoConnection(gateway);
            case GatewayGaps.Gap.BgpOff(var connection) -> new GatewayStep.BgpOff(connection);
            case GatewayGaps.Gap.NotLearned(var gateway) ->
                new GatewayStep.NoRoute(gateway, destination);
            case GatewayGaps.Gap.NotInHub(var hub) -> new GatewayStep.NoHubRoute(hub, destination);
          });
    }
  }

  /** The host of a member gives an answer the address of the internal frontend again. */
  private void translateBack(Walk walk, EffectiveInterface at) {
    walker
        .remembered()
        .flatMap(sessions -> sessions.inbound(at, walk.flow()))
        .filter(session -> !session.fromInternet())
        .ifPresent(session -> {
          Flow answer = session.outside().reversed();
          walk.translate(
              new Step.Translated(
                  Step.Translation.ANSWER, session.translator(), walk.flow(), answer));
        });
  }

  /// The service tag that may take the flow another way than the known routes do. A service
  /// endpoint and the internet lead to the same place, so there an endpoint makes no difference.
  private static Optional<String> doubtful(
      EffectiveInterface at, IpAddress destination, Optional<EffectiveRoute> route) {
    boolean toInternet =
        route.map(EffectiveRoute::nextHop).filter(NextHop.Internet.class::isInstance).isPresent();
    List<String> tags = at.routes().unknownTags(destination);
    if (tags.isEmpty() && !toInternet) {
      tags = at.routes().unknownEndpoints(destination);
    }
    return tags.isEmpty() ? Optional.empty() : Optional.of(tags.getFirst());
  }

  /** The doubt whether a destination belongs to a service that the subnet routes on its own. */
  static Step unknownTag(EffectiveInterface at, String tag) {
    return new Step.Unknown(new Missing.RoutedTag(tag, at.subnet().id()));
  }

  /** An answer to what came in by a public address has to leave to the internet directly. */
  private boolean missesPublicAddress(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    Optional<Sessions.Inbound> session =
        walker
            .remembered()
            .flatMap(sessions -> sessions.inbound(at, walk.flow()))
            .filter(Sessions.Inbound::fromInternet);
    boolean leaves =
        switch (route.nextHop()) {
          // Nobody knows that it does not where the next hop is not known.
          case NextHop.Internet _, NextHop.None _, NextHop.Unknown _ -> true;
          case NextHop.VirtualAppliance _,
              NextHop.VirtualNetworkGateway _,
              NextHop.VnetLocal _,
              NextHop.VirtualNetworkPeering _,
              NextHop.InterfaceEndpoint _,
              NextHop.ServiceEndpoint _ ->
              false;
        };
    if (session.isEmpty() || leaves) {
      return false;
    }
    walk.add(new Step.Asymmetric(session.get().translator().id(), true));
    return true;
  }
}
