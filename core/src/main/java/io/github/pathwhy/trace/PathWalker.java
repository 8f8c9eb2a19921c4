package io.github.pathwhy.trace;

import io.github.pathwhy.effective.AddressSpaces;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.effective.EffectiveSecurityRules;
import io.github.pathwhy.effective.Match;
import io.github.pathwhy.effective.Peerings;
import io.github.pathwhy.effective.StageDecision;
import io.github.pathwhy.model.Access;
import io.github.pathwhy.model.AppliancePolicy;
import io.github.pathwhy.model.BastionHost;
import io.github.pathwhy.model.Direction;
import io.github.pathwhy.model.IpConfiguration;
import io.github.pathwhy.model.NextHop;
import io.github.pathwhy.model.Peering;
import io.github.pathwhy.model.PublicIpAddress;
import io.github.pathwhy.model.Resource;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Unmodelled;
import io.github.pathwhy.model.VirtualMachine;
import io.github.pathwhy.model.VirtualNetwork;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks all paths of one request, or of one answer when it is given what the request left behind.
/// The two differ only where something remembers the request.
final class PathWalker {
  // More equal-cost combinations than any real design; beyond it the answer is unknown.
  private static final int MAX_PATHS = 256;
  private static final int BASTION_PORT = 443;

  private final EffectiveNetwork network;
  private final TraceOptions options;
  private final OutboundAccess outboundAccess;
  private final ApplianceRules applianceRules;
  private final Node origin;
  private final Flow flow;
  private final @Nullable Request request;
  private final List<Path> paths = new ArrayList<>(1);

  /** What an answer belongs to. */
  private record Request(Node origin, Flow flow, List<Hop> hops, Sessions sessions) {}

  private PathWalker(
      EffectiveNetwork network,
      TraceOptions options,
      Node origin,
      Flow flow,
      @Nullable Request request) {
    this.network = network;
    this.options = options;
    this.outboundAccess = new OutboundAccess(network);
    this.applianceRules = new ApplianceRules(network);
    this.origin = origin;
    this.flow = flow;
    this.request = request;
  }

  static PathWalker request(
      EffectiveNetwork network, TraceOptions options, Node origin, Flow flow) {
    return new PathWalker(network, options, origin, flow, null);
  }

  List<Path> walk() {
    Walk walk = new Walk(origin, flow);
    switch (origin) {
      case Node.Interface(EffectiveInterface at) -> {
        if (request == null) {
          at.machine().ifPresent(machine -> checkSender(walk, machine));
          send(walk, at);
        } else {
          answerFrom(walk, at);
        }
      }
      case Node.Internet _ -> fromInternet(walk);
      case Node.Outside(Site site, IpAddress _) -> fromSite(walk, site);
      case Node.Platform _, Node.Unresolved _ -> complete(walk);
    }
    return paths;
  }

  // ---- originating ----

  private void checkSender(Walk walk, VirtualMachine machine) {
    Guest.health(network.topology(), machine).forEach(walk::add);
    Guest.firewall(network.topology(), machine, Direction.OUTBOUND, walk.flow())
        .ifPresent(walk::add);
  }

  private void answerFrom(Walk walk, EffectiveInterface at) {
    send(walk, at);
  }

  private void fromInternet(Walk walk) {
    if (request != null) {
      Optional<Sessions.Outbound> session = request.sessions().outbound(walk.flow());
      if (session.isPresent()) {
        returnFromInternet(walk, session.get());
        return;
      }
    }
    toPublicAddress(walk);
  }

  private void fromSite(Walk walk, Site site) {
    Optional<VirtualMachine> machine = network.topology().find(site.gateway(), VirtualMachine.class);
    if (machine.isEmpty()) {
      walk.add(unmodelled(site.gateway().toString()));
      unresolved(walk);
      return;
    }
    List<EffectiveInterface> interfaces = network.interfaces(machine.get());
    if (interfaces.isEmpty()) {
      walk.add(new Step.Unknown("the network interfaces of " + machine.get().id()));
      unresolved(walk);
      return;
    }
    walk.enter(new Node.Interface(interfaces.getFirst()));
    forward(walk, machine.get(), Optional.empty());
  }

  // ---- arriving ----

  private void arrive(Walk walk, EffectiveInterface at) {
    walk.enter(new Node.Interface(at));
    if (walk.isLooping()) {
      walk.add(new Step.Looped(at));
      unresolved(walk);
      return;
    }
    receive(walk, at);
  }

  private void receive(Walk walk, EffectiveInterface at) {
    filter(walk, at, Direction.INBOUND);
    walk.takeClosedLink()
        .filter(_ -> !isExplicitlyAllowed(walk.last()))
        .ifPresent(link -> walk.add(new Step.AccessNotAllowed(link, Direction.INBOUND)));
    if (!at.isAttached()) {
      judgeUnattached(walk, at);
    }
    if (at.owns(walk.flow().destination())) {
      receiveOwn(walk, at);
    } else if (at.machine().isPresent()) {
      forward(walk, at.machine().get(), Optional.of(at));
    } else {
      walk.add(new Step.ForwardingDisabled(at.nic()));
      unresolved(walk);
    }
  }

  private void judgeUnattached(Walk walk, EffectiveInterface at) {
    List<Unmodelled> users = network.unmodelledUsers(at.nic().id());
    walk.add(
        users.isEmpty()
            ? new Step.NotAttached(at.nic())
            : unmodelled(users.getFirst().id().toString()));
  }

  /** A packet for one of the interface's own addresses: an answer, a translation, or the end. */
  private void receiveOwn(Walk walk, EffectiveInterface at) {
    Optional<VirtualMachine> machine = at.machine();
    if (request != null) {
      Optional<Sessions.Device> session =
          machine.flatMap(owner -> request.sessions().device(owner, walk.flow()));
      if (session.isPresent()) {
        forwardAnswer(walk, session.get());
      } else {
        walk.add(new Step.Delivered());
        complete(walk);
      }
      return;
    }
    if (machine.isPresent() && machine.get().appliance().isPresent()) {
      Optional<Flow> translated =
          applianceRules.destination(machine.get().appliance().get(), at, walk.flow());
      if (translated.isPresent()) {
        Flow before = walk.flow();
        walk.translate(
            new Step.Translated(
                Step.Translation.APPLIANCE_DESTINATION, machine.get(), before, translated.get()),
            translated.get());
        forward(walk, machine.get(), Optional.of(at), before);
        return;
      }
    }
    deliver(walk, at);
  }

  private void deliver(Walk walk, EffectiveInterface at) {
    if (at.machine().isPresent()) {
      VirtualMachine machine = at.machine().get();
      Guest.health(network.topology(), machine).forEach(walk::add);
      Guest.firewall(network.topology(), machine, Direction.INBOUND, walk.flow())
          .ifPresent(walk::add);
      Guest.listener(network.topology(), machine, walk.flow()).ifPresent(walk::add);
    } else if (at.owner().isPresent() && at.owner().get() instanceof BastionHost host) {
      Flow arriving = walk.flow();
      if (arriving.protocol() != Protocol.TCP || arriving.destinationPort() != BASTION_PORT) {
        walk.add(new Step.NoListener(host, arriving.protocol(), arriving.destinationPort()));
      }
    }
    walk.add(new Step.Delivered());
    complete(walk);
  }

  // ---- forwarding ----

  private void forward(Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress) {
    forward(walk, machine, ingress, walk.flow());
  }

  /// A packet passes through a machine. `before` is the flow as it arrived, which differs from the
  /// current one after a destination translation.
  private void forward(
      Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress, Flow before) {
    Guest.health(network.topology(), machine).forEach(walk::add);
    boolean translated = !before.equals(walk.flow());
    if (ingress.isPresent() && !ingress.get().nic().ipForwarding() && !translated) {
      walk.add(new Step.ForwardingDisabled(ingress.get().nic()));
    }
    if (request != null) {
      Optional<Sessions.Device> session = request.sessions().device(machine, walk.flow());
      if (session.isPresent()) {
        forwardAnswer(walk, session.get());
        return;
      }
      if (machine.appliance().map(AppliancePolicy::stateful).orElse(false)) {
        walk.add(new Step.Asymmetric(machine.id(), false));
        unresolved(walk);
        return;
      }
    }
    EffectiveInterface scope = ingress.orElseGet(() -> network.interfaces(machine).getFirst());
    machine.appliance().ifPresent(policy -> judge(walk, machine, policy, scope));
    Optional<Site> site = siteBehind(machine, walk.flow().destination());
    if (site.isPresent()) {
      remember(walk, machine, ingress, before);
      walk.add(new Step.Forwarded(machine, Optional.empty(), false));
      walk.enter(new Node.Outside(site.get(), walk.flow().destination()));
      walk.add(new Step.Delivered());
      complete(walk);
      return;
    }
    Egress egress = Egress.ofForwarder(network.interfaces(machine), ingress, walk.flow());
    walk.add(new Step.Forwarded(machine, Optional.of(egress.at()), egress.assumed()));
    machine
        .appliance()
        .flatMap(policy -> applianceRules.source(policy, egress.at(), walk.flow()))
        .ifPresent(
            after ->
                walk.translate(
                    new Step.Translated(
                        Step.Translation.APPLIANCE_SOURCE, machine, walk.flow(), after),
                    after));
    remember(walk, machine, ingress, before);
    sendForwarded(walk, egress.at());
  }

  private void judge(
      Walk walk, VirtualMachine machine, AppliancePolicy policy, EffectiveInterface scope) {
    for (AppliancePolicy.Rule rule : policy.rules()) {
      Match match = applianceRules.match(rule, scope, walk.flow());
      if (match == Match.UNKNOWN) {
        walk.add(
            new Step.Unknown(
                "the prefixes of the service tags in rule "
                    + rule.name()
                    + " of "
                    + machine.name()));
      } else if (match == Match.YES) {
        walk.add(new Step.ApplianceFiltered(machine, policy, Optional.of(rule)));
        return;
      }
    }
    if (!policy.rules().isEmpty() || policy.defaultAction() == Access.DENY) {
      walk.add(new Step.ApplianceFiltered(machine, policy, Optional.empty()));
    }
  }

  private void remember(
      Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress, Flow before) {
    boolean tracked =
        machine.appliance().map(AppliancePolicy::stateful).orElse(false)
            || !before.equals(walk.flow());
    walk.sessions().add(new Sessions.Device(machine, ingress, before, walk.flow(), tracked));
  }

  /** An answer goes back the way its request came, with the addresses translated back. */
  private void forwardAnswer(Walk walk, Sessions.Device session) {
    Flow answer = session.before().reversed();
    if (!answer.equals(walk.flow())) {
      walk.translate(
          new Step.Translated(Step.Translation.ANSWER, session.machine(), walk.flow(), answer),
          answer);
    }
    walk.sessions()
        .add(new Sessions.Device(session.machine(), Optional.empty(), answer, answer, true));
    walk.add(new Step.Forwarded(session.machine(), session.ingress(), false));
    if (session.ingress().isPresent()) {
      sendForwarded(walk, session.ingress().get());
      return;
    }
    siteBehind(session.machine(), answer.destination())
        .ifPresent(site -> walk.enter(new Node.Outside(site, answer.destination())));
    walk.add(new Step.Delivered());
    complete(walk);
  }

  private Optional<Site> siteBehind(VirtualMachine machine, IpAddress address) {
    for (Site site : network.topology().sites()) {
      if (site.gateway().equals(machine.id()) && site.contains(address)) {
        return Optional.of(site);
      }
    }
    return Optional.empty();
  }

  // ---- sending ----

  private void sendForwarded(Walk walk, EffectiveInterface at) {
    boolean foreign = !at.owns(walk.flow().source());
    boolean known =
        walk.hops().getLast().steps().stream()
            .anyMatch(step -> step.equals(new Step.ForwardingDisabled(at.nic())));
    if (foreign && !at.nic().ipForwarding() && !known) {
      walk.add(new Step.ForwardingDisabled(at.nic()));
    }
    send(walk, at);
  }

  private void send(Walk walk, EffectiveInterface at) {
    IpAddress destination = walk.flow().destination();
    if (at.owns(destination)) {
      walk.enter(new Node.Interface(at));
      walk.add(new Step.Delivered());
      complete(walk);
      return;
    }
    if (AddressSpaces.isPlatform(destination)) {
      filterPlatform(walk, at);
      walk.enter(new Node.Platform(destination));
      walk.add(new Step.Delivered());
      complete(walk);
      return;
    }
    filter(walk, at, Direction.OUTBOUND);
    for (String tag : at.routes().unknownTags(destination)) {
      walk.add(
          new Step.Unknown(
              "the prefixes of service tag " + tag + ", which subnet " + at.subnet().name()
                  + " routes on its own"));
    }
    Optional<EffectiveRoute> route = at.routes().select(destination);
    if (route.isEmpty()) {
      walk.add(new Step.NoRoute(destination));
      unresolved(walk);
      return;
    }
    walk.add(new Step.Routed(route.get()));
    follow(walk, at, route.get());
  }

  private void follow(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    if (request != null && missesPublicAddress(walk, at, route, request.sessions())) {
      unresolved(walk);
      return;
    }
    switch (route.nextHop()) {
      case NextHop.VnetLocal _ -> deliverIn(walk, at.virtualNetwork());
      case NextHop.VirtualNetworkPeering(Peering link, boolean _) ->
          cross(walk, at, link).ifPresent(remote -> deliverIn(walk, remote));
      case NextHop.Internet _ -> toInternet(walk, at);
      case NextHop.None _ -> unresolved(walk);
      case NextHop.VirtualAppliance(List<IpAddress> addresses) -> {
        for (IpAddress address : addresses.subList(1, addresses.size())) {
          if (paths.size() < MAX_PATHS) {
            toAppliance(walk.fork(), at, route, address);
          }
        }
        toAppliance(walk, at, route, addresses.getFirst());
      }
      case NextHop.VirtualNetworkGateway _ -> toGateway(walk, at, route);
      case NextHop.ServiceEndpoint _ -> {
        walk.sessions().add(new Sessions.Outbound(at, walk.flow(), walk.flow()));
        walk.enter(new Node.Internet(walk.flow().destination()));
        walk.add(new Step.Delivered());
        complete(walk);
      }
    }
  }

  /** An answer to what came in by a public address has to leave to the internet directly. */
  private boolean missesPublicAddress(
      Walk walk, EffectiveInterface at, EffectiveRoute route, Sessions sessions) {
    Optional<Sessions.Inbound> session = sessions.inbound(at, walk.flow());
    boolean leaves =
        switch (route.nextHop()) {
          case NextHop.Internet _, NextHop.None _ -> true;
          case NextHop.VirtualAppliance _,
              NextHop.VirtualNetworkGateway _,
              NextHop.VnetLocal _,
              NextHop.VirtualNetworkPeering _,
              NextHop.ServiceEndpoint _ ->
              false;
        };
    if (session.isEmpty() || leaves) {
      return false;
    }
    walk.add(new Step.Asymmetric(session.get().publicAddress(), true));
    return true;
  }

  private void toAppliance(
      Walk walk, EffectiveInterface at, EffectiveRoute route, IpAddress address) {
    if (at.owns(address)) {
      walk.add(new Step.NextHopIsSelf(route));
      unresolved(walk);
      return;
    }
    if (at.virtualNetwork().contains(address)) {
      toAppliance(walk, at.virtualNetwork(), route, address);
      return;
    }
    Optional<NextHop> direct = at.routes().select(address).map(EffectiveRoute::nextHop);
    Optional<Peering> link = peeringTo(at, address);
    if (link.isEmpty() || direct.isEmpty()) {
      walk.add(new Step.NextHopMissing(route, Optional.of(address)));
      unresolved(walk);
      return;
    }
    cross(walk, at, link.get()).ifPresent(remote -> toAppliance(walk, remote, route, address));
  }

  private void toAppliance(
      Walk walk, VirtualNetwork within, EffectiveRoute route, IpAddress address) {
    Optional<EffectiveInterface> appliance = network.owner(within.id(), address);
    if (appliance.isPresent()) {
      arrive(walk, appliance.get());
      return;
    }
    List<Unmodelled> candidates = network.unmodelledOwners(within, address);
    walk.add(
        candidates.isEmpty()
            ? new Step.NextHopMissing(route, Optional.of(address))
            : unmodelled(candidates.getFirst().id().toString()));
    unresolved(walk);
  }

  /** The usable link to the peered network that holds the address. */
  private Optional<Peering> peeringTo(EffectiveInterface at, IpAddress address) {
    for (EffectiveRoute row : at.routes().rows()) {
      if (row.nextHop() instanceof NextHop.VirtualNetworkPeering(Peering link, boolean _)
          && row.prefix().contains(address)) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  private void toGateway(Walk walk, EffectiveInterface at, EffectiveRoute route) {
    Optional<Unmodelled> gateway =
        network.topology().all(Unmodelled.class).stream()
            .filter(resource -> resource.armType().toLowerCase(java.util.Locale.ROOT).contains("gateway"))
            .findFirst();
    walk.add(
        gateway.isPresent()
            ? unmodelled(gateway.get().id().toString())
            : new Step.NextHopMissing(route, Optional.empty()));
    unresolved(walk);
  }

  /** Crosses a peering; empty, and the walk ended, when the other side is not in the input. */
  private Optional<VirtualNetwork> cross(Walk walk, EffectiveInterface at, Peering link) {
    Optional<Step> outbound = walk.last().filter(Step.Filtered.class::isInstance);
    outbound = outbound.isPresent() ? outbound : lastFilter(walk);
    walk.add(new Step.Peered(link));
    Optional<VirtualNetwork> remote = network.topology().find(link.remote(), VirtualNetwork.class);
    if (remote.isEmpty()) {
      walk.add(new Step.Unknown("virtual network " + link.remote() + ", which is not in the input"));
      unresolved(walk);
      return remote;
    }
    Optional<Peering> back = Peerings.reverse(remote.get(), at.virtualNetwork().id());
    if (!at.virtualNetwork().contains(walk.flow().source())) {
      back.filter(other -> !other.allowForwardedTraffic())
          .ifPresent(
              other ->
                  walk.add(
                      new Step.ForwardedTrafficNotAllowed(other, options.strictPeering())));
    }
    if (request == null) {
      if (!link.allowVirtualNetworkAccess() && !isExplicitlyAllowed(outbound)) {
        walk.add(new Step.AccessNotAllowed(link, Direction.OUTBOUND));
      }
      back.filter(other -> !other.allowVirtualNetworkAccess()).ifPresent(walk::crossClosed);
    }
    return remote;
  }

  private static Optional<Step> lastFilter(Walk walk) {
    return walk.hops().getLast().steps().reversed().stream()
        .filter(Step.Filtered.class::isInstance)
        .findFirst();
  }

  /// A link without access takes the other network out of the tag VirtualNetwork: traffic passes only
  /// where a custom rule allows it (`virtual-network/virtual-network-manage-peering`).
  private static boolean isExplicitlyAllowed(Optional<Step> filter) {
    if (filter.isEmpty() || !(filter.get() instanceof Step.Filtered filtered)) {
      return false;
    }
    boolean custom = false;
    for (StageDecision decision : filtered.decisions()) {
      if (decision.verdict() == StageDecision.Verdict.DENY) {
        return false;
      }
      custom |= decision.rule().filter(rule -> !rule.isDefault()).isPresent();
    }
    return custom;
  }

  private void deliverIn(Walk walk, VirtualNetwork within) {
    IpAddress destination = walk.flow().destination();
    Optional<EffectiveInterface> owner = network.owner(within.id(), destination);
    if (owner.isPresent()) {
      arrive(walk, owner.get());
      return;
    }
    List<Unmodelled> candidates = network.unmodelledOwners(within, destination);
    walk.add(
        candidates.isEmpty()
            ? new Step.NobodyThere(destination, within.id())
            : unmodelled(candidates.getFirst().id().toString()));
    unresolved(walk);
  }

  // ---- the internet ----

  private void toInternet(Walk walk, EffectiveInterface at) {
    if (!AddressSpaces.isPublic(walk.flow().destination())) {
      walk.add(new Step.NotRoutable(walk.flow().destination()));
      unresolved(walk);
      return;
    }
    if (request != null) {
      answerToInternet(walk, at, request.sessions());
      return;
    }
    Step access = outboundAccess.translate(at, walk.flow());
    Flow before = walk.flow();
    switch (access) {
      case Step.Translated translated -> walk.translate(translated, translated.after());
      case Step.DefaultOutbound lent -> walk.translate(lent, lent.after());
      default -> walk.add(access);
    }
    walk.sessions().add(new Sessions.Outbound(at, before, walk.flow()));
    toPublicAddress(walk);
  }

  private void answerToInternet(Walk walk, EffectiveInterface at, Sessions sessions) {
    Optional<Sessions.Inbound> session = sessions.inbound(at, walk.flow());
    if (session.isPresent()) {
      Flow answer = session.get().outside().reversed();
      network
          .topology()
          .find(session.get().publicAddress(), PublicIpAddress.class)
          .ifPresent(
              address ->
                  walk.translate(
                      new Step.Translated(Step.Translation.ANSWER, address, walk.flow(), answer),
                      answer));
      Optional<Sessions.Outbound> back = sessions.outbound(answer);
      if (back.isPresent()) {
        returnFromInternet(walk, back.get());
        return;
      }
    }
    walk.enter(new Node.Internet(walk.flow().destination()));
    walk.add(new Step.Delivered());
    complete(walk);
  }

  private void returnFromInternet(Walk walk, Sessions.Outbound session) {
    Flow answer = session.inside().reversed();
    walk.translate(
        new Step.Translated(
            Step.Translation.ANSWER, ownerOf(session.at()), walk.flow(), answer),
        answer);
    arrive(walk, session.at());
  }

  private static Resource ownerOf(EffectiveInterface at) {
    return at.owner().orElse(at.nic());
  }

  /** Onwards from the internet: to a public address of the topology, or to an outside host. */
  private void toPublicAddress(Walk walk) {
    IpAddress destination = walk.flow().destination();
    Optional<PublicIpAddress> known = network.publicAddress(destination);
    if (known.isPresent()) {
      enterByPublicAddress(walk, known.get());
      return;
    }
    if (origin instanceof Node.Internet && request == null) {
      walk.add(
          AddressSpaces.isPublic(destination)
              ? new Step.Unknown("the resource with the public address " + destination)
              : new Step.NotRoutable(destination));
      unresolved(walk);
      return;
    }
    walk.enter(new Node.Internet(destination));
    walk.add(new Step.Delivered());
    complete(walk);
  }

  private void enterByPublicAddress(Walk walk, PublicIpAddress address) {
    Optional<EffectiveNetwork.PublicOwner> owner = network.publicOwner(address.id());
    if (owner.isEmpty()) {
      walk.add(new Step.NobodyThere(walk.flow().destination(), address.id()));
      unresolved(walk);
      return;
    }
    switch (owner.get()) {
      case EffectiveNetwork.PublicOwner.Unknown(Unmodelled resource) -> {
        walk.add(unmodelled(resource.id().toString()));
        unresolved(walk);
      }
      case EffectiveNetwork.PublicOwner.Interface(
              EffectiveInterface at,
              IpConfiguration configuration) -> {
        Flow outside = walk.flow();
        Flow inside = outside.withDestination(configuration.privateAddress());
        walk.translate(
            new Step.Translated(
                Step.Translation.PUBLIC_ADDRESS_INBOUND, address, outside, inside),
            inside);
        walk.sessions().add(new Sessions.Inbound(at, address.id(), outside, inside));
        walk.enter(new Node.Interface(at));
        if (isClosed(address, at, inside.version())) {
          walk.add(new Step.PublicAddressClosed(address));
        }
        receive(walk, at);
      }
    }
  }

  /// A Standard public address of a machine lets nothing in until a security group allows it; those of
  /// managed services need none (`load-balancer/skus`).
  private static boolean isClosed(
      PublicIpAddress address, EffectiveInterface at, IpVersion version) {
    boolean basic = address.sku().filter(sku -> sku == PublicIpAddress.Sku.BASIC).isPresent();
    boolean managed = at.owner().isPresent() && at.machine().isEmpty();
    return !basic && !managed && at.rules(Direction.INBOUND).isOpen();
  }

  // ---- filtering ----

  private void filter(Walk walk, EffectiveInterface at, Direction direction) {
    if (request != null && request.sessions().isEstablished(at, direction, walk.flow())) {
      walk.add(new Step.Established(direction));
      return;
    }
    EffectiveSecurityRules rules = at.rules(direction);
    walk.add(new Step.Filtered(direction, rules.evaluate(walk.flow())));
    walk.sessions().passed(at, direction, walk.flow());
  }

  private void filterPlatform(Walk walk, EffectiveInterface at) {
    List<StageDecision> decisions = at.rules(Direction.OUTBOUND).evaluatePlatform(walk.flow());
    walk.add(
        decisions.isEmpty()
            ? new Step.PlatformTraffic()
            : new Step.Filtered(Direction.OUTBOUND, decisions));
  }

  // ---- ending ----

  private static Step.Unknown unmodelled(String resource) {
    return new Step.Unknown("what " + resource + " does: its type is not modelled");
  }

  /** The path ends before the destination, which is drawn all the same. */
  private void unresolved(Walk walk) {
    Flow target = request == null ? flow : walk.flow();
    walk.enter(new Node.Unresolved(target.destination()));
    paths.add(new Path(walk.hops(), false, List.of()));
  }

  private void complete(Walk walk) {
    List<Hop> hops = walk.hops();
    if (request != null) {
      paths.add(new Path(AnswerCheck.check(hops, walk.sessions(), walk.flow(), request.hops(), request.sessions(), request.flow()), true, List.of()));
      return;
    }
    Node end = hops.getLast().node();
    if (end instanceof Node.Platform || hops.size() == 1) {
      paths.add(new Path(hops, true, List.of()));
      return;
    }
    PathWalker answer =
        new PathWalker(
            network,
            options,
            end,
            walk.flow().reversed(),
            new Request(origin, flow, hops, walk.sessions()));
    paths.add(new Path(hops, true, answer.walk()));
  }
}
