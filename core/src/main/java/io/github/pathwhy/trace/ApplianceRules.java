package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.network.AppliancePolicy;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Optional;

/** Evaluates what an overlay says about a virtual appliance: its rules and its translations. */
final class ApplianceRules {
  private final EffectiveNetwork network;

  ApplianceRules(EffectiveNetwork network) {
    this.network = network;
  }

  /** Whether a rule matches; tags mean what they mean at this interface. */
  Match match(AppliancePolicy.Rule rule, EffectiveInterface scope, Flow flow) {
    if (!covers(rule.protocol(), flow.protocol()) || !matchesPorts(rule, flow)) {
      return Match.NO;
    }
    return both(
        network.match(rule.source(), scope, flow.source()),
        network.match(rule.destination(), scope, flow.destination()));
  }

  private static boolean matchesPorts(AppliancePolicy.Rule rule, Flow flow) {
    return !flow.protocol().hasPorts()
        || (covers(rule.sourcePorts(), flow.sourcePort())
            && covers(rule.destinationPorts(), flow.destinationPort()));
  }

  /** The flow after the first source translation that matches. */
  Optional<Flow> source(AppliancePolicy policy, EffectiveInterface egress, Flow flow) {
    for (AppliancePolicy.SourceNat nat : policy.sourceNat()) {
      Match match =
          both(
              network.match(nat.source(), egress, flow.source()),
              network.match(nat.destination(), egress, flow.destination()));
      if (match == Match.YES) {
        Optional<IpAddress> address =
            nat.translatedAddress()
                .or(() -> egress.primary(flow.version()).map(c -> c.privateAddress()));
        return address.filter(to -> to.version() == flow.version()).map(flow::withSource);
      }
    }
    return Optional.empty();
  }

  /** The flow after the first destination translation that matches. */
  Optional<Flow> destination(AppliancePolicy policy, EffectiveInterface at, Flow flow) {
    for (AppliancePolicy.DestinationNat nat : policy.destinationNat()) {
      boolean matches =
          covers(nat.protocol(), flow.protocol())
              && (!flow.protocol().hasPorts()
                  || covers(nat.destinationPorts(), flow.destinationPort()))
              && network.match(nat.destination(), at, flow.destination()) == Match.YES
              && nat.translatedAddress().version() == flow.version();
      if (matches) {
        Flow translated = flow.withDestination(nat.translatedAddress());
        return Optional.of(
            nat.translatedPort().map(translated::withDestinationPort).orElse(translated));
      }
    }
    return Optional.empty();
  }

  private static Match both(Match one, Match other) {
    if (one == Match.NO || other == Match.NO) {
      return Match.NO;
    }
    return one == Match.YES && other == Match.YES ? Match.YES : Match.UNKNOWN;
  }

  private static boolean covers(Protocol rule, Protocol flow) {
    return rule == Protocol.ANY || rule == flow;
  }

  private static boolean covers(List<PortRange> ranges, int port) {
    for (PortRange range : ranges) {
      if (range.contains(port)) {
        return true;
      }
    }
    return false;
  }
}
