package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.Clause;
import io.github.pathwhy.effective.rules.Ruling;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.PrivateLinkService;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.Egress;
import io.github.pathwhy.trace.judge.Guest;
import java.util.Optional;

/**
 * What machines do with packets that are for somebody else: policy, translation, next interface.
 */
final class Forwarder implements Device {
  private final PathWalker walker;

  Forwarder(PathWalker walker) {
    this.walker = walker;
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    VirtualMachine machine = at.machine().orElseThrow();
    if (!forwardTranslated(walk, machine, at)) {
      EffectiveNetwork network = walker.network();
      Guest.health(network, machine).forEach(walk::add);
      Guest.firewall(network, machine, Direction.INBOUND, walk.flow()).ifPresent(walk::add);
      Guest.listener(network, machine, walk.flow()).ifPresent(walk::add);
      walk.add(new Step.Delivered());
      walker.complete(walk);
    }
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    forward(walk, at.machine().orElseThrow(), Optional.of(at), walk.flow());
  }

  /// Forwards a packet for the machine's own address if its policy translates it elsewhere; whether
  /// the packet was dealt with.
  private boolean forwardTranslated(Walk walk, VirtualMachine machine, EffectiveInterface at) {
    if (machine.appliance().isEmpty()) {
      return false;
    }
    Flow before = walk.flow();
    Ruling<AppliancePolicy.DestinationNat> ruling =
        walker
            .network()
            .appliance(machine, machine.appliance().get(), at)
            .destinationNat()
            .first(clause ->
                clause.rule().translatedAddress().version() == before.version()
                    ? clause.match(before)
                    : Match.NO);
    if (endsInDoubt(walk, ruling, machine)) {
      return true;
    }
    ruling
        .rule()
        .ifPresent(nat -> {
          walk.translate(
              new Step.Translated(
                  Step.Translation.APPLIANCE_DESTINATION, machine, before, translate(before, nat)));
          forward(walk, machine, Optional.of(at), before);
        });
    return ruling.rule().isPresent();
  }

  private static Flow translate(Flow flow, AppliancePolicy.DestinationNat nat) {
    Flow to = flow.withDestination(nat.translatedAddress());
    return nat.translatedPort()
        .filter(_ -> flow.protocol().hasPorts())
        .map(to::withDestinationPort)
        .orElse(to);
  }

  /// A packet passes through a machine. `before` is the flow as it arrived, which differs from the
  /// current one after a destination translation.
  void forward(
      Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress, Flow before) {
    Guest.health(walker.network(), machine).forEach(walk::add);
    ingress.ifPresent(at -> walker.encounters().within(walk, Role.APPLIANCE, at.nic().id()));
    walker.encounters().within(walk, Role.APPLIANCE, machine.id());
    boolean translated = !before.equals(walk.flow());
    if (ingress.isPresent() && !ingress.get().nic().ipForwarding() && !translated) {
      walk.refuseForwarding(ingress.get().nic());
    }
    if (answered(walk, machine, isStateful(machine))) {
      return;
    }
    EffectiveInterface scope =
        ingress.orElseGet(() -> walker.network().interfaces(machine).getFirst());
    machine.appliance().ifPresent(policy -> judge(walk, machine, policy, scope));
    Optional<Site> site = siteBehind(machine, walk.flow().destination());
    if (site.isPresent()) {
      remember(walk, machine, ingress, before);
      walk.add(new Step.Forwarded(machine, Optional.empty(), false));
      walk.enter(new Node.Outside(site.get(), walk.flow().destination()));
      walk.add(new Step.Delivered());
      walker.complete(walk);
      return;
    }
    Egress egress = Egress.ofForwarder(walker.network().interfaces(machine), ingress, walk.flow());
    walk.add(new Step.Forwarded(machine, Optional.of(egress.at()), egress.assumed()));
    if (machine.appliance().isPresent()
        && !translateSource(walk, machine, machine.appliance().get(), egress.at())) {
      return;
    }
    remember(walk, machine, ingress, before);
    walker.router().sendForwarded(walk, egress.at());
  }

  /** The policy of an appliance judges the flow. */
  void judge(Walk walk, VirtualMachine machine, AppliancePolicy policy, EffectiveInterface scope) {
    Ruling<AppliancePolicy.Rule> ruling =
        walker.network().appliance(machine, policy, scope).rules().first(walk.flow());
    for (Clause<AppliancePolicy.Rule> doubt : ruling.doubts()) {
      walk.add(new Step.Unknown(new Missing.RulePrefixes(doubt.rule().name(), machine.id())));
    }
    boolean hasSay = !policy.rules().isEmpty() || policy.defaultAction() == Access.DENY;
    if (ruling.isCertain() && hasSay) {
      walk.add(new Step.ApplianceFiltered(machine, policy, ruling.rule()));
    }
  }

  /** Puts another source in place where a rule says so; false when it is not known. */
  private boolean translateSource(
      Walk walk, VirtualMachine machine, AppliancePolicy policy, EffectiveInterface egress) {
    Flow flow = walk.flow();
    Ruling<AppliancePolicy.SourceNat> ruling =
        walker.network().appliance(machine, policy, egress).sourceNat().first(flow);
    if (endsInDoubt(walk, ruling, machine)) {
      return false;
    }
    ruling
        .rule()
        .flatMap(nat ->
            nat.translatedAddress()
                .or(() -> egress.primary(flow.version()).map(IpConfiguration::privateAddress)))
        .filter(to -> to.version() == flow.version())
        .ifPresent(to ->
            walk.translate(
                new Step.Translated(
                    Step.Translation.APPLIANCE_SOURCE, machine, flow, flow.withSource(to))));
    return true;
  }

  /** A translation that may or may not apply leaves open what goes on from here. */
  private boolean endsInDoubt(Walk walk, Ruling<?> ruling, VirtualMachine machine) {
    if (ruling.isCertain()) {
      return false;
    }
    walk.add(new Step.Unknown(new Missing.Translation(machine.id())));
    walker.unresolved(walk);
    return true;
  }

  private void remember(
      Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress, Flow before) {
    boolean tracked = isStateful(machine) || !before.equals(walk.flow());
    walk.sessions().add(new Sessions.Passage(machine, ingress, before, walk.flow(), tracked));
  }

  private static boolean isStateful(VirtualMachine machine) {
    return machine.appliance().map(AppliancePolicy::stateful).orElse(false);
  }

  /// Whether an answer was dealt with: it goes back the way of its request, or a stateful device
  /// drops it because it saw none.
  boolean answered(Walk walk, Resource device, boolean stateful) {
    if (walker.remembered().isEmpty()) {
      return false;
    }
    Optional<Sessions.Passage> session = walker.remembered().get().passage(device, walk.flow());
    if (session.isPresent()) {
      forwardAnswer(walk, session.get());
      return true;
    }
    if (stateful) {
      walk.add(new Step.Asymmetric(device.id(), false));
      walker.unresolved(walk);
    }
    return stateful;
  }

  /** A stateful device with one interface sends a packet on and remembers the connection. */
  void sendOn(Walk walk, Resource device, EffectiveInterface at, Flow before) {
    walk.sessions().add(new Sessions.Passage(device, Optional.of(at), before, walk.flow(), true));
    walker.router().sendForwarded(walk, at);
  }

  /** An answer goes back the way its request came, with the addresses translated back. */
  void forwardAnswer(Walk walk, Sessions.Passage session) {
    Flow answer = session.before().reversed();
    if (session.device() instanceof ApplicationGateway) {
      walk.closeLeg();
    }
    if (!answer.equals(walk.flow())) {
      walk.translate(
          new Step.Translated(Step.Translation.ANSWER, session.device(), walk.flow(), answer));
    }
    walk.sessions()
        .add(new Sessions.Passage(session.device(), Optional.empty(), answer, answer, true));
    walk.add(new Step.Forwarded(session.device(), session.ingress(), false));
    if (session.device() instanceof PrivateLinkService) {
      session.ingress().ifPresent(endpoint -> walk.enter(new Node.Interface(endpoint)));
    }
    if (session.ingress().isPresent()) {
      walker.router().sendForwarded(walk, session.ingress().get());
      return;
    }
    siteBehind(session.device(), answer.destination())
        .ifPresent(site -> walk.enter(new Node.Outside(site, answer.destination())));
    walk.add(new Step.Delivered());
    walker.complete(walk);
  }

  private Optional<Site> siteBehind(Resource device, IpAddress address) {
    for (Site site : walker.network().topology().sites()) {
      if (site.gateway().equals(device.id()) && site.contains(address)) {
        return Optional.of(site);
      }
    }
    return Optional.empty();
  }
}
