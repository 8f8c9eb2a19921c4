package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.remedy.Changes;
import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.diagnose.remedy.Retrieval;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the one cause of an answer among all that a trace has met. */
final class Causes {
  private final EffectiveNetwork network;
  private final RouteCauses routes;
  private final Trace trace;
  private final Denials denials;

  /**
   * @param asked what the client asks for, such as `Https to www.example.com`, when it asks for a
   *     name
   */
  Causes(EffectiveNetwork network, Trace trace, Optional<String> asked) {
    this.network = network;
    this.routes = new RouteCauses(network);
    this.trace = trace;
    this.denials = new Denials(network, asked.orElse(""));
  }

  Cause of(Disposition disposition) {
    return switch (disposition) {
      case Disposition.Delivered(Node at) -> Cause.of(delivered(at));
      case Disposition.Blocked(Hop at, Step by) -> blocked(at, by);
      case Disposition.Undetermined(Hop at, Step by) -> undetermined(at, by);
    };
  }

  private String delivered(Node at) {
    List<Hop> hops = trace.paths().getFirst().hops();
    int between = hops.size() - 2;
    String way =
        between <= 0
            ? "directly"
            : "through "
                + String.join(
                    ", ",
                    hops.subList(1, hops.size() - 1).stream()
                        .map(hop -> Wording.nameOf(hop.node()))
                        .toList());
    return "the flow arrives at " + Wording.nameOf(at) + " " + way + ", and its reply comes back";
  }

  // ---- what blocks ----

  private Cause blocked(Hop at, Step by) {
    return withoutRoute(at, by)
        .or(() -> asymmetric(at, by))
        .orElseGet(() ->
            new Cause(
                reply(at) + denials.words(at, by),
                declaredAt(by),
                Changes.of(by, at.flow()),
                List.of(by),
                List.of()));
  }

  /** What a reply's cause begins with. */
  private String reply(Hop at) {
    return isOnRequest(at) ? "" : "the reply is lost: ";
  }

  private boolean isOnRequest(Hop at) {
    return trace.paths().stream().anyMatch(path -> path.hops().contains(at));
  }

  // ---- routes ----

  /** No route leads to a network that is known. */
  private Optional<Cause> withoutRoute(Hop at, Step by) {
    boolean missing =
        by instanceof Step.NoRoute
            || (by instanceof Step.Routed(EffectiveRoute route)
                && route.nextHop() instanceof NextHop.None
                && route.declared().isEmpty());
    if (!missing || !(at.node() instanceof Node.Interface(EffectiveInterface here))) {
      return Optional.empty();
    }
    VirtualNetwork from = here.virtualNetwork();
    String start = "no route from " + from.id().name() + " to ";
    Optional<VirtualNetwork> to = routes.networkOf(at.flow().destination(), from);
    if (to.isEmpty()) {
      return Optional.of(
          new Cause(
              reply(at)
                  + start
                  + at.flow().destination()
                  + ": nothing in the input has it or leads there",
              Optional.of(from.declaredAt()),
              List.of(
                  new Remedy.Change(
                      "add a route or a peering that leads to " + at.flow().destination())),
              List.of(by),
              List.of()));
    }
    RouteCauses.Relation relation = routes.between(from, to.get(), at.flow().destination());
    return Optional.of(
        new Cause(
            reply(at) + start + to.get().id().name() + ": " + relation.words(),
            relation.declaredAt(),
            RouteCauses.remedies(relation),
            List.of(by),
            deniedByDefault(at)));
  }

  /// Denials of what no rule allows: `VirtualNetwork` would have the destination if a route led
  /// there.
  private static List<Step> deniedByDefault(Hop at) {
    return at.steps().stream()
        .filter(step -> step instanceof Step.Filtered filtered && filtered.isDeniedByDefault())
        .toList();
  }

  /** The reply takes another way than the request: the route says which. */
  private Optional<Cause> asymmetric(Hop at, Step by) {
    if (!(by instanceof Step.Asymmetric(var device, boolean sawRequest))) {
      return Optional.empty();
    }
    for (Path path : trace.paths()) {
      for (Path way : path.replies()) {
        int index = way.hops().indexOf(at);
        Optional<Hop> router = index < 0 ? Optional.empty() : router(way, index, sawRequest);
        Optional<Step.Routed> routed = router.flatMap(Causes::lastRoute);
        if (routed.isPresent()) {
          EffectiveRoute route = routed.get().route();
          String words =
              Wording.nameOf(router.get().node())
                  + "'s reply "
                  + leads(route, router.get().flow())
                  + (sawRequest
                      ? ", not through "
                          + device.name()
                          + (isPublicAddress(device)
                              ? ", where the client waits for it"
                              : ", which saw the request")
                      : " and comes to "
                          + device.name()
                          + ", which never saw the request and drops it");
          return Optional.of(
              new Cause(
                  words,
                  route.declared().map(RouteTable.Route::declaredAt),
                  Changes.of(by, at.flow()),
                  List.of(routed.get(), by),
                  List.of()));
        }
      }
    }
    return Optional.empty();
  }

  /** The hop whose route led to the step: the one before, for a device that sees the reply only. */
  private static Optional<Hop> router(Path way, int index, boolean sawRequest) {
    for (int i = sawRequest ? index : index - 1; i >= 0; i--) {
      if (lastRoute(way.hops().get(i)).isPresent()) {
        return Optional.of(way.hops().get(i));
      }
    }
    return Optional.empty();
  }

  private static Optional<Step.Routed> lastRoute(Hop hop) {
    return hop.steps().reversed().stream()
        .filter(Step.Routed.class::isInstance)
        .map(Step.Routed.class::cast)
        .findFirst();
  }

  private boolean isPublicAddress(ResourceId device) {
    return network.topology().find(device, PublicIpAddress.class).isPresent();
  }

  /** Where a route leads a reply, with the route. */
  private static String leads(EffectiveRoute route, Flow flow) {
    String way =
        switch (route.nextHop()) {
          case NextHop.VirtualAppliance(var addresses) ->
              "leaves through "
                  + String.join(", ", addresses.stream().map(Object::toString).toList());
          case NextHop.VnetLocal _ -> "goes straight to " + flow.destination();
          case NextHop.VirtualNetworkPeering(var link, var _) ->
              "goes over to " + link.remote().name();
          case NextHop.VirtualNetworkGateway(var gateway, var _) ->
              "leaves through " + gateway.map(id -> id.name()).orElse("the gateway");
          case NextHop.Internet _ -> "leaves to the internet";
          case NextHop.ServiceEndpoint(String service) ->
              "leaves by the service endpoint of " + service;
          case NextHop.InterfaceEndpoint _ -> "goes to the private endpoint";
          case NextHop.None _, NextHop.Unknown _ -> "goes astray";
        };
    String by =
        route
            .declared()
            .map(declared ->
                "route "
                    + declared.name()
                    + route.table().map(table -> " of " + table.name()).orElse(""))
            .orElse("system route");
    return way + " (" + by + ", " + route.prefix() + ")";
  }

  // ---- what is not known ----

  private Cause undetermined(Hop at, Step by) {
    List<Remedy> remedies = remedies(TraceSummary.missing(trace));
    return new Cause(
        (isOnRequest(at) ? "" : "on the way back: ") + unknown(at, by),
        declaredAt(by),
        remedies,
        List.of(by),
        List.of());
  }

  private static String unknown(Hop at, Step by) {
    String name = Wording.nameOf(at.node());
    if (by instanceof Step.Unknown(Missing missing)) {
      return MissingWords.sentence(missing)
          + lastRoute(at)
              .filter(_ -> missing instanceof Missing.NotInInput)
              .map(routed -> "; " + name + "'s " + into(routed.route()))
              .orElseGet(() -> mayBePeered(at, missing));
    }
    if (by instanceof Step.Filtered filtered) {
      List<Missing> missing =
          filtered.decisions().stream().flatMap(each -> each.missing().stream()).toList();
      if (!missing.isEmpty()) {
        return MissingWords.sentence(missing.getFirst()) + " (at " + name + ")";
      }
    }
    return name + ": " + Narrator.clause(by);
  }

  /** Where it is met; of a network, that its peering may lead to the destination. */
  private static String mayBePeered(Hop at, Missing missing) {
    return missing instanceof Missing.NotInInput(ResourceType type, var _)
            && type == ResourceType.VIRTUAL_NETWORK
            && at.node() instanceof Node.Interface(EffectiveInterface here)
        ? "; "
            + here.virtualNetwork().id().name()
            + " is peered with it, and it may have "
            + at.flow().destination()
        : " (at " + Wording.nameOf(at.node()) + ")";
  }

  private static String into(EffectiveRoute route) {
    String name = route.declared().map(declared -> "route " + declared.name()).orElse("route");
    String hop =
        route.nextHop() instanceof NextHop.VirtualAppliance(var addresses)
            ? " (" + addresses.getFirst() + ")"
            : "";
    return name + " to " + route.prefix() + " leads into it" + hop;
  }

  /** How to get all that is missing, each thing once. */
  static List<Remedy> remedies(List<Missing> missing) {
    Set<Remedy> remedies = new LinkedHashSet<>();
    missing.forEach(each -> Retrieval.of(each).ifPresent(remedies::add));
    return new ArrayList<>(remedies);
  }

  private static Optional<SourcePosition> declaredAt(Step step) {
    return Narrator.tell(step).stream()
        .filter(line -> line.effect() != Effect.PASSES)
        .map(Evidence::declaredAt)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a client asks for by name, in words: `https to www.example.com`. */
  static Optional<String> asked(
      CheckRequest.Application application, Flow flow, Optional<String> hostName) {
    return hostName.map(name ->
        switch (application) {
              case HTTP, HTTPS -> application.label().toLowerCase(Locale.ROOT);
              case TCP, UDP, ICMP -> Denials.service(flow);
            }
            + " to "
            + name);
  }
}
