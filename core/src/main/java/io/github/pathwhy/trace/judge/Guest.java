package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Observation;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What observations say about the inside of a machine. What was not observed is taken to be in
/// order: running, not busy, not filtering, listening.
public final class Guest {
  // Azure's connection troubleshoot warns from here on; the threshold is ours.
  private static final double BUSY_PERCENT = 90;

  private Guest() {}

  /** Power state, processor and memory. */
  public static List<Step> health(EffectiveNetwork network, VirtualMachine machine) {
    Optional<Observation> observed = network.topology().observation(machine.id());
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
  public static Optional<Step> firewall(
      EffectiveNetwork network, VirtualMachine machine, Direction direction, Flow flow) {
    return network
        .guest(machine, direction)
        .first(flow)
        .rule()
        .filter(rule -> rule.access() == Access.DENY)
        .map(rule -> new Step.GuestFirewall(machine, rule));
  }

  /** Whether a process of the sender is known to have the source port. */
  public static Optional<Step> sourcePort(
      EffectiveNetwork network, VirtualMachine machine, Flow flow) {
    Observation.Listener wanted = new Observation.Listener(flow.protocol(), flow.sourcePort());
    boolean taken =
        network
            .topology()
            .observation(machine.id())
            .flatMap(Observation::listening)
            .filter(listening -> listening.contains(wanted))
            .isPresent();
    return taken
        ? Optional.of(new Step.SourcePortInUse(machine, flow.protocol(), flow.sourcePort()))
        : Optional.empty();
  }

  /** Whether the machine is known not to listen on the destination port. */
  public static Optional<Step> listener(
      EffectiveNetwork network, VirtualMachine machine, Flow flow) {
    Optional<List<Observation.Listener>> listening =
        network.topology().observation(machine.id()).flatMap(Observation::listening);
    if (listening.isEmpty() || !flow.protocol().hasPorts()) {
      return Optional.empty();
    }
    Observation.Listener wanted = new Observation.Listener(flow.protocol(), flow.destinationPort());
    return listening.get().contains(wanted)
        ? Optional.empty()
        : Optional.of(new Step.NoListener(machine, flow.protocol(), flow.destinationPort()));
  }
}
