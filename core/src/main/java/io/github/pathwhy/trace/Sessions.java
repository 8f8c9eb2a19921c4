package io.github.pathwhy.trace;

import io.github.pathwhy.effective.Balancers;
import io.github.pathwhy.effective.EffectiveInterface;
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
  private final List<Passage> passages;
  private final List<Inbound> inbound;
  private final List<Outbound> outbound;
  private final List<Inspected> inspected;

  /** A security group let the flow pass an interface. */
  private record FlowRecord(EffectiveInterface at, Direction direction, Flow flow) {}

  /// A device forwarded the flow. An absent ingress is a tunnel that ends in the device. `tracked`
  /// means that the answer has to come back through the same device.
  record Passage(
      Resource device,
      Optional<EffectiveInterface> ingress,
      Flow before,
      Flow after,
      boolean tracked) {}

  /// A public address or a load balancer let the flow in to an interface; `fromInternet` means that
  /// the answer has to leave to the internet. `gateway` is the frontend of a Gateway Load Balancer
  /// that stands in between.
  record Inbound(
      EffectiveInterface at,
      Resource translator,
      boolean fromInternet,
      Optional<ResourceId> gateway,
      Flow outside,
      Flow inside) {}

  /// The flow left to the internet, translated by this resource unless it kept its source.
  /// `gateway` is the frontend of a Gateway Load Balancer that stands in between.
  record Outbound(
      EffectiveInterface at,
      Optional<Resource> translator,
      Optional<ResourceId> gateway,
      Flow inside,
      Flow outside) {}

  /// The flow went through an appliance behind a Gateway Load Balancer, towards the machine with
  /// the public address that this is chained to (`inward`), or away from it.
  record Inspected(ResourceId gateway, boolean inward, Balancers.Member member, Flow flow) {}

  Sessions() {
    this(
        new ArrayList<>(4),
        new ArrayList<>(1),
        new ArrayList<>(0),
        new ArrayList<>(0),
        new ArrayList<>(0));
  }

  private Sessions(
      List<FlowRecord> flows,
      List<Passage> passages,
      List<Inbound> inbound,
      List<Outbound> outbound,
      List<Inspected> inspected) {
    this.flows = flows;
    this.passages = passages;
    this.inbound = inbound;
    this.outbound = outbound;
    this.inspected = inspected;
  }

  Sessions copy() {
    return new Sessions(
        new ArrayList<>(flows),
        new ArrayList<>(passages),
        new ArrayList<>(inbound),
        new ArrayList<>(outbound),
        new ArrayList<>(inspected));
  }

  void passed(EffectiveInterface at, Direction direction, Flow flow) {
    flows.add(new FlowRecord(at, direction, flow));
  }

  void add(Passage passage) {
    passages.add(passage);
  }

  void add(Inbound session) {
    inbound.add(session);
  }

  void add(Outbound session) {
    outbound.add(session);
  }

  void add(Inspected session) {
    inspected.add(session);
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

  /** The connection through a device that an answer belongs to. */
  Optional<Passage> passage(Resource device, Flow answer) {
    for (Passage passage : passages) {
      if (passage.device().equals(device) && answers(answer, passage.after())) {
        return Optional.of(passage);
      }
    }
    return Optional.empty();
  }

  /** The devices that forwarded the flow. */
  List<Passage> passages() {
    return passages;
  }

  /** Whether the flow passed the device as part of a tracked connection. */
  boolean tracks(Resource device) {
    for (Passage passage : passages) {
      if (passage.tracked() && passage.device().equals(device)) {
        return true;
      }
    }
    return false;
  }

  /** The translation by which the request of this answer came in. */
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

  /** The member that inspected the request of this answer on its way in, or out. */
  Optional<Balancers.Member> inspector(ResourceId gateway, boolean inward, Flow answer) {
    for (Inspected session : inspected) {
      if (session.gateway().equals(gateway)
          && session.inward() == inward
          && answers(answer, session.flow())) {
        return Optional.of(session.member());
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
