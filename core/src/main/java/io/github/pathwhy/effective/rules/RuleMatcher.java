package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.List;

/** A security rule with its tags and groups resolved for one subnet; arrays, because it is hot. */
public final class RuleMatcher {
  private final SecurityRule rule;
  private final AddressMatcher[] source;
  private final AddressMatcher[] destination;
  private final PortRange[] sourcePorts;
  private final PortRange[] destinationPorts;

  public RuleMatcher(
      SecurityRule rule, List<AddressMatcher> source, List<AddressMatcher> destination) {
    this.rule = rule;
    this.source = source.toArray(new AddressMatcher[0]);
    this.destination = destination.toArray(new AddressMatcher[0]);
    this.sourcePorts = rule.sourcePorts().toArray(new PortRange[0]);
    this.destinationPorts = rule.destinationPorts().toArray(new PortRange[0]);
  }

  /** The rule as declared. */
  public SecurityRule rule() {
    return rule;
  }

  /** Whether protocol, ports and both addresses of the flow match. */
  public Match match(Flow flow) {
    if (!matchesProtocol(flow) || !matchesPorts(flow)) {
      return Match.NO;
    }
    Match to = matchDestination(flow);
    if (to == Match.NO) {
      return Match.NO;
    }
    Match from = matchSource(flow);
    if (from == Match.NO) {
      return Match.NO;
    }
    return to == Match.YES && from == Match.YES && rule.isKnown() ? Match.YES : Match.UNKNOWN;
  }

  public Match matchSource(Flow flow) {
    return matchAny(source, flow.source());
  }

  public Match matchDestination(Flow flow) {
    return matchAny(destination, flow.destination());
  }

  /** Whether the rule's protocol covers the flow's. Rules cannot name ICMPv6; `*` covers it. */
  public boolean matchesProtocol(Flow flow) {
    Protocol protocol = rule.protocol();
    return protocol == Protocol.ANY
        || (protocol == flow.protocol()
            && (protocol != Protocol.ICMP || flow.version() == IpVersion.V4));
  }

  /// Whether both ports match. A flow without ports matches a rule for its own protocol whatever
  /// the rule's ports, and a rule for any protocol only if that names no ports.
  public boolean matchesPorts(Flow flow) {
    if (!flow.protocol().hasPorts()) {
      return rule.protocol() != Protocol.ANY
          || (rule.destinationPorts().contains(PortRange.ALL)
              && rule.sourcePorts().contains(PortRange.ALL));
    }
    return covers(destinationPorts, flow.destinationPort())
        && covers(sourcePorts, flow.sourcePort());
  }

  private static boolean covers(PortRange[] ranges, int port) {
    for (PortRange range : ranges) {
      if (range.contains(port)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one entry of the source covers all that another entry stands for. */
  public Match coversSource(AddressMatcher asked) {
    return coversAny(source, asked);
  }

  /** Whether one entry of the destination covers all that another entry stands for. */
  public Match coversDestination(AddressMatcher asked) {
    return coversAny(destination, asked);
  }

  private static Match coversAny(AddressMatcher[] matchers, AddressMatcher asked) {
    Match best = Match.NO;
    for (AddressMatcher matcher : matchers) {
      Match match = matcher.covers(asked);
      if (match == Match.YES) {
        return match;
      }
      best = match == Match.UNKNOWN ? match : best;
    }
    return best;
  }

  public static Match matchAny(AddressMatcher[] matchers, IpAddress address) {
    Match best = Match.NO;
    for (AddressMatcher matcher : matchers) {
      Match match = matcher.match(address);
      if (match == Match.YES) {
        return Match.YES;
      }
      if (match == Match.UNKNOWN) {
        best = Match.UNKNOWN;
      }
    }
    return best;
  }
}
