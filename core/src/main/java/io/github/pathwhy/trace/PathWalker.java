package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.EffectiveSecurityRules;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.BastionRules;
import io.github.pathwhy.trace.judge.Guest;
import io.github.pathwhy.trace.judge.TranslatedSource;
import io.github.pathwhy.trace.meet.Encounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks all paths of one request, or of one answer when it is given what the request left behind.
/// The two differ only where something remembers the request.
final class PathWalker {
  // More equal-cost combinations than any real design.
  static final int MAX_PATHS = 256;

  private final EffectiveNetwork network;
  private final Judges judges;
  private final TraceOptions options;
  private final Router router;
  private final NextHops nextHops;
  private final Fabric fabric;
  private final Forwarder forwarder;
  private final InternetEdge internet;
  private final LoadBalancing balancing;
  private final Services services;
  private final LinkServices linkServices;
  private final Firewalls firewalls;
  private final ApplicationGateways applicationGateways;
  private final Gateways gateways;
  private final Hubs hubs;
  private final Encounters encounters;
  private final Node origin;
  private final Flow flow;
  private final @Nullable Request request;
  private final List<Finished> paths = new ArrayList<>(1);

  /** A path, and how the connections on it go. */
  record Finished(Path path, Legs legs) {}

  /** What an answer belongs to. */
  private record Request(
      Node origin, Flow flow, List<Hop> hops, Sessions sessions, Optional<Resource> translator) {}

  private PathWalker(
      EffectiveNetwork network,
      Judges judges,
      TraceOptions options,
      Node origin,
      Flow flow,
      @Nullable Request request) {
    this.network = network;
    this.options = options;
    this.origin = origin;
    this.flow = flow;
    this.request = request;
    this.judges = judges;
    this.encounters = judges.encounters();
    this.router = new Router(this);
    this.nextHops = new NextHops(this);
    this.fabric = new Fabric(this);
    this.forwarder = new Forwarder(this);
    this.internet = new InternetEdge(this);
    this.balancing = new LoadBalancing(this);
    this.services = new Services(this);
    this.linkServices = new LinkServices(this);
    this.firewalls = new Firewalls(this);
    this.applicationGateways = new ApplicationGateways(this);
    this.gateways = new Gateways(this);
    this.hubs = new Hubs(this);
  }

  static PathWalker request(
      EffectiveNetwork network, Judges judges, TraceOptions options, Node origin, Flow flow) {
    return new PathWalker(network, judges, options, origin, flow, null);
  }

  EffectiveNetwork network() {
    return network;
  }

  Judges judges() {
    return judges;
  }

  TraceOptions options() {
    return options;
  }

  /** What packets meet of the network's gaps. */
  Encounters encounters() {
    return encounters;
  }

  Router router() {
    return router;
  }

  NextHops nextHops() {
    return nextHops;
  }

  Fabric fabric() {
    return fabric;
  }

  InternetEdge internet() {
    return internet;
  }

  Forwarder forwarder() {
    return forwarder;
  }

  Hubs hubs() {
    return hubs;
  }

  LoadBalancing balancing() {
    return balancing;
  }

  /** What private link services do. */
  LinkServices linkServices() {
    return linkServices;
  }

  /** What Azure Firewalls do. */
  Firewalls firewalls() {
    return firewalls;
  }

  /** What the request left behind, when this is the way of its answer. */
  Optional<Sessions> remembered() {
    return request == null ? Optional.empty() : Optional.of(request.sessions());
  }

  /** Whether the flow comes from outside, where only public addresses can be reached. */
  boolean startsOutside() {
    return request == null && origin instanceof Node.Internet;
  }

  /** The sender of the request, when it has an address of a network that no resource shows. */
  Optional<EffectiveInterface> standIn(ResourceId virtualNetwork, IpAddress address) {
    return request != null
            && request.origin() instanceof Node.Interface(EffectiveInterface at)
            && at.virtualNetwork().id().equals(virtualNetwork)
            && at.owns(address)
        ? Optional.of(at)
        : Optional.empty();
  }

  /** Whether there is room for one more branch. */
  boolean mayFork() {
    return paths.size() < MAX_PATHS;
  }

  /** The number of paths that are finished. */
  int finished() {
    return paths.size();
  }

  /** Takes the finished paths from a number on away. */
  List<Finished> takeFrom(int number) {
    List<Finished> tail = paths.subList(number, paths.size());
    List<Finished> taken = List.copyOf(tail);
    tail.clear();
    return taken;
  }

  /** Adds a finished path. */
  void add(Finished path) {
    paths.add(path);
  }

  /** All paths. */
  List<Path> walk() {
    List<Finished> finished = follow();
    return finished.size() == 1
        ? List.of(finished.getFirst().path())
        : finished.stream().map(Finished::path).toList();
  }

  private List<Finished> follow() {
    Walk walk = new Walk(origin, flow);
    encounters.openAddress(origin, flow).ifPresent(walk::blur);
    switch (origin) {
      case Node.Interface(EffectiveInterface at) -> {
        encounters.atInterface(walk, at);
        if (request == null) {
          encounters.within(walk, Role.BASTION, at.ownerId());
          encounters.atSender(walk, at.ownerId(), options.hostName());
          options.hostName().ifPresent(name -> encounters.atName(walk, at, name));
          if (at.owner().orElse(null) instanceof BastionHost host) {
            BastionRules.blocked(network, host, at).ifPresent(walk::add);
          }
          at.machine().ifPresent(machine -> checkSender(walk, machine));
        }
        router.send(walk, at);
      }
      case Node.Internet _ -> {
        if (!hubs.returnFromInternet(walk)) {
          internet.originate(walk);
        }
      }
      case Node.Service(PlatformService service, IpAddress _) -> fromService(walk, service);
      case Node.Outside(Site site, IpAddress _) -> fromSite(walk, site);
      case Node.Platform _ -> fromPlatform(walk);
      case Node.Frontend _, Node.Hub _, Node.Unresolved _ -> complete(walk);
    }
    return paths;
  }

  private void checkSender(Walk walk, VirtualMachine machine) {
    if (network.topology().observation(machine.id()).isPresent()) {
      Guest.health(network, machine).forEach(walk::add);
      Guest.sourcePort(network, machine, walk.flow()).ifPresent(walk::add);
      Guest.firewall(network, machine, Direction.OUTBOUND, walk.flow()).ifPresent(walk::add);
    }
  }

  /** What a service outside of all networks sends goes over the internet. */
  private void fromService(Walk walk, PlatformService service) {
    encounters.atSender(walk, service.id(), options.hostName());
    IpAddress destination = walk.flow().destination();
    if (AddressSpaces.isPublic(destination)) {
      internet.originate(walk);
    } else {
      encounters.within(walk, Role.ADDRESS_OWNER, service.id());
      walk.add(new Step.NotInNetwork(service, destination));
      unresolved(walk);
    }
  }

  /// Health probes and what else the platform sends come from the host of the machine: past all
  /// routes, but not past its security groups (`load-balancer-custom-probe-overview`).
  private void fromPlatform(Walk walk) {
    List<EffectiveInterface> owners = network.owners(walk.flow().destination());
    if (owners.size() == 1) {
      arrive(walk, owners.getFirst());
    } else {
      walk.add(new Step.Unknown(new Missing.PublicOwner(walk.flow().destination())));
      unresolved(walk);
    }
  }

  private void fromSite(Walk walk, Site site) {
    Optional<EffectiveInterface> gateway =
        network.interfaceOf(site.gateway()).filter(EffectiveInterface::isGateway);
    if (gateway.isPresent()) {
      arrive(walk, gateway.get());
      return;
    }
    Optional<VirtualHub> hub = network.hubs().hubOf(site.gateway());
    if (hub.isPresent()) {
      hubs.fromBranch(walk, hub.get(), site.gateway());
      return;
    }
    Optional<VirtualMachine> machine =
        network.topology().find(site.gateway(), VirtualMachine.class);
    if (machine.isEmpty()) {
      walk.add(unmodelled(site.gateway()));
      unresolved(walk);
      return;
    }
    List<EffectiveInterface> interfaces = network.interfaces(machine.get());
    if (interfaces.isEmpty()) {
      walk.add(new Step.Unknown(new Missing.Interfaces(machine.get().id())));
      unresolved(walk);
      return;
    }
    walk.enter(new Node.Interface(interfaces.getFirst()));
    forwarder.forward(walk, machine.get(), Optional.empty(), walk.flow());
  }

  void arrive(Walk walk, EffectiveInterface at) {
    walk.enter(new Node.Interface(at));
    if (walk.isLooping()) {
      walk.add(new Step.Looped(at));
      unresolved(walk);
      return;
    }
    receive(walk, at);
  }

  void receive(Walk walk, EffectiveInterface at) {
    receive(walk, at, at.owns(walk.flow().destination()));
  }

  /// A packet at an interface. It may be for the interface (`own`) although its destination is
  /// another address: floating IP keeps that of the frontend.
  void receive(Walk walk, EffectiveInterface at, boolean own) {
    encounters.atInterface(walk, at);
    filter(walk, at, Direction.INBOUND);
    Optional<Peering> closed = walk.takeClosedLink();
    if (closed.isPresent() && !walk.isExplicitlyAllowed()) {
      walk.add(new Step.AccessNotAllowed(closed.get(), Direction.INBOUND));
    }
    if (!at.isAttached()) {
      judgeUnattached(walk, at);
    }
    Device device = device(at);
    if (walk.isSourceless() && (!own || !(device instanceof Forwarder))) {
      unresolved(walk);
    } else if (!own) {
      device.forward(walk, at);
    } else if (request != null) {
      receiveAnswer(walk, at, request.sessions());
    } else {
      device.receive(walk, at);
    }
  }

  /** What the owner of an interface does with packets. */
  private Device device(EffectiveInterface at) {
    return switch (at.owner().orElse(null)) {
      case VirtualMachine _ -> forwarder;
      case AzureFirewall _ -> firewalls;
      case ApplicationGateway _ -> applicationGateways;
      case VirtualNetworkGateway _ -> gateways;
      case PrivateLinkService _ -> linkServices;
      case null, default -> services;
    };
  }

  void judgeUnattached(Walk walk, EffectiveInterface at) {
    List<Unmodelled> users = network.unmodelledUsers(at.nic().id());
    walk.add(users.isEmpty() ? new Step.NotAttached(at.nic()) : unmodelled(users.getFirst().id()));
  }

  /** An answer for one of the interface's own addresses goes back further, or has arrived. */
  private void receiveAnswer(Walk walk, EffectiveInterface at, Sessions sessions) {
    Optional<Sessions.Passage> passage =
        at.owner().flatMap(owner -> sessions.passage(owner, walk.flow()));
    if (passage.isPresent()) {
      forwarder.forwardAnswer(walk, passage.get());
    } else {
      walk.add(new Step.Delivered());
      complete(walk);
    }
  }

  void filter(Walk walk, EffectiveInterface at, Direction direction) {
    if (request != null && request.sessions().isEstablished(at, direction, walk.flow())) {
      walk.established(direction);
      return;
    }
    judges.filters().atFilter(walk, at);
    EffectiveSecurityRules rules = at.rules(direction);
    if (at.isGateway() && rules.isOpen()) {
      return;
    }
    if (walk.isSourceless()) {
      denialOfAnySource(walk.flow(), at, direction)
          .ifPresent(denial -> walk.filtered(direction, List.of(denial)));
      return;
    }
    List<StageDecision> decisions = rules.evaluate(walk.flow());
    walk.filtered(
        direction,
        walk.translator().isEmpty()
            ? decisions
            : TranslatedSource.of(network, walk.flow().source())
                .map(source -> source.decide(walk.flow(), rules, decisions))
                .orElse(decisions));
    walk.sessions().passed(at, direction, walk.flow());
  }

  /** Security groups judge another packet that carries the flow. */
  void filterCarrier(Walk walk, EffectiveInterface at, Direction direction, Flow carrier) {
    judges.filters().atFilter(walk, at);
    walk.filtered(direction, at.rules(direction).evaluate(carrier));
  }

  /// What denies the flow whatever its source is. Behind a stage that nobody knows, nothing does:
  /// it may let the flow past the others.
  private Optional<StageDecision> denialOfAnySource(
      Flow any, EffectiveInterface at, Direction direction) {
    FlowPattern pattern =
        new FlowPattern(
            any.protocol(),
            new AddressTerm.Unknown("source"),
            new PortRange(any.sourcePort(), any.sourcePort()),
            new AddressTerm.Block(Prefix.host(any.destination())),
            new PortRange(any.destinationPort(), any.destinationPort()));
    for (StageEvaluation stage : network.evaluate(at, direction, pattern)) {
      switch (stage.decision().verdict()) {
        case DENY -> {
          return Optional.of(stage.decision());
        }
        case UNKNOWN -> {
          return Optional.empty();
        }
        case ALLOW -> {}
      }
    }
    return Optional.empty();
  }

  static Step.Unknown unmodelled(ResourceId resource) {
    return new Step.Unknown(new Missing.Behaviour(resource));
  }

  /** The path ends before the destination, which is drawn all the same. */
  void unresolved(Walk walk) {
    Flow target = request == null ? flow : walk.flow();
    if (!walk.isAt(target.destination())) {
      walk.enter(new Node.Unresolved(target.destination()));
    }
    paths.add(new Finished(new Path(walk.hops(), false, List.of()), walk.legs()));
  }

  void complete(Walk walk) {
    List<Hop> hops = walk.hops();
    if (request != null) {
      completeAnswer(walk, hops, request);
      return;
    }
    Node end = hops.getLast().node();
    boolean answersItself = end instanceof Node.Platform || end instanceof Node.Frontend;
    if (answersItself || walk.isSourceless() || hops.size() == 1) {
      paths.add(new Finished(new Path(hops, true, List.of()), walk.legs()));
      return;
    }
    PathWalker answer =
        new PathWalker(
            network,
            judges,
            options,
            end,
            walk.flow().reversed(),
            new Request(origin, flow, hops, walk.sessions(), walk.translator()));
    List<Path> replies = new ArrayList<>(1);
    for (Finished reply : answer.follow()) {
      replies.add(reply.path());
      walk.legs().answeredBy(reply.legs());
    }
    paths.add(new Finished(new Path(hops, true, replies), walk.legs()));
  }

  private void completeAnswer(Walk walk, List<Hop> hops, Request request) {
    Optional<Resource> missed =
        AnswerCheck.missed(
            walk.sessions(), walk.flow(), request.sessions(), request.flow(), request.translator());
    if (missed.isEmpty()) {
      paths.add(new Finished(new Path(hops, true, List.of()), walk.legs()));
      return;
    }
    int divergence = AnswerCheck.divergence(hops, request.hops());
    Step verdict =
        AnswerCheck.verdict(
            missed.get(),
            hops.getFirst().node(),
            walk.flow(),
            request.flow(),
            options().strictness().endpoints());
    if (verdict.effect() == Effect.BLOCKS) {
      walk.legs().failAt(divergence);
    }
    List<Hop> marked = AnswerCheck.mark(hops, divergence, verdict);
    paths.add(new Finished(new Path(marked, true, List.of()), walk.legs()));
  }
}
