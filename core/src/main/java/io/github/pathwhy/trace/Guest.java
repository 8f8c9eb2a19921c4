package io.github.pathwhy.trace;

import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What observations say about the inside of a machine. What was not observed is taken to be in
/// order: running, not busy, not filtering, listening.
final class Guest {
  // Azure's connection troubleshoot warns from here on; the threshold is ours.
  private static final double BUSY_PERCENT = 90;

  private Guest() {}

  /** Power state, processor and memory. */
  static List<Step> health(Topology topology, VirtualMachine machine) {
    Optional<Observation> observed = topology.observation(machine.id());
    if (observed.isEmpty()) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    observed
        .get()
        .powerState()
        .filter(state -> state != PowerState.RUNNING)
        .ifPresent(state -> steps.add(new Step.NotRunning(machine, state)));
    observed
        .get()
        .cpuPercent()
        .filter(percent -> percent >= BUSY_PERCENT)
        .ifPresent(percent -> steps.add(new Step.HighCpu(machine, percent)));
    observed
        .get()
        .memoryPercent()
        .filter(percent -> percent >= BUSY_PERCENT)
        .ifPresent(percent -> steps.add(new Step.HighMemory(machine, percent)));
    return steps;
  }

  /** The rule of the guest firewall that denies the flow. */
  static Optional<Step> firewall(
      Topology topology, VirtualMachine machine, Direction direction, Flow flow) {
    List<Observation.GuestRule> rules =
        topology.observation(machine.id()).flatMap(Observation::guestFirewall).orElse(List.of());
    for (Observation.GuestRule rule : rules) {
      boolean matches =
          rule.direction() == direction
              && (rule.protocol() == Protocol.ANY || rule.protocol() == flow.protocol())
              && (!flow.protocol().hasPorts() || rule.ports().contains(flow.destinationPort()));
      if (matches) {
        return rule.access() == Access.DENY
            ? Optional.of(new Step.GuestFirewall(machine, rule))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether a process of the sender is known to have the source port. */
  static Optional<Step> sourcePort(Topology topology, VirtualMachine machine, Flow flow) {
    Observation.Listener wanted = new Observation.Listener(flow.protocol(), flow.sourcePort());
    boolean taken =
        topology
            .observation(machine.id())
            .flatMap(Observation::listening)
            .filter(listening -> listening.contains(wanted))
            .isPresent();
    return taken
        ? Optional.of(new Step.SourcePortInUse(machine, flow.protocol(), flow.sourcePort()))
        : Optional.empty();
  }

  /** Whether the machine is known not to listen on the destination port. */
  static Optional<Step> listener(Topology topology, VirtualMachine machine, Flow flow) {
    Optional<List<Observation.Listener>> listening =
        topology.observation(machine.id()).flatMap(Observation::listening);
    if (listening.isEmpty() || !flow.protocol().hasPorts()) {
      return Optional.empty();
    }
    Observation.Listener wanted = new Observation.Listener(flow.protocol(), flow.destinationPort());
    return listening.get().contains(wanted)
        ? Optional.empty()
        : Optional.of(new Step.NoListener(machine, flow.protocol(), flow.destinationPort()));
  }
}
