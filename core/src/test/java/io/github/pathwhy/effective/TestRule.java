package io.github.pathwhy.effective;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A security rule in the making: `denyInbound(100).tcp("443").from("10.0.0.0/8")`. What is not
/// said is `*`. The name is access, direction and priority, such as `deny-inbound-100`. A term is
/// `*`, a prefix or address, `asg:NAME`, or a service tag.
public record TestRule(
    String name, int priority, Direction direction, Access access, Traffic traffic) {

  public static TestRule allowInbound(int priority) {
    return rule(priority, Direction.INBOUND, Access.ALLOW);
  }

  public static TestRule denyInbound(int priority) {
    return rule(priority, Direction.INBOUND, Access.DENY);
  }

  public static TestRule allowOutbound(int priority) {
    return rule(priority, Direction.OUTBOUND, Access.ALLOW);
  }

  public static TestRule denyOutbound(int priority) {
    return rule(priority, Direction.OUTBOUND, Access.DENY);
  }

  public static TestRule rule(int priority, Direction direction, Access access) {
    String name = (access.label() + "-" + direction.label()).toLowerCase(Locale.ROOT);
    return new TestRule(name + "-" + priority, priority, direction, access, Traffic.ALL);
  }

  public TestRule named(String other) {
    return new TestRule(other, priority, direction, access, traffic);
  }

  private TestRule about(Traffic other) {
    return new TestRule(name, priority, direction, access, other);
  }

  public TestRule tcp(String... ports) {
    return protocol(Protocol.TCP, ports);
  }

  public TestRule udp(String... ports) {
    return protocol(Protocol.UDP, ports);
  }

  public TestRule icmp() {
    return protocol(Protocol.ICMP);
  }

  /** A protocol and its destination ports; none means all. */
  public TestRule protocol(Protocol other, String... ports) {
    return about(traffic.with(List.of(other), ranges(ports)));
  }

  public TestRule fromPorts(String... ports) {
    return about(traffic.fromPorts(ranges(ports)));
  }

  public TestRule from(String... terms) {
    return about(traffic.between(terms(terms), traffic.destination()));
  }

  public TestRule to(String... terms) {
    return about(traffic.between(traffic.source(), terms(terms)));
  }

  SecurityRule in(ResourceId group, SourcePosition position) {
    return new SecurityRule(
        group.child("securityRules", name),
        Optional.of(position),
        priority,
        direction,
        access,
        traffic);
  }

  static List<AddressTerm> terms(String... terms) {
    return Arrays.stream(terms).map(TestRule::term).toList();
  }

  static AddressTerm term(String text) {
    if (text.equals("*")) {
      return new AddressTerm.Any();
    }
    if (text.startsWith("asg:")) {
      return new AddressTerm.Group(
          ResourceId.local(ResourceType.APPLICATION_SECURITY_GROUP, text.substring(4)));
    }
    return Prefix.parse(text)
        .<AddressTerm>map(AddressTerm.Block::new)
        .orElseGet(() -> new AddressTerm.Tag(text));
  }

  static List<PortRange> ranges(String... ports) {
    return ports.length == 0
        ? Traffic.ALL.destinationPorts()
        : Arrays.stream(ports).map(port -> PortRange.parse(port).orElseThrow()).toList();
  }
}
