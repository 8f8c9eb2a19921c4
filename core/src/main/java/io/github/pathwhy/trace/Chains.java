package io.github.pathwhy.trace;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.Ruling;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
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
import io.github.pathwhy.trace.judge.Guest;
import io.github.pathwhy.trace.meet.Encounters;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Gateway Load Balancers in front of public addresses. What comes for such an address, or leaves
/// by it, goes through one of the appliances behind the balancer and on as it was. Between balancer
/// and appliance it is carried by VXLAN packets of theirs, which security groups see in its place
/// (`load-balancer/gateway-overview`).
final class Chains {
  // Senders of VXLAN choose the source port for each flow they carry.
  private static final int CARRIER_PORT = 50_000;

  private final PathWalker walker;
  private final Balancers balancers;
  private final BalancerRules rules;

  Chains(PathWalker walker) {
    this.walker = walker;
    this.balancers = walker.network().balancers();
    this.rules = walker.judges().balancing();
  }

  /// A packet between the internet and a public address.
  ///
  /// @param gateway the frontend that is chained to the address, if one is
  /// @param inward whether the packet is on the way to who has the address
  /// @param onwards where it goes on, for each of the appliances that it may have gone through
  void pass(Walk walk, Optional<ResourceId> gateway, boolean inward, Consumer<Walk> onwards) {
    if (gateway.isEmpty()) {
      onwards.accept(walk);
      return;
    }
    Optional<PublicOwner.Frontend> place = balancers.place(gateway.get());
    Optional<IpAddress> address = place.flatMap(found -> found.frontend().privateAddress());
    if (address.isEmpty()) {
      walk.add(
          new Step.Unknown(
              place.isPresent()
                  ? new Missing.Behaviour(gateway.get())
                  : new Missing.NotInInput(ResourceType.LOAD_BALANCER, gateway.get())));
      walker.unresolved(walk);
      return;
    }
    walk.enter(new Node.Frontend(place.get().balancer(), place.get().frontend(), address.get()));
    new Inspection(place.get(), address.get(), inward, onwards).begin(walk);
  }

  /** One way through a balancer. */
  private final class Inspection {
    private final PublicOwner.Frontend place;
    private final LoadBalancer balancer;
    private final IpAddress frontend;
    private final boolean inward;
    private final Consumer<Walk> onwards;

    private Inspection(
        PublicOwner.Frontend place, IpAddress frontend, boolean inward, Consumer<Walk> onwards) {
      this.place = place;
      this.balancer = place.balancer();
      this.frontend = frontend;
      this.inward = inward;
      this.onwards = onwards;
    }

    private void begin(Walk walk) {
      Encounters encounters = walker.encounters();
      encounters.at(walk, Role.LOAD_BALANCER, balancer.id());
      encounters.at(walk, Role.LOAD_BALANCER, place.frontend().id());
      Optional<BalancerRules.Choice> choice = rules.choose(balancer, place.frontend(), walk.flow());
      if (walk.isTooLong()) {
        end(walk, new Step.Unknown(new Missing.PathEnd(Walk.MAX_HOPS)));
      } else if (!walk.flow().protocol().hasPorts()) {
        // Its rules are for all ports, and what they do with packets without one is nowhere said.
        end(walk, PathWalker.unmodelled(balancer.id()));
      } else if (choice.isEmpty()) {
        encounters.within(walk, Role.LOAD_BALANCER, balancer.id());
        end(
            walk,
            new BalancerStep.NoRule(
                balancer, walk.flow().protocol(), walk.flow().destinationPort()));
      } else {
        encounters.at(walk, Role.LOAD_BALANCER, choice.get().rule());
        choice.get().pools().forEach(pool -> encounters.within(walk, Role.POOL_MEMBER, pool));
        choice.get().probe().ifPresent(probe -> encounters.at(walk, Role.POOL_MEMBER, probe.id()));
        spread(walk, choice.get());
      }
    }

    private void end(Walk walk, Step step) {
      walk.add(step);
      walker.unresolved(walk);
    }

    /** Both directions of a flow go through the same appliance. */
    private void spread(Walk walk, BalancerRules.Choice choice) {
      Optional<Balancers.Member> same =
          walker
              .remembered()
              .flatMap(sessions -> sessions.inspector(place.frontend().id(), !inward, walk.flow()));
      if (same.isPresent()) {
        Balancers.Member entry = other(choice, same.get()).orElse(same.get());
        through(walk, choice, entry, same.get(), true);
        return;
      }
      BalancerRules.Takers takers =
          rules.takers(place, choice.among(entries(choice)), frontend.version());
      takers.steps().forEach(walk::add);
      if (takers.members().isEmpty()) {
        walker.unresolved(walk);
        return;
      }
      for (Balancers.Member member : takers.members().subList(0, takers.members().size() - 1)) {
        if (walker.mayFork()) {
          enter(walk.fork(), choice, member);
        }
      }
      if (takers.members().size() > 1 && !walker.mayFork()) {
        walk.add(new Step.Unknown(new Missing.MorePaths(PathWalker.MAX_PATHS)));
      }
      enter(walk, choice, takers.members().getLast());
    }

    private void enter(Walk walk, BalancerRules.Choice choice, Balancers.Member member) {
      walk.sessions()
          .add(new Sessions.Inspected(place.frontend().id(), inward, member, walk.flow()));
      through(walk, choice, member, other(choice, member).orElse(member), false);
    }

    /** The members at whose tunnels packets of this direction come in. */
    private List<Balancers.Member> entries(BalancerRules.Choice choice) {
      return choice.members().stream()
          .filter(member -> tunnel(choice, member, inward).isPresent())
          .toList();
    }

    /** The tunnel of a side that the pools of an interface have. */
    private Optional<LoadBalancer.Tunnel> tunnel(
        BalancerRules.Choice choice, Balancers.Member member, boolean external) {
      return choice.pools().stream()
          .filter(pool -> balancers.members(pool).contains(member))
          .flatMap(pool -> balancer.pool(pool).stream())
          .flatMap(pool ->
              (pool.tunnels().isEmpty() ? LoadBalancer.Tunnel.DEFAULTS : pool.tunnels()).stream())
          .filter(tunnel -> tunnel.external() == external)
          .findFirst();
    }

    /** The interface of the same appliance that is in the pool of the other side, if not this. */
    private Optional<Balancers.Member> other(BalancerRules.Choice choice, Balancers.Member member) {
      boolean external = tunnel(choice, member, true).isPresent();
      if (external && tunnel(choice, member, false).isPresent()) {
        return Optional.empty();
      }
      return choice.members().stream()
          .filter(each -> each.at().owner().equals(member.at().owner()))
          .filter(each -> tunnel(choice, each, !external).isPresent())
          .findFirst();
    }

    private void through(
        Walk walk,
        BalancerRules.Choice choice,
        Balancers.Member entry,
        Balancers.Member exit,
        boolean known) {
      walk.add(new BalancerStep.Balanced(balancer, choice.rule(), choice.declaredAt(), entry.at()));
      walk.enter(new Node.Interface(entry.at()));
      walker.encounters().atInterface(walk, entry.at());
      Optional<Integer> to = tunnel(choice, entry, inward).flatMap(LoadBalancer.Tunnel::port);
      Optional<Integer> back = tunnel(choice, exit, !inward).flatMap(LoadBalancer.Tunnel::port);
      if (to.isEmpty() || back.isEmpty()) {
        end(walk, PathWalker.unmodelled(balancer.id()));
        return;
      }
      walk.add(new BalancerStep.Tunnelled(balancer, entry.at(), to.get(), back.get()));
      IpAddress in = entry.configuration().privateAddress();
      walker.filterCarrier(
          walk,
          entry.at(),
          Direction.INBOUND,
          new Flow(frontend, in, Protocol.UDP, CARRIER_PORT, to.get()));
      if (entry.at().isAttached()) {
        inspect(walk, entry.at(), known);
      } else {
        walker.judgeUnattached(walk, entry.at());
      }
      IpAddress out = exit.configuration().privateAddress();
      walker.filterCarrier(
          walk,
          exit.at(),
          Direction.OUTBOUND,
          new Flow(out, frontend, Protocol.UDP, CARRIER_PORT, back.get()));
      if (leadsBack(exit.at())) {
        onwards.accept(walk);
      } else {
        end(walk, PathWalker.unmodelled(balancer.id()));
      }
    }

    /** Whether what the appliance sends to the balancer goes there straight. */
    private boolean leadsBack(EffectiveInterface exit) {
      return exit.routes()
          .select(frontend)
          .filter(route -> route.nextHop() instanceof NextHop.VnetLocal)
          .isPresent();
    }
  }

  /** What the appliance does with the flow, as far as the input says. */
  private void inspect(Walk walk, EffectiveInterface at, boolean known) {
    Optional<VirtualMachine> machine = at.machine();
    walker.encounters().within(walk, Role.APPLIANCE, at.ownerId());
    if (machine.isEmpty()) {
      return;
    }
    Guest.health(walker.network(), machine.get()).forEach(walk::add);
    Optional<AppliancePolicy> policy = machine.get().appliance();
    if (policy.isPresent() && !known) {
      walker.forwarder().judge(walk, machine.get(), policy.get(), at);
      Ruling<AppliancePolicy.SourceNat> translation =
          walker
              .network()
              .appliance(machine.get(), policy.get(), at)
              .sourceNat()
              .first(walk.flow());
      // It is for what the appliance routes; whether for this as well, nothing says.
      if (translation.rule().isPresent() || !translation.isCertain()) {
        walk.add(new Step.Unknown(new Missing.Translation(machine.get().id())));
      }
    }
    walk.add(new Step.Forwarded(machine.get(), Optional.of(at), false));
  }
}
