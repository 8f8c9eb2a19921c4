package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// Whether the members of a pool pass their probe: as observed, else as the member's security
/// groups, guest firewall and listeners let a probe of the platform through
/// (`load-balancer/load-balancer-custom-probe-overview`).
public final class Probes {
  private static final int SOURCE_PORT = 50_000;

  private final EffectiveNetwork network;
  private final Topology topology;

  public Probes(EffectiveNetwork network) {
    this.network = network;
    this.topology = network.topology();
  }

  /** What a probe finds. */
  public sealed interface Health {
    /** The member takes flows. */
    record Up() implements Health {}

    /** The member gets no new flows. */
    record Down(String reason) implements Health {}

    /** The input does not say enough. */
    record Doubtful(List<Missing> missing) implements Health {}
  }

  /** The health of a member; a rule without a probe takes all members to be up. */
  public Health health(
      LoadBalancer balancer, Optional<LoadBalancer.Probe> probe, Balancers.Member member) {
    Optional<Boolean> observed = observed(balancer, member);
    if (observed.isPresent()) {
      return observed.get() ? new Health.Up() : new Health.Down("its probe was observed down");
    }
    if (probe.isEmpty()) {
      return new Health.Up();
    }
    IpAddress to = member.configuration().privateAddress();
    IpAddress from =
        to.version() == IpVersion.V4 ? AddressSpaces.WIRE_SERVER : AddressSpaces.PROBE_SOURCE_V6;
    Flow flow = new Flow(from, to, Protocol.TCP, SOURCE_PORT, probe.get().port());
    for (StageDecision decision : member.at().rules(Direction.INBOUND).evaluate(flow)) {
      switch (decision.verdict()) {
        case ALLOW -> {}
        case DENY -> {
          return new Health.Down(denied(flow, decision));
        }
        case UNKNOWN -> {
          return new Health.Doubtful(decision.missing());
        }
      }
    }
    return member.at().machine().map(machine -> inside(machine, flow)).orElse(new Health.Up());
  }

  private Health inside(VirtualMachine machine, Flow flow) {
    Optional<PowerState> state =
        topology.observation(machine.id()).flatMap(Observation::powerState);
    if (state.isPresent() && state.get() != PowerState.RUNNING) {
      return new Health.Down("it is " + state.get().label());
    }
    Optional<Step> denied = Guest.firewall(network, machine, Direction.INBOUND, flow);
    if (denied.isPresent()) {
      return new Health.Down("its guest firewall denies the probe");
    }
    return Guest.listener(network, machine, flow).isPresent()
        ? new Health.Down("nothing listens on the probe port " + flow.destinationPort())
        : new Health.Up();
  }

  private static String denied(Flow flow, StageDecision decision) {
    return "rule "
        + decision.rule().map(SecurityRule::name).orElse("")
        + " of "
        + decision.stage().securityGroup().name()
        + " denies the probe from "
        + flow.source()
        + " to port "
        + flow.destinationPort();
  }

  /** Observations name members by machine or by interface. */
  private Optional<Boolean> observed(LoadBalancer balancer, Balancers.Member member) {
    Optional<Observation> observation = topology.observation(balancer.id());
    if (observation.isEmpty()) {
      return Optional.empty();
    }
    String owner = nameOf(member);
    String nic = member.at().nic().name();
    for (var each : observation.get().probes().entrySet()) {
      if (each.getKey().equalsIgnoreCase(owner) || each.getKey().equalsIgnoreCase(nic)) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.empty();
  }

  public static String nameOf(Balancers.Member member) {
    return member.at().owner().map(Resource::name).orElseGet(() -> member.at().ownerId().name());
  }
}
