package io.github.pathwhy.trace;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.Probes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at the frontends of load balancers: every healthy member of the pool is a path of
/// its own. The client's address stays; the frontend's becomes the member's, unless floating IP
/// keeps it or the packet is only passing through on the way to somebody else.
final class LoadBalancing {
  private final PathWalker walker;
  private final Balancers balancers;
  private final Probes probes;

  LoadBalancing(PathWalker walker) {
    this.walker = walker;
    this.balancers = walker.network().balancers();
    this.probes = new Probes(walker.network());
  }

  /** Where a frontend sends a flow: to one of these members, with this destination port. */
  private record Choice(
      ResourceId rule,
      SourcePosition declaredAt,
      Optional<LoadBalancer.Probe> probe,
      List<ResourceId> pools,
      List<Balancers.Member> members,
      int port,
      boolean floating) {}

  /** A packet at a frontend address, as its destination or as its next hop. */
  void arrive(Walk walk, PublicOwner.Frontend place, IpAddress address, boolean global) {
    LoadBalancer balancer = place.balancer();
    boolean passing = !walk.flow().destination().equals(address);
    walk.enter(new Node.Frontend(balancer, place.frontend(), address));
    if (walk.isTooLong()) {
      walk.add(new Step.Unknown(new Missing.PathEnd(Walk.MAX_HOPS)));
      walker.unresolved(walk);
      return;
    }
    Encounters encounters = walker.encounters();
    encounters.at(walk, Role.LOAD_BALANCER, balancer.id());
    encounters.at(walk, Role.LOAD_BALANCER, place.frontend().id());
    if (place.frontend().isPublic() || global) {
      encounters.at(walk, Role.WAY_OUT, balancer.id());
    }
    if (global && balancer.sku() == LoadBalancer.Sku.BASIC) {
      walk.add(new BalancerStep.GlobalPeeringNotSupported(balancer));
      walker.unresolved(walk);
      return;
    }
    if (walk.flow().protocol() == Protocol.ICMP && answersPing(place) && !passing) {
      walk.add(new BalancerStep.AnswersPing(balancer));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    Optional<Choice> choice = choose(balancer, place.frontend(), walk.flow());
    if (choice.isEmpty()) {
      encounters.within(walk, Role.LOAD_BALANCER, balancer.id());
      walk.add(
          new BalancerStep.NoRule(balancer, walk.flow().protocol(), walk.flow().destinationPort()));
      walker.unresolved(walk);
      return;
    }
    encounters.at(walk, Role.LOAD_BALANCER, choice.get().rule());
    choice.get().pools().forEach(pool -> encounters.within(walk, Role.POOL_MEMBER, pool));
    choice.get().probe().ifPresent(probe -> encounters.at(walk, Role.POOL_MEMBER, probe.id()));
    Optional<Balancers.Member> same = passing ? sameInstance(choice.get(), walk) : Optional.empty();
    if (same.isPresent()) {
      send(walk, place, choice.get(), same.get(), passing);
    } else {
      spread(walk, place, choice.get(), passing);
    }
  }

  /// Standard public frontends answer a ping themselves
  /// (`load-balancer/load-balancer-test-frontend-reachability`).
  private static boolean answersPing(PublicOwner.Frontend place) {
    return place.balancer().sku() == LoadBalancer.Sku.STANDARD
        && place.frontend().isPublic()
        && place.balancer().rules().stream()
            .anyMatch(rule -> rule.frontend().equals(place.frontend().id()));
  }

  /** An inbound NAT rule, else the rule of the port, else the rule of all ports. */
  private Optional<Choice> choose(
      LoadBalancer balancer, LoadBalancer.Frontend frontend, Flow flow) {
    int port = flow.destinationPort();
    for (LoadBalancer.InboundNat rule : balancer.inboundNat()) {
      if (rule.frontend().equals(frontend.id())
          && covers(rule.protocol(), flow.protocol())
          && rule.firstPort() <= port
          && port <= rule.lastPort()) {
        return Optional.of(
            new Choice(
                rule.id(),
                rule.declaredAt(),
                Optional.empty(),
                List.of(),
                balancers.target(rule, port).map(List::of).orElse(List.of()),
                rule.backendPort(),
                rule.floatingIp()));
      }
    }
    LoadBalancer.Rule found = null;
    for (LoadBalancer.Rule rule : balancer.rules()) {
      if (rule.frontend().equals(frontend.id()) && covers(rule.protocol(), flow.protocol())) {
        if (rule.frontendPort() == port && !rule.isHaPorts()) {
          found = rule;
          break;
        }
        if (rule.isHaPorts() && flow.protocol().hasPorts()) {
          found = rule;
        }
      }
    }
    return Optional.ofNullable(found).map(rule -> choice(balancer, rule, port));
  }

  private Choice choice(LoadBalancer balancer, LoadBalancer.Rule rule, int port) {
    List<Balancers.Member> members = new ArrayList<>();
    for (ResourceId pool : rule.pools()) {
      members.addAll(balancers.members(pool));
    }
    return new Choice(
        rule.id(),
        rule.declaredAt(),
        rule.probe().flatMap(balancer::probe),
        rule.pools(),
        members,
        rule.isHaPorts() ? port : rule.backendPort(),
        rule.floatingIp());
  }

  private static boolean covers(Protocol rule, Protocol flow) {
    return rule == Protocol.ANY || rule == flow;
  }

  /** Both directions of a flow go to the same instance of a pool of appliances. */
  private Optional<Balancers.Member> sameInstance(Choice choice, Walk walk) {
    if (walker.remembered().isEmpty()) {
      return Optional.empty();
    }
    for (Balancers.Member member : choice.members()) {
      boolean passed =
          member
              .at()
              .owner()
              .filter(owner -> walker.remembered().get().passage(owner, walk.flow()).isPresent())
              .isPresent();
      if (passed) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  private void spread(Walk walk, PublicOwner.Frontend place, Choice choice, boolean passing) {
    List<Balancers.Member> healthy = new ArrayList<>();
    for (Balancers.Member member : choice.members()) {
      if (member.configuration().privateAddress().version() != walk.flow().version()) {
        continue;
      }
      switch (probes.health(place.balancer(), choice.probe(), member)) {
        case Probes.Health.Up _ -> healthy.add(member);
        case Probes.Health.Down(String reason) ->
            walk.add(new BalancerStep.MemberDown(place.balancer(), Probes.nameOf(member), reason));
        case Probes.Health.Doubtful(List<Missing> missing) -> {
          missing.forEach(each -> walk.add(new Step.Unknown(each)));
          healthy.add(member);
        }
      }
    }
    boolean open = false;
    for (ResourceId pool : choice.pools()) {
      if (balancers.lacksMembers(pool)) {
        open = true;
        walk.add(new Step.Unknown(new Missing.PoolMembers(pool)));
      }
    }
    if (healthy.isEmpty() && open) {
      walker.unresolved(walk);
      return;
    }
    if (healthy.isEmpty()) {
      walk.add(
          new BalancerStep.NoHealthyMember(place.balancer(), choice.rule(), choice.declaredAt()));
      walker.unresolved(walk);
      return;
    }
    for (Balancers.Member member : healthy.subList(0, healthy.size() - 1)) {
      if (walker.mayFork()) {
        send(walk.fork(), place, choice, member, passing);
      }
    }
    if (healthy.size() > 1 && !walker.mayFork()) {
      walk.add(new Step.Unknown(new Missing.MorePaths(PathWalker.MAX_PATHS)));
    }
    send(walk, place, choice, healthy.getLast(), passing);
  }

  private void send(
      Walk walk,
      PublicOwner.Frontend place,
      Choice choice,
      Balancers.Member member,
      boolean passing) {
    LoadBalancer balancer = place.balancer();
    walk.add(new BalancerStep.Balanced(balancer, choice.rule(), choice.declaredAt(), member.at()));
    Flow before = walk.flow();
    if (!passing && !place.frontend().isPublic() && isSender(member, before)) {
      walk.add(new BalancerStep.Hairpin(balancer, member.at()));
      walker.unresolved(walk);
      return;
    }
    if (!passing) {
      Flow to =
          choice.floating()
              ? before
              : before.withDestination(member.configuration().privateAddress());
      Flow after = to.protocol().hasPorts() ? to.withDestinationPort(choice.port()) : to;
      if (!after.equals(before)) {
        walk.translate(
            new Step.Translated(Step.Translation.LOAD_BALANCER, balancer, before, after));
      }
      walk.sessions()
          .add(
              new Sessions.Inbound(
                  member.at(), balancer, place.frontend().isPublic(), before, after));
    }
    walk.enter(new Node.Interface(member.at()));
    if (choice.floating() && !passing && isSecondary(member)) {
      walk.add(new Step.Unknown(new Missing.FloatingSecondary(member.configuration().id())));
    }
    publicAddress(place)
        .filter(_ -> balancer.sku() != LoadBalancer.Sku.BASIC)
        .filter(_ -> member.at().rules(Direction.INBOUND).isOpen())
        .ifPresent(address -> walk.add(new Step.PublicAddressClosed(address)));
    walker.receive(walk, member.at(), !passing || member.at().owns(walk.flow().destination()));
  }

  /** Floating IP is for primary configurations (`load-balancer/load-balancer-floating-ip`). */
  private static boolean isSecondary(Balancers.Member member) {
    IpConfiguration own = member.configuration();
    return member.at().primary(own.privateAddress().version()).filter(own::equals).isEmpty();
  }

  private static boolean isSender(Balancers.Member member, Flow flow) {
    return member.configuration().has(flow.source());
  }

  private Optional<PublicIpAddress> publicAddress(PublicOwner.Frontend place) {
    return place
        .frontend()
        .publicIpAddress()
        .flatMap(id -> walker.network().topology().find(id, PublicIpAddress.class));
  }
}
