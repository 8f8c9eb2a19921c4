package io.github.pathwhy.trace;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.BalancerRules;
import io.github.pathwhy.trace.meet.Encounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at the frontends of load balancers: every healthy member of the pool is a path of
/// its own. The client's address stays; the frontend's becomes the member's, unless floating IP
/// keeps it or the packet is only passing through on the way to somebody else.
final class LoadBalancing {
  private final PathWalker walker;
  private final Balancers balancers;
  private final BalancerRules rules;

  LoadBalancing(PathWalker walker) {
    this.walker = walker;
    this.balancers = walker.network().balancers();
    this.rules = walker.judges().balancing();
  }

  /// Where and as what a packet comes: `passing` on the way to somebody else; `outside` is the flow
  /// that the client sent.
  private record Arrival(PublicOwner.Frontend place, boolean passing, Flow outside) {}

  /** A packet at a frontend address, as its destination or as its next hop. */
  void arrive(Walk walk, PublicOwner.Frontend place, IpAddress address, boolean global) {
    boolean passing = !walk.flow().destination().equals(address);
    arrive(walk, new Arrival(place, passing, walk.flow()), address, global);
  }

  private void arrive(Walk walk, Arrival arrival, IpAddress address, boolean global) {
    PublicOwner.Frontend place = arrival.place();
    LoadBalancer balancer = place.balancer();
    boolean passing = arrival.passing();
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
    Optional<BalancerRules.Choice> choice = rules.choose(balancer, place.frontend(), walk.flow());
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
      send(walk, arrival, choice.get(), same.get());
    } else if (choice.get().pools().stream().anyMatch(this::isGlobal)) {
      spreadOverRegions(walk, arrival, choice.get());
    } else {
      spread(walk, arrival, choice.get());
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

  /** Both directions of a flow go to the same instance of a pool of appliances. */
  private Optional<Balancers.Member> sameInstance(BalancerRules.Choice choice, Walk walk) {
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

  private boolean isGlobal(ResourceId pool) {
    return !balancers.frontends(pool).isEmpty();
  }

  /// A global load balancer sends to the regional ones that have a healthy member; the client's
  /// address stays (`load-balancer/cross-region-overview`).
  private void spreadOverRegions(Walk walk, Arrival arrival, BalancerRules.Choice choice) {
    List<Arrival> regions = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    boolean open = false;
    for (ResourceId pool : choice.pools()) {
      open |= balancers.lacksMembers(pool);
      for (PublicOwner.Frontend region : balancers.frontends(pool)) {
        Optional<IpAddress> address =
            publicAddress(region)
                .flatMap(PublicIpAddress::address)
                .filter(found -> found.version() == walk.flow().version());
        if (address.isEmpty()) {
          open |= publicAddress(region).isEmpty();
          continue;
        }
        Flow to = choice.floating() ? walk.flow() : walk.flow().withDestination(address.get());
        Flow after = to.protocol().hasPorts() ? to.withDestinationPort(choice.port()) : to;
        if (rules.mayServe(region, after)) {
          regions.add(new Arrival(region, false, arrival.outside()));
          flows.add(after);
        } else {
          walk.add(
              new BalancerStep.MemberDown(
                  arrival.place().balancer(),
                  region.balancer().name(),
                  "it has no healthy member for Tcp/" + choice.port()));
        }
      }
    }
    if (open) {
      choice.pools().stream()
          .filter(balancers::lacksMembers)
          .forEach(pool -> walk.add(new Step.Unknown(new Missing.PoolMembers(pool))));
    }
    if (regions.isEmpty()) {
      if (!open) {
        walk.add(
            new BalancerStep.NoHealthyMember(
                arrival.place().balancer(), choice.rule(), choice.declaredAt()));
      }
      walker.unresolved(walk);
      return;
    }
    for (int i = 0; i < regions.size(); i++) {
      boolean last = i == regions.size() - 1;
      if (last || walker.mayFork()) {
        enterRegion(last ? walk : walk.fork(), arrival, regions.get(i), flows.get(i), choice);
      }
    }
  }

  private void enterRegion(
      Walk walk, Arrival from, Arrival region, Flow after, BalancerRules.Choice choice) {
    Flow before = walk.flow();
    // Not for global load balancers, as far as is documented.
    region
        .place()
        .frontend()
        .gateway()
        .ifPresent(gateway -> walk.add(PathWalker.unmodelled(gateway)));
    walk.add(
        new BalancerStep.ToRegion(
            from.place().balancer(),
            choice.rule(),
            choice.declaredAt(),
            region.place().balancer()));
    if (!after.equals(before)) {
      walk.translate(
          new Step.Translated(
              Step.Translation.LOAD_BALANCER, from.place().balancer(), before, after));
    }
    IpAddress address =
        publicAddress(region.place()).flatMap(PublicIpAddress::address).orElseThrow();
    arrive(walk, region, address, false);
  }

  private void spread(Walk walk, Arrival arrival, BalancerRules.Choice choice) {
    BalancerRules.Takers takers = rules.takers(arrival.place(), choice, walk.flow().version());
    takers.steps().forEach(walk::add);
    List<Balancers.Member> healthy = takers.members();
    if (healthy.isEmpty()) {
      walker.unresolved(walk);
      return;
    }
    for (Balancers.Member member : healthy.subList(0, healthy.size() - 1)) {
      if (walker.mayFork()) {
        send(walk.fork(), arrival, choice, member);
      }
    }
    if (healthy.size() > 1 && !walker.mayFork()) {
      walk.add(new Step.Unknown(new Missing.MorePaths(PathWalker.MAX_PATHS)));
    }
    send(walk, arrival, choice, healthy.getLast());
  }

  private void send(
      Walk walk, Arrival arrival, BalancerRules.Choice choice, Balancers.Member member) {
    PublicOwner.Frontend place = arrival.place();
    boolean passing = arrival.passing();
    LoadBalancer balancer = place.balancer();
    walk.add(new BalancerStep.Balanced(balancer, choice.rule(), choice.declaredAt(), member.at()));
    Flow before = walk.flow();
    if (!passing && !place.frontend().isPublic() && isSender(member, before)) {
      walk.add(
          choice.floating()
              ? new Step.Unknown(
                  new Missing.FloatingToItself(member.at().ownerName(), before.destination()))
              : new BalancerStep.Hairpin(balancer, member.at()));
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
                  member.at(),
                  balancer,
                  place.frontend().isPublic(),
                  place.frontend().gateway(),
                  arrival.outside(),
                  after));
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
