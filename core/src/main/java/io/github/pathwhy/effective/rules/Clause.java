package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.AddressMatcher;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One rule of any kind, compiled for the place where it is asked: tags and groups are resolved,
/// and what cannot match is told at once. Arrays, because it is hot.
///
/// A flow without ports (ICMP, ESP, AH) matches a rule that names its very protocol, whatever ports
/// the rule has; a rule for any protocol matches it only if that names no ports.
///
/// @param <R> the rule as declared
public final class Clause<R> {
  private final R rule;
  private final boolean certain;
  private final Protocol[] protocols;
  private final boolean anyProtocol;
  private final AddressMatcher[] source;
  private final PortRange[] sourcePorts;
  private final AddressMatcher[] destination;
  private final PortRange[] destinationPorts;
  private final boolean namesNoPorts;

  /// A rule about some traffic.
  ///
  /// @param certain false when something in it is not known, so that it may or may not match what
  ///   its traffic matches
  public Clause(
      R rule,
      Traffic traffic,
      boolean certain,
      List<AddressMatcher> source,
      List<AddressMatcher> destination) {
    this.rule = rule;
    this.certain = certain;
    this.protocols = traffic.protocols().toArray(new Protocol[0]);
    this.source = source.toArray(new AddressMatcher[0]);
    this.sourcePorts = traffic.sourcePorts().toArray(new PortRange[0]);
    this.destination = destination.toArray(new AddressMatcher[0]);
    this.destinationPorts = traffic.destinationPorts().toArray(new PortRange[0]);
    this.anyProtocol = traffic.protocols().contains(Protocol.ANY);
    this.namesNoPorts =
        traffic.destinationPorts().contains(PortRange.ALL)
            && traffic.sourcePorts().contains(PortRange.ALL);
  }

  /** The rule as declared. */
  public R rule() {
    return rule;
  }

  /** What its source may be. */
  public List<AddressMatcher> source() {
    return List.of(source);
  }

  /** What its destination may be. */
  public List<AddressMatcher> destination() {
    return List.of(destination);
  }

  /** Whether protocol, ports and both addresses of the flow match. */
  public Match match(Flow flow) {
    if (!serves(flow)) {
      return Match.NO;
    }
    Match to = any(destination, flow.destination());
    if (to == Match.NO) {
      return Match.NO;
    }
    Match both = to.and(any(source, flow.source()));
    return certain ? both : both.and(Match.UNKNOWN);
  }

  /** Whether the source of the flow matches. */
  public Match matchSource(Flow flow) {
    return any(source, flow.source());
  }

  /** Whether the destination of the flow matches. */
  public Match matchDestination(Flow flow) {
    return any(destination, flow.destination());
  }

  /** What a rule says about packets. */
  public enum Part {
    PROTOCOL,
    SOURCE,
    SOURCE_PORT,
    DESTINATION,
    DESTINATION_PORT
  }

  /** What of the rule certainly keeps it from matching the flow. */
  public Set<Part> misses(Flow flow) {
    Set<Part> misses = EnumSet.noneOf(Part.class);
    boolean hasPorts = flow.protocol().hasPorts();
    if (hasPorts && !covers(sourcePorts, flow.sourcePort())) {
      misses.add(Part.SOURCE_PORT);
    }
    if (hasPorts && !covers(destinationPorts, flow.destinationPort())) {
      misses.add(Part.DESTINATION_PORT);
    }
    if (!names(flow) && !(anyProtocol && (hasPorts || namesNoPorts))) {
      misses.add(Part.PROTOCOL);
    }
    if (matchSource(flow) == Match.NO) {
      misses.add(Part.SOURCE);
    }
    if (matchDestination(flow) == Match.NO) {
      misses.add(Part.DESTINATION);
    }
    return misses;
  }

  /** Whether protocol and ports of the flow match. */
  public boolean serves(Flow flow) {
    if (flow.protocol().hasPorts()) {
      return covers(destinationPorts, flow.destinationPort())
          && covers(sourcePorts, flow.sourcePort())
          && (anyProtocol || names(flow));
    }
    return (anyProtocol && namesNoPorts) || names(flow);
  }

  private boolean names(Flow flow) {
    for (Protocol protocol : protocols) {
      if (names(protocol, flow.protocol(), flow.version())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a rule's protocol is the flow's. `Icmp` is that of IPv4 alone. */
  private static boolean names(Protocol rule, Protocol flow, IpVersion version) {
    if (flow == Protocol.ICMP && version == IpVersion.V6) {
      return rule == Protocol.ICMPV6;
    }
    return rule == flow;
  }

  private static boolean covers(PortRange[] ranges, int port) {
    for (PortRange range : ranges) {
      if (range.contains(port)) {
        return true;
      }
    }
    return false;
  }

  private static Match any(AddressMatcher[] matchers, IpAddress address) {
    Match best = Match.NO;
    for (AddressMatcher matcher : matchers) {
      best = best.or(matcher.match(address));
      if (best == Match.YES) {
        return best;
      }
    }
    return best;
  }

  /// Compares the rule with flows that are asked about together: it matches when it covers all of
  /// them, and then not by several terms of one side together.
  ///
  /// @param from the pattern's source as it reads at this place
  /// @param to the pattern's destination
  public Comparison compare(FlowPattern pattern, AddressMatcher from, AddressMatcher to) {
    return new Comparison(
        coversProtocol(pattern),
        covers(source, from),
        coversPorts(pattern, sourcePorts, pattern.sourcePorts()),
        covers(destination, to),
        coversPorts(pattern, destinationPorts, pattern.destinationPorts()),
        certain);
  }

  private boolean coversProtocol(FlowPattern pattern) {
    for (Protocol protocol : protocols) {
      if (protocol == Protocol.ANY || names(protocol, pattern.protocol(), pattern.version())) {
        return true;
      }
    }
    return false;
  }

  private boolean coversPorts(FlowPattern pattern, PortRange[] ranges, PortRange asked) {
    if (pattern.protocol() == Protocol.ANY || pattern.protocol().hasPorts()) {
      return covers(ranges, asked);
    }
    return !isForAnyProtocol() || covers(ranges, PortRange.ALL);
  }

  private boolean isForAnyProtocol() {
    return protocols.length == 1 && protocols[0] == Protocol.ANY;
  }

  private static boolean covers(PortRange[] ranges, PortRange asked) {
    PortRange[] sorted = ranges.clone();
    Arrays.sort(sorted, Comparator.comparingInt(PortRange::first));
    int next = asked.first();
    for (PortRange range : sorted) {
      if (range.first() <= next && range.last() >= next) {
        next = range.last() + 1;
      }
    }
    return next > asked.last();
  }

  private static Match covers(AddressMatcher[] matchers, AddressMatcher asked) {
    Match best = Match.NO;
    for (AddressMatcher matcher : matchers) {
      best = best.or(matcher.covers(asked));
    }
    return best;
  }
}
