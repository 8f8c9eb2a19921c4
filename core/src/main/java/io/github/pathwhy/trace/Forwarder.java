package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.Site;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Optional;

/**
 * What machines do with packets that are for somebody else: policy, translation, next interface.
 */
final class Forwarder implements Device {
  private final PathWalker walker;
  private final ApplianceRules applianceRules;

  Forwarder(PathWalker walker) {
    this.walker = walker;
    this.applianceRules = new ApplianceRules(walker.network());
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    VirtualMachine machine = at.machine().orElseThrow();
    if (!forwardTranslated(walk, machine, at)) {
      Topology topology = walker.network().topology();
      Guest.health(topology, machine).forEach(walk::add);
      Guest.firewall(topology, machine, Direction.INBOUND, walk.flow()).ifPresent(walk::add);
      Guest.listener(topology, machine, walk.flow()).ifPresent(walk::add);
      walk.add(new Step.Delivered());
      walker.complete(walk);
    }
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    forward(walk, at.machine().orElseThrow(), Optional.of(at), walk.flow());
  }

  /** Forwards a packet for the machine's own address if its policy translates it elsewhere. */
  private boolean forwardTranslated(Walk walk, VirtualMachine machine, EffectiveInterface at) {
    Flow before = walk.flow();
    Optional<Flow> translated =
        machine.appliance().flatMap(policy -> applianceRules.destination(policy, at, before));
    translated.ifPresent(after -> {
      walk.translate(
          new Step.Translated(Step.Translation.APPLIANCE_DESTINATION, machine, before, after),
          after);
      forward(walk, machine, Optional.of(at), before);
    });
    return translated.isPresent();
  }

  /// A packet passes through a machine. `before` is the flow as it arrived, which differs from the
  /// current one after a destination translation.
  void forward(
      Walk walk, VirtualMachine machine, Optional<EffectiveInterface> ingress, Flow before) {
    Guest.health(walker.network().topology(), machine).forEach(walk::add);
    boolean translated = !before.equals(walk.flow());
    if (ingress.isPresent() && !ingress.get().nic().ipForwarding() && !translated) {
      walk.add(new Step.ForwardingDisabled(ingress.get().nic()));
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
    machine
        .appliance()
        .flatMap(policy -> applianceRules.source(policy, egress.at(), walk.flow()))
        .ifPresent(after ->
            walk.translate(
                new Step.Translated(Step.Translation.APPLIANCE_SOURCE, machine, walk.flow(), after),
                after));
    remember(walk, machine, ingress, before);
    walker.router().sendForwarded(walk, egress.at());
  }

  private void judge(
      Walk walk, VirtualMachine machine, AppliancePolicy policy, EffectiveInterface scope) {
    for (AppliancePolicy.Rule rule : policy.rules()) {
      Match match = applianceRules.match(rule, scope, walk.flow());
      if (match == Match.UNKNOWN) {
        walk.add(
            new Step.Unknown(
                "the prefixes of the service tags in rule "
                    + rule.name()
                    + " of "
                    + machine.name()));
      } else if (match == Match.YES) {
        walk.add(new Step.ApplianceFiltered(machine, policy, Optional.of(rule)));
        return;
      }
    }
    if (!policy.rules().isEmpty() || policy.defaultAction() == Access.DENY) {
      walk.add(new Step.ApplianceFiltered(machine, policy, Optional.empty()));
    }
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
    if (!answer.equals(walk.flow())) {
      walk.translate(
          new Step.Translated(Step.Translation.ANSWER, session.device(), walk.flow(), answer),
          answer);
    }
    walk.sessions()
        .add(new Sessions.Passage(session.device(), Optional.empty(), answer, answer, true));
    walk.add(new Step.Forwarded(session.device(), session.ingress(), false));
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
