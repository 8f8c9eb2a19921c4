package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.rules.FirewallRulebook;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rules of one Azure Firewall say about a flow: first translations, then network rules,
/// then application rules, whatever their priorities; what none of them matches is denied
/// (`firewall/rule-processing`).
final class FirewallJudge {
  private final EffectiveNetwork network;
  private final AzureFirewall firewall;
  private final FirewallRulebook rules;
  private final FirewallNames names;

  FirewallJudge(EffectiveNetwork network, AzureFirewall firewall, Optional<String> hostName) {
    this.network = network;
    this.firewall = firewall;
    this.rules = network.rulebook(firewall);
    this.names = new FirewallNames(network, firewall, hostName);
  }

  /// The verdict as steps. `proxied` means that the firewall opens a connection of its own, as it
  /// does for application rules.
  record Judgement(List<Step> steps, boolean proxied) {}

  /** Where a translation rule sends a flow. */
  sealed interface Destination {
    /** No rule matches. */
    record Kept() implements Destination {}

    /** The rule that matches, and the flow after it. */
    record Changed(FirewallPolicy.NatRule rule, Flow flow) implements Destination {}

    /** The input does not tell. */
    record Doubtful(String missing) implements Destination {}
  }

  /** A rule that may match and would not do what the deciding one does. */
  private record Doubt(Access access, String missing) {}

  /** Whether destinations like this one keep the sender's address. */
  boolean keepsSource(IpAddress destination) {
    return rules.privateRanges().contains(destination);
  }

  /** The translation of a flow for one of the firewall's own addresses. */
  Destination destination(Flow flow) {
    if (!rules.missing().isEmpty()) {
      return new Destination.Doubtful(rules.missing().getFirst());
    }
    for (FirewallPolicy.NatCollection collection : rules.nat()) {
      for (FirewallPolicy.NatRule rule : collection.rules()) {
        Match match =
            match(
                rule.protocols(),
                rule.destinationPorts(),
                network.match(rule.source(), flow.source()),
                network.match(rule.destination(), flow.destination()),
                flow);
        if (match == Match.UNKNOWN) {
          return new Destination.Doubtful(prefixesOf(rule.name()));
        }
        if (match == Match.YES) {
          return translate(rule, flow);
        }
      }
    }
    return new Destination.Kept();
  }

  private Destination translate(FirewallPolicy.NatRule rule, Flow flow) {
    Optional<IpAddress> address =
        rule.translatedAddress()
            .or(() -> rule.translatedFqdn().flatMap(name -> names.address(name, flow.version())));
    if (address.isEmpty()) {
      return new Destination.Doubtful(
          "the translated address of rule " + rule.name() + " of " + firewall.name());
    }
    Flow to = flow.withDestination(address.get());
    return new Destination.Changed(
        rule,
        rule.translatedPort()
            .filter(_ -> flow.protocol().hasPorts())
            .map(to::withDestinationPort)
            .orElse(to));
  }

  /** A translation allows what it translates, unless a network rule denies that. */
  List<Step> afterTranslation(FirewallPolicy.NatRule rule, Flow translated) {
    List<Doubt> doubts = new ArrayList<>(0);
    Optional<FirewallStep.Judged> denied =
        byNetworkRules(translated, doubts).filter(verdict -> verdict.access() == Access.DENY);
    return withDoubts(
        denied.orElseGet(() -> judged(Access.ALLOW, "DNAT", rule.name(), rule.declaredAt())),
        doubts);
  }

  /** The verdict on a flow that passes through. */
  Judgement judge(Flow flow) {
    if (!rules.missing().isEmpty()) {
      return new Judgement(rules.missing().stream().<Step>map(Step.Unknown::new).toList(), false);
    }
    List<Doubt> doubts = new ArrayList<>(0);
    List<Step> steps = new ArrayList<>(1);
    if (flow.version() == IpVersion.V4) {
      Optional<FirewallStep.Judged> verdict = byNetworkRules(flow, doubts);
      if (verdict.isPresent()) {
        return new Judgement(withDoubts(verdict.get(), doubts), false);
      }
      verdict = byApplicationRules(flow, doubts, steps);
      if (verdict.isPresent()) {
        steps.addAll(withDoubts(verdict.get(), doubts));
        return new Judgement(steps, true);
      }
    }
    steps.addAll(withDoubts(nothingMatches(), doubts));
    return new Judgement(steps, false);
  }

  /** The verdict on what no rule matches. */
  FirewallStep.Judged nothingMatches() {
    return new FirewallStep.Judged(
        firewall, Access.DENY, "network", Optional.empty(), Optional.empty());
  }

  private FirewallStep.Judged judged(
      Access access, String kind, String rule, SourcePosition declaredAt) {
    return new FirewallStep.Judged(
        firewall, access, kind, Optional.of(rule), Optional.of(declaredAt));
  }

  /** Rules that may match matter only where they would decide otherwise. */
  private static List<Step> withDoubts(FirewallStep.Judged verdict, List<Doubt> doubts) {
    List<Step> unknown = new ArrayList<>(0);
    for (Doubt doubt : doubts) {
      if (doubt.access() != verdict.access()) {
        unknown.add(new Step.Unknown(doubt.missing()));
      }
    }
    return unknown.isEmpty() ? List.of(verdict) : unknown;
  }

  private Optional<FirewallStep.Judged> byNetworkRules(Flow flow, List<Doubt> doubts) {
    for (FirewallPolicy.NetworkCollection collection : rules.network()) {
      for (FirewallPolicy.NetworkRule rule : collection.rules()) {
        Match to =
            either(
                network.match(rule.destination(), flow.destination()),
                names.resolve(rule.fqdns(), flow.destination()));
        Match match =
            match(
                rule.protocols(),
                rule.destinationPorts(),
                network.match(rule.source(), flow.source()),
                to,
                flow);
        if (match == Match.YES) {
          return Optional.of(
              judged(collection.access(), "network", rule.name(), rule.declaredAt()));
        }
        if (match == Match.UNKNOWN) {
          boolean byName = !rule.fqdns().isEmpty() && rule.destination().isEmpty();
          doubts.add(
              new Doubt(
                  collection.access(),
                  byName
                      ? "the addresses of the names in rule " + rule.name() + " of " + name()
                      : prefixesOf(rule.name())));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FirewallStep.Judged> byApplicationRules(
      Flow flow, List<Doubt> doubts, List<Step> notes) {
    if (flow.protocol() != Protocol.TCP) {
      return Optional.empty();
    }
    for (FirewallPolicy.ApplicationCollection collection : rules.application()) {
      for (FirewallPolicy.ApplicationRule rule : collection.rules()) {
        Match from = network.match(rule.source(), flow.source());
        if (from == Match.NO || !serves(rule, flow.destinationPort())) {
          continue;
        }
        boolean listed = !rule.tags().isEmpty() || !rule.categories().isEmpty();
        boolean asked = names.areAskedFor(rule.fqdns(), flow.destination());
        if (asked && from == Match.YES) {
          return Optional.of(
              judged(collection.access(), "application", rule.name(), rule.declaredAt()));
        }
        if (asked) {
          doubts.add(new Doubt(collection.access(), prefixesOf(rule.name())));
        } else if (listed) {
          doubts.add(
              new Doubt(
                  collection.access(),
                  "what the tags or categories of rule "
                      + rule.name()
                      + " of "
                      + name()
                      + " cover"));
        } else if (!names.isGiven()) {
          notes.add(new FirewallStep.NameNotGiven(firewall, rule.name()));
        }
      }
    }
    return Optional.empty();
  }

  /** Rules by tag need not name their services: they are for the web. */
  private static boolean serves(FirewallPolicy.ApplicationRule rule, int port) {
    for (FirewallPolicy.Service service : rule.services()) {
      if (service.port() == port) {
        return true;
      }
    }
    return rule.services().isEmpty() && !rule.tags().isEmpty() && (port == 80 || port == 443);
  }

  private static Match match(
      List<Protocol> protocols, List<PortRange> ports, Match source, Match destination, Flow flow) {
    if (source == Match.NO || destination == Match.NO || !serves(protocols, ports, flow)) {
      return Match.NO;
    }
    return source == Match.YES && destination == Match.YES ? Match.YES : Match.UNKNOWN;
  }

  /** A rule for any protocol that names ports is not for protocols without ports. */
  private static boolean serves(List<Protocol> protocols, List<PortRange> ports, Flow flow) {
    if (!flow.protocol().hasPorts()) {
      return protocols.contains(flow.protocol())
          || (protocols.contains(Protocol.ANY) && ports.contains(PortRange.ALL));
    }
    if (!protocols.contains(flow.protocol()) && !protocols.contains(Protocol.ANY)) {
      return false;
    }
    for (PortRange range : ports) {
      if (range.contains(flow.destinationPort())) {
        return true;
      }
    }
    return false;
  }

  private static Match either(Match one, Match other) {
    if (one == Match.YES || other == Match.YES) {
      return Match.YES;
    }
    return one == Match.UNKNOWN || other == Match.UNKNOWN ? Match.UNKNOWN : Match.NO;
  }

  private String prefixesOf(String rule) {
    return "the prefixes of the tags or groups in rule " + rule + " of " + name();
  }

  private String name() {
    return firewall.name();
  }
}
