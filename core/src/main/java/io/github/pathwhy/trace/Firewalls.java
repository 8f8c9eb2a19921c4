package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.Unknowable;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.judge.FirewallJudge;
import io.github.pathwhy.trace.meet.FirewallEncounters;
import java.util.Optional;

/// What Azure Firewalls do: translate and let in what comes for their own addresses, judge what
/// passes through, and put their own address in place of the source where the answer could not come
/// back otherwise (`firewall/rule-processing`, `firewall/snat-private-range`).
final class Firewalls implements Device {
  private static final int DNS_PORT = 53;

  private final PathWalker walker;
  private final EffectiveNetwork network;
  private final FirewallEncounters encounters;

  Firewalls(PathWalker walker) {
    this.walker = walker;
    this.network = walker.network();
    this.encounters = walker.judges().firewalls();
  }

  @Override
  public void receive(Walk walk, EffectiveInterface at) {
    AzureFirewall firewall = firewall(at);
    Flow before = walk.flow();
    Optional<IpAddress> publicAddress =
        walk.sessions()
            .inbound(at, before.reversed())
            .map(session -> session.outside().destination());
    if (!translate(walk, firewall, publicAddress.orElse(before.destination()))) {
      walker.complete(walk);
      return;
    }
    changeSource(walk, firewall, Optional.of(at));
    walk.add(new Step.Forwarded(firewall, Optional.of(at), false));
    walker.forwarder().sendOn(walk, firewall, at, before);
  }

  @Override
  public void forward(Walk walk, EffectiveInterface at) {
    AzureFirewall firewall = firewall(at);
    Flow before = walk.flow();
    if (walker.forwarder().answered(walk, firewall, true)) {
      return;
    }
    judge(walk, firewall, Optional.of(at));
    walk.add(new Step.Forwarded(firewall, Optional.of(at), false));
    walker.forwarder().sendOn(walk, firewall, at, before);
  }

  private static AzureFirewall firewall(EffectiveInterface at) {
    return (AzureFirewall) at.owner().orElseThrow();
  }

  /** What a firewall in a virtual hub does with what passes through it: it has no interface. */
  void judge(Walk walk, AzureFirewall firewall) {
    judge(walk, firewall, Optional.empty());
  }

  /** Lets the rules judge what passes through, and changes the source where the firewall does. */
  private void judge(Walk walk, AzureFirewall firewall, Optional<EffectiveInterface> at) {
    encounters.atFirewall(walk, firewall, false);
    FirewallJudge judge = judgeOf(firewall);
    FirewallJudge.Judgement judgement = judge.judge(walk.flow());
    judgement.steps().forEach(walk::add);
    judgement.rule().ifPresent(rule -> encounters.atRule(walk, rule));
    encounters.atTranslation(walk, firewall);
    if (judgement.proxied() || !judge.keepsSource(walk.flow().destination())) {
      changeSource(walk, firewall, at);
    }
  }

  /// Translates what came for one of the firewall's own addresses. False, with the reason recorded,
  /// when no rule does.
  boolean translate(Walk walk, AzureFirewall firewall, IpAddress address) {
    encounters.atFirewall(walk, firewall, true);
    FirewallJudge judge = judgeOf(firewall);
    return switch (judge.destination(walk.flow().withDestination(address))) {
      case FirewallJudge.Destination.Kept _ -> {
        boolean asksName =
            walk.flow().destinationPort() == DNS_PORT && !AddressSpaces.isPublic(address);
        walk.add(
            asksName
                ? new Step.Unknown(new Missing.DnsProxy(firewall.id()))
                : judge.nothingMatches());
        yield false;
      }
      case FirewallJudge.Destination.Doubtful(Missing missing) -> {
        walk.add(new Step.Unknown(missing));
        yield false;
      }
      case FirewallJudge.Destination.Changed(var rule, Flow after) -> {
        walk.translate(
            new Step.Translated(
                Step.Translation.APPLIANCE_DESTINATION, firewall, walk.flow(), after));
        judge.afterTranslation(rule, after).forEach(walk::add);
        yield true;
      }
    };
  }

  private FirewallJudge judgeOf(AzureFirewall firewall) {
    return new FirewallJudge(network, firewall, walker.options().hostName());
  }

  /** Puts the firewall's own address in place of the source. */
  void changeSource(Walk walk, AzureFirewall firewall, Optional<EffectiveInterface> at) {
    Flow before = walk.flow();
    Optional<IpAddress> own =
        at.isPresent()
            ? at.get().primary(before.version()).map(IpConfiguration::privateAddress)
            : inHub(firewall, before.destination());
    if (own.filter(address -> address.version() == before.version()).isEmpty()) {
      walk.add(new Step.Unknown(new Missing.SendingAddress(firewall.id())));
      return;
    }
    Flow after = before.withSource(own.get());
    if (!after.equals(before)) {
      walk.translate(
          new Step.Translated(Step.Translation.APPLIANCE_SOURCE, firewall, before, after));
    }
  }

  /// The address of a firewall in a hub that a destination sees. In a network the subnet's way out
  /// gives the public one. A hub's firewall always has one; Azure tells which once it is deployed.
  private Optional<IpAddress> inHub(AzureFirewall firewall, IpAddress destination) {
    if (!AddressSpaces.isPublic(destination)) {
      return firewall.privateAddress();
    }
    for (ResourceId id : firewall.publicIpAddresses()) {
      Optional<IpAddress> address =
          network.topology().find(id, PublicIpAddress.class).flatMap(PublicIpAddress::address);
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.of(
        firewall.hubPublicAddresses().stream()
            .findFirst()
            .orElseGet(() -> Unknowable.lent(destination.version())));
  }
}
