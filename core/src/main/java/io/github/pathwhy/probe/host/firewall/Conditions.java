package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What rules of either syntax can ask of a packet. */
final class Conditions {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;

  private Conditions() {}

  /** The source or destination is within a range of addresses. */
  static Condition address(boolean source, IpAddress first, IpAddress last) {
    return packet -> {
      IpAddress address = source ? packet.flow().source() : packet.flow().destination();
      return Match.of(
          address.version() == first.version()
              && address.compareTo(first) >= 0
              && address.compareTo(last) <= 0);
    };
  }

  static Condition address(boolean source, Prefix prefix) {
    return packet ->
        Match.of(prefix.contains(source ? packet.flow().source() : packet.flow().destination()));
  }

  /** The packet is TCP or UDP, and its source or destination port is in a range. */
  static Condition port(boolean source, PortRange range) {
    return packet ->
        Match.of(
            packet.protocol().hasPorts()
                && range.contains(
                    source ? packet.flow().sourcePort() : packet.flow().destinationPort()));
  }

  static Condition version(IpVersion version) {
    return packet -> Match.of(packet.flow().version() == version);
  }

  /** The transport protocol, by name or number. */
  static Condition protocol(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "tcp", "6" -> packet -> Match.of(packet.protocol() == Protocol.TCP);
      case "udp", "17" -> packet -> Match.of(packet.protocol() == Protocol.UDP);
      case "icmp", "1" -> packet -> Match.of(packet.protocol() == Protocol.ICMP && packet.isV4());
      case "icmpv6", "ipv6-icmp", "58" ->
          packet -> Match.of(packet.protocol() == Protocol.ICMP && !packet.isV4());
      case "all", "0" -> _ -> Match.YES;
      default -> _ -> Match.NO;
    };
  }

  /** The number of a packet's transport protocol. */
  static int number(Packet packet) {
    return switch (packet.protocol()) {
      case TCP -> TCP;
      case UDP -> UDP;
      case ICMP -> packet.isV4() ? ICMP : ICMPV6;
      case ANY, ESP, AH -> -1;
    };
  }

  /// The interface that the packet comes by or goes by; a name may end in `*` or `+` for any
  /// ending.
  static Condition device(boolean arriving, String name) {
    return packet -> {
      if (packet.arrives() != arriving) {
        // A packet that leaves has no interface that it came by, and the other way round.
        return Match.NO;
      }
      Optional<String> device = packet.interfaceName();
      if (device.isEmpty()) {
        return Match.MAYBE;
      }
      boolean open = name.endsWith("*") || name.endsWith("+");
      return Match.of(
          open
              ? device.get().startsWith(name.substring(0, name.length() - 1))
              : device.get().equals(name));
    };
  }

  /** The connection tracker has one of these words for the packet. */
  static Condition state(List<String> states) {
    return packet -> {
      for (String state : states) {
        if (state.equalsIgnoreCase(packet.state())) {
          return Match.YES;
        }
      }
      return Match.NO;
    };
  }

  /** The kind of ICMP message. */
  static Condition icmpType(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return packet -> {
      if (packet.protocol() != Protocol.ICMP) {
        return Match.NO;
      }
      boolean v4 = packet.isV4();
      return switch (name) {
        case "echo-request" -> Match.of(!packet.arrives());
        case "echo-reply" -> Match.of(packet.arrives());
        case "8" -> Match.of(v4 && !packet.arrives());
        case "0" -> Match.of(v4 && packet.arrives());
        case "128" -> Match.of(!v4 && !packet.arrives());
        case "129" -> Match.of(!v4 && packet.arrives());
        default -> Match.NO;
      };
    };
  }

  static Condition any(List<Condition> alternatives) {
    List<Condition> all = List.copyOf(alternatives);
    return packet -> {
      Match match = Match.NO;
      for (Condition each : all) {
        match = match.or(each.test(packet));
      }
      return match;
    };
  }
}
