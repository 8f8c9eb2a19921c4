package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stateful places remember of a request, for judging its answer: flow records of security
/// groups, tracked connections of appliances, and address translations.
final class Sessions {
  private final List<FlowRecord> flows;
  private final List<Device> devices;
  private final List<Inbound> inbound;
  private final List<Outbound> outbound;

  /** A security group let the flow pass an interface. */
  private record FlowRecord(EffectiveInterface at, Direction direction, Flow flow) {}

  /// A machine forwarded the flow. An absent ingress is a tunnel that ends in the machine.
  /// `tracked` means that the answer has to come back through the same machine.
  record Device(
      VirtualMachine machine,
      Optional<EffectiveInterface> ingress,
      Flow before,
      Flow after,
      boolean tracked) {}

  /** A public address let the flow in. */
  record Inbound(EffectiveInterface at, ResourceId publicAddress, Flow outside, Flow inside) {}

  /** The flow left to the internet, translated by this resource unless it kept its source. */
  record Outbound(
      EffectiveInterface at, Optional<Resource> translator, Flow inside, Flow outside) {}

  Sessions() {
    this(new ArrayList<>(4), new ArrayList<>(1), new ArrayList<>(0), new ArrayList<>(0));
  }

  private Sessions(
      List<FlowRecord> flows,
      List<Device> devices,
      List<Inbound> inbound,
      List<Outbound> outbound) {
    this.flows = flows;
    this.devices = devices;
    this.inbound = inbound;
    this.outbound = outbound;
  }

  Sessions copy() {
    return new Sessions(
        new ArrayList<>(flows),
        new ArrayList<>(devices),
        new ArrayList<>(inbound),
        new ArrayList<>(outbound));
  }

  void passed(EffectiveInterface at, Direction direction, Flow flow) {
    flows.add(new FlowRecord(at, direction, flow));
  }

  void add(Device device) {
    devices.add(device);
  }

  void add(Inbound session) {
    inbound.add(session);
  }

  void add(Outbound session) {
    outbound.add(session);
  }

  /** Whether an answer in this direction belongs to a request that passed the other way. */
  boolean isEstablished(EffectiveInterface at, Direction direction, Flow answer) {
    for (FlowRecord known : flows) {
      if (known.at() == at && known.direction() != direction && answers(answer, known.flow())) {
        return true;
      }
    }
    return false;
  }

  /** The connection of a machine that an answer belongs to. */
  Optional<Device> device(VirtualMachine machine, Flow answer) {
    for (Device device : devices) {
      if (device.machine().equals(machine) && answers(answer, device.after())) {
        return Optional.of(device);
      }
    }
    return Optional.empty();
  }

  /** The machines that forwarded the flow. */
  List<Device> devices() {
    return devices;
  }

  /** Whether the flow passed the machine as part of a tracked connection. */
  boolean tracks(VirtualMachine machine) {
    for (Device device : devices) {
      if (device.tracked() && device.machine().equals(machine)) {
        return true;
      }
    }
    return false;
  }

  /** The public address by which the request of this answer came in. */
  Optional<Inbound> inbound(EffectiveInterface at, Flow answer) {
    for (Inbound session : inbound) {
      if (session.at() == at && answers(answer, session.inside())) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }

  /** Where an answer from the internet belongs. */
  Optional<Outbound> outbound(Flow answer) {
    for (Outbound session : outbound) {
      if (answers(answer, session.outside())) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }

  /** Whether one flow is the reverse of the other, without building it. */
  private static boolean answers(Flow answer, Flow request) {
    return answer.sourcePort() == request.destinationPort()
        && answer.destinationPort() == request.sourcePort()
        && answer.source().equals(request.destination())
        && answer.destination().equals(request.source());
  }
}
