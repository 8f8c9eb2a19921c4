package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.PublicOwner;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which rule of a load balancer a flow meets, and which members of its pools may take it.
public final class BalancerRules {
  private final Balancers balancers;
  private final Probes probes;

  public BalancerRules(EffectiveNetwork network) {
    this.balancers = network.balancers();
    this.probes = new Probes(network);
  }

  /** Where a frontend sends a flow: to one of these members, with this destination port. */
  public record Choice(
      ResourceId rule,
      SourcePosition declaredAt,
      Optional<LoadBalancer.Probe> probe,
      List<ResourceId> pools,
      List<Balancers.Member> members,
      int port,
      boolean floating) {

    public Choice {
      pools = List.copyOf(pools);
      members = List.copyOf(members);
    }

    /** The same with some of its members. */
    public Choice among(List<Balancers.Member> some) {
      return new Choice(rule, declaredAt, probe, pools, some, port, floating);
    }
  }

  /// The members that may take a flow, and what is to be said of that; none of them may be there
  /// because the flow ends here, or because it is not known who they are.
  public record Takers(List<Balancers.Member> members, List<Step> steps) {
    public Takers {
      members = List.copyOf(members);
      steps = List.copyOf(steps);
    }
  }

  /** An inbound NAT rule, else the rule of the port, else the rule of all ports. */
  public Optional<Choice> choose(LoadBalancer balancer, LoadBalancer.Frontend frontend, Flow flow) {
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

  /** Whether a frontend has a rule for a flow, and a member that may take it. */
  public boolean mayServe(PublicOwner.Frontend place, Flow flow) {
    Optional<Choice> choice = choose(place.balancer(), place.frontend(), flow);
    return choice.isPresent()
        && (choice.get().pools().stream().anyMatch(balancers::lacksMembers)
            || choice.get().members().stream()
                .anyMatch(member ->
                    !(health(place, choice.get(), member) instanceof Probes.Health.Down)));
  }

  /// The health of a member. What the administrator decided stands in place of a probe, where there
  /// is one (`load-balancer/admin-state-overview`).
  private Probes.Health health(PublicOwner.Frontend place, Choice choice, Balancers.Member member) {
    LoadBalancer.AdminState state = adminState(choice, member);
    return switch (state) {
      case NONE -> probes.health(place.balancer(), choice.probe(), member);
      case UP -> new Probes.Health.Up();
      case DOWN, DRAIN ->
          new Probes.Health.Down(
              "its administrative state is "
                  + (state == LoadBalancer.AdminState.DOWN ? "Down" : "Drain"));
    };
  }

  private LoadBalancer.AdminState adminState(Choice choice, Balancers.Member member) {
    if (choice.probe().isEmpty()) {
      return LoadBalancer.AdminState.NONE;
    }
    for (ResourceId pool : choice.pools()) {
      LoadBalancer.AdminState state = balancers.adminState(pool, member);
      if (state != LoadBalancer.AdminState.NONE) {
        return state;
      }
    }
    return LoadBalancer.AdminState.NONE;
  }

  /** Who may take a flow of a family. */
  public Takers takers(PublicOwner.Frontend place, Choice choice, IpVersion version) {
    List<Balancers.Member> healthy = new ArrayList<>();
    List<Balancers.Member> probedDown = new ArrayList<>(0);
    List<Step> steps = new ArrayList<>(0);
    List<Step> down = new ArrayList<>(0);
    for (Balancers.Member member : choice.members()) {
      if (member.configuration().privateAddress().version() != version) {
        continue;
      }
      switch (health(place, choice, member)) {
        case Probes.Health.Up _ -> healthy.add(member);
        case Probes.Health.Down(String reason) -> {
          if (adminState(choice, member) == LoadBalancer.AdminState.NONE) {
            probedDown.add(member);
          }
          down.add(new BalancerStep.MemberDown(place.balancer(), Probes.nameOf(member), reason));
        }
        case Probes.Health.Doubtful(List<Missing> missing) -> {
          missing.forEach(each -> steps.add(new Step.Unknown(each)));
          healthy.add(member);
        }
      }
    }
    List<ResourceId> open = choice.pools().stream().filter(balancers::lacksMembers).toList();
    open.forEach(pool -> steps.add(new Step.Unknown(new Missing.PoolMembers(pool))));
    Optional<LoadBalancer.Probe> allUp = choice.probe().filter(LoadBalancer.Probe::allUp);
    if (healthy.isEmpty() && open.isEmpty() && allUp.isPresent() && !probedDown.isEmpty()) {
      steps.add(new BalancerStep.AllProbedUp(place.balancer(), allUp.get()));
      healthy.addAll(probedDown);
    } else {
      steps.addAll(down);
    }
    if (healthy.isEmpty() && open.isEmpty()) {
      steps.add(
          new BalancerStep.NoHealthyMember(place.balancer(), choice.rule(), choice.declaredAt()));
    }
    return new Takers(healthy, steps);
  }
}
