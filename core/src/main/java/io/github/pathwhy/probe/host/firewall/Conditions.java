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

  /// The connection tracker has one of these words for the packet.
  ///
  /// @param tracked whether every packet is known to have been shown to the tracker
  static Condition state(List<String> states, boolean tracked) {
    return packet -> {
      Match match = Match.NO;
      for (String word : states) {
        String state = word.toLowerCase(Locale.ROOT);
        match =
            match.or(
                switch (state) {
                  case "new", "established" ->
                      tracked ? Match.of(state.equals(packet.state())) : Match.MAYBE;
                  case "related" -> Match.NO;
                  case "invalid", "untracked" -> tracked ? Match.NO : Match.MAYBE;
                  default -> Match.MAYBE;
                });
      }
      return match;
    };
  }

  /** The kind of ICMP message. */
  static Condition icmpType(String word) {
    int slash = word.indexOf('/');
    String code = slash < 0 ? "0" : word.substring(slash + 1);
    // Echo messages have the code 0 (RFC 792, RFC 4443).
    String name =
        code.equals("0")
            ? (slash < 0 ? word : word.substring(0, slash)).toLowerCase(Locale.ROOT)
            : "other";
    return packet -> {
      if (packet.protocol() != Protocol.ICMP) {
        return Match.NO;
      }
      boolean v4 = packet.isV4();
      return switch (name) {
        case "any", "255" -> v4 ? Match.YES : Match.MAYBE;
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
