package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What rules of either syntax can ask of a packet. */
final class Conditions {
  private static final String ANY_ENDING_NFT = "*";
  private static final String ANY_ENDING_IPTABLES = "+";

  private Conditions() {}

  /** The source or destination is within a range of addresses. */
  static Condition address(boolean source, IpAddress first, IpAddress last) {
    return packet -> {
      IpAddress address = source ? packet.flow().source() : packet.flow().destination();
      if (address.version() != first.version()) {
        return Match.NO;
      }
      return packet.knows(source)
          ? Match.of(address.compareTo(first) >= 0 && address.compareTo(last) <= 0)
          : Match.MAYBE;
    };
  }

  static Condition address(boolean source, Prefix prefix) {
    return address(source, prefix.address(), prefix.last());
  }

  /** The source or destination port is in a range. */
  static Condition port(boolean source, PortRange range) {
    return packet -> {
      if (!packet.protocol().hasPorts()) {
        // Such a rule reads whatever stands where ports would.
        return Match.MAYBE;
      }
      if (!packet.knows(source)) {
        return Match.MAYBE;
      }
      int port = source ? packet.flow().sourcePort() : packet.flow().destinationPort();
      boolean isOwn = packet.isAnswer() != source;
      return port == 0 && isOwn
          ? chosen(packet.sender().ports(), range)
          : Match.of(range.contains(port));
    };
  }

  /** A port that the kernel chooses is in a range. */
  private static Match chosen(PortRange choice, PortRange range) {
    if (range.contains(choice)) {
      return Match.YES;
    }
    return choice.last() < range.first() || range.last() < choice.first() ? Match.NO : Match.MAYBE;
  }

  static Condition version(IpVersion version) {
    return packet -> Match.of(packet.flow().version() == version);
  }

  /** The transport protocol, by name or number. */
  static Condition protocol(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "tcp", "6" -> packet -> Match.of(packet.protocol() == Protocol.TCP);
      case "udp", "17" -> packet -> Match.of(packet.protocol() == Protocol.UDP);
      case "icmp", "1" -> packet -> Match.of(packet.protocol() == Protocol.ICMP && packet.isV4());
      case "icmpv6", "ipv6-icmp", "58" ->
          packet -> Match.of(packet.protocol() == Protocol.ICMP && !packet.isV4());
      default -> _ -> Match.NO;
    };
  }

  /// The interface that the packet comes by or goes by; a name may end in `*` or `+` for any
  /// ending. On its way out it came by none, and the other way round.
  static Condition device(boolean arriving, String name) {
    return packet -> {
      if (packet.arrives() != arriving) {
        return Match.of(name.equals(ANY_ENDING_IPTABLES));
      }
      Optional<String> device = packet.interfaceName();
      if (device.isEmpty() || packet.doubts().device()) {
        return Match.MAYBE;
      }
      boolean open = name.endsWith(ANY_ENDING_NFT) || name.endsWith(ANY_ENDING_IPTABLES);
      return Match.of(
          open
              ? device.get().startsWith(name.substring(0, name.length() - 1))
              : device.get().equals(name));
    };
  }

  /** The connection tracker has this word for the packet. */
  static Condition state(String word) {
    String state = word.toLowerCase(Locale.ROOT);
    return packet -> {
      if (packet.doubts().tracking()) {
        return Match.MAYBE;
      }
      return switch (state) {
        // Asked for together with states in iptables.
        case "snat", "dnat" -> translated(packet);
        default -> Match.of(state.equals(packet.state()));
      };
    };
  }

  /** Something that the connection tracker has noted; all but translations are not known. */
  static Condition status(String word) {
    return word.equals("snat") || word.equals("dnat") ? Conditions::translated : Condition.UNCLEAR;
  }

  private static Match translated(Packet packet) {
    return packet.doubts().isTranslated() ? Match.MAYBE : Match.NO;
  }

  /** The kind of ICMP message, in the words of nft or by number; a code may follow a slash. */
  static Condition icmpType(String word) {
    int slash = word.indexOf('/');
    boolean hasOtherCode = slash >= 0 && !word.substring(slash).equals("/0");
    String type = (slash < 0 ? word : word.substring(0, slash)).toLowerCase(Locale.ROOT);
    return packet -> {
      boolean v4 = packet.isV4();
      if (packet.protocol() != Protocol.ICMP || hasOtherCode) {
        return Match.NO;
      }
      return switch (type) {
        case "any", "255" -> Match.YES;
        case "echo-request" -> Match.of(!packet.isAnswer());
        case "echo-reply" -> Match.of(packet.isAnswer());
        case "8" -> Match.of(v4 && !packet.isAnswer());
        case "0" -> Match.of(v4 && packet.isAnswer());
        case "128" -> Match.of(!v4 && !packet.isAnswer());
        case "129" -> Match.of(!v4 && packet.isAnswer());
        default -> Match.NO;
      };
    };
  }

  /** The source or destination is of this kind for this machine: `local`, `unicast`, …. */
  static Condition addressType(boolean source, String word) {
    String type = word.toLowerCase(Locale.ROOT);
    return packet -> {
      boolean isOwn = packet.isAnswer() != source;
      Match local = isOwn && !packet.doubts().isTranslated() ? Match.YES : packet.isLocal();
      return switch (type) {
        case "local" -> local;
        // Probes go to single machines, but an address may be a broadcast one of a link.
        case "unicast" -> local.negated().and(Match.MAYBE);
        default -> local == Match.YES ? Match.NO : Match.MAYBE;
      };
    };
  }

  /** The user who opened the socket is one of a range. */
  static Condition user(long first, long last) {
    return packet -> {
      OptionalLong user = packet.sender().user();
      // Where it comes in a packet has no socket yet, and echo requests may be another program's.
      boolean isKnown =
          user.isPresent()
              && !packet.isAnswer()
              && !packet.arrives()
              && packet.protocol() != Protocol.ICMP;
      return isKnown
          ? Match.of(user.getAsLong() >= first && user.getAsLong() <= last)
          : Match.MAYBE;
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

  static Condition all(List<Condition> parts) {
    List<Condition> all = List.copyOf(parts);
    return packet -> {
      Match match = Match.YES;
      for (Condition each : all) {
        match = match.and(each.test(packet));
      }
      return match;
    };
  }
}
