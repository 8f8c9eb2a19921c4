package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Locale;

/// The flags of TCP (RFC 9293, RFC 3168) in a packet that opens a connection, SYN alone, and in its
/// answer, which is SYN and ACK or RST and ACK. Those for congestion may be set in both.
final class TcpFlags {
  private static final List<String> NAMES =
      List.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int URG = 32;
  private static final int ALL = FIN | SYN | RST | PSH | ACK | URG;
  private static final int KNOWN_OF_ANSWER = ALL & ~(SYN | RST);

  private TcpFlags() {}

  /** The bits of flags by name; -1 when one has no such name. `ALL` and `NONE` are iptables'. */
  static int parse(List<String> words) {
    int bits = 0;
    for (String word : words) {
      String name = word.toLowerCase(Locale.ROOT);
      int index = NAMES.indexOf(name);
      if (index < 0 && !name.equals("all") && !name.equals("none") && !name.equals("0")) {
        return -1;
      }
      bits |= name.equals("all") ? ALL : index < 0 ? 0 : 1 << index;
    }
    return bits;
  }

  private static int known(Packet packet) {
    return packet.isAnswer() ? KNOWN_OF_ANSWER : ALL;
  }

  private static int set(Packet packet) {
    return packet.isAnswer() ? ACK : SYN;
  }

  /** Of the flags in the mask exactly these are set. */
  static Condition masked(int mask, int bits) {
    if (mask < 0 || bits < 0) {
      return Condition.UNCLEAR;
    }
    return packet -> {
      if (packet.protocol() != Protocol.TCP || (bits & ~mask) != 0) {
        return Match.NO;
      }
      int visible = mask & known(packet);
      if ((set(packet) & visible) != (bits & visible)) {
        return Match.NO;
      }
      return visible == mask ? Match.YES : Match.MAYBE;
    };
  }

  /** One of these is set. */
  static Condition any(int bits) {
    if (bits < 0) {
      return Condition.UNCLEAR;
    }
    return packet -> {
      if (packet.protocol() != Protocol.TCP) {
        return Match.NO;
      }
      if ((set(packet) & bits) != 0) {
        return Match.YES;
      }
      return (bits & ~known(packet)) == 0 ? Match.NO : Match.MAYBE;
    };
  }
}
