package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Inet;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Reads frames: Ethernet with VLAN tags, Linux cooked, loopback and raw link headers; IPv4 and
/// IPv6; TCP, UDP, ICMP and its quotations, ARP and neighbour discovery. Everything that is cut
/// short, malformed, a later fragment or none of these is no frame: null.
final class FrameReader {
  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_RAW_OF_LINUX = 12;
  private static final int LINK_RAW = 101;
  private static final int LINK_LOOP = 108;
  private static final int LINK_COOKED = 113;
  private static final int LINK_V4 = 228;
  private static final int LINK_V6 = 229;
  private static final int LINK_COOKED_2 = 276;

  private static final int ETHER_V4 = 0x0800;
  private static final int ETHER_ARP = 0x0806;
  private static final int ETHER_VLAN = 0x8100;
  private static final int ETHER_V6 = 0x86dd;
  private static final int ETHER_QINQ = 0x88a8;
  private static final int MOST_TAGS = 2;

  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int ICMP_V6 = 58;
  private static final int OPTIONS = 60;
  private static final int MOST_EXTENSIONS = 8;

  private static final int V4_HEADER = 20;
  private static final int V6_HEADER = 40;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int MAC_BYTES = 6;
  private static final int ARP_BYTES = 28;
  private static final int TCP_BYTES = 14;
  private static final int ICMP_HEADER = 8;

  /** What of a quoted packet's payload is sure to be there (RFC 792). */
  private static final int QUOTED = 8;

  private static final HexFormat MAC = HexFormat.ofDelimiter(":");

  private final byte[] data;
  private final long stamp;

  private FrameReader(byte[] data, long stamp) {
    this.data = data;
    this.stamp = stamp;
  }

  /** What a frame says, or null. */
  static @Nullable Frame read(Captured captured) {
    return new FrameReader(captured.data(), captured.stamp()).readLink(captured.linkType());
  }

  private @Nullable Frame readLink(int linkType) {
    return switch (linkType) {
      case LINK_ETHERNET -> readEthernet();
      case LINK_COOKED -> has(14, 2) ? readProtocol(u16(14), 16) : null;
      case LINK_COOKED_2 -> has(0, 2) ? readProtocol(u16(0), 20) : null;
      case LINK_NULL, LINK_LOOP -> readPacket(4, false);
      case LINK_RAW, LINK_RAW_OF_LINUX, LINK_V4, LINK_V6 -> readPacket(0, false);
      default -> null;
    };
  }

  private @Nullable Frame readEthernet() {
    int at = 2 * MAC_BYTES;
    for (int tags = 0; tags <= MOST_TAGS; tags++) {
      if (!has(at, 2)) {
        return null;
      }
      int type = u16(at);
      if (type != ETHER_VLAN && type != ETHER_QINQ) {
        return readProtocol(type, at + 2);
      }
      at += 4;
    }
    return null;
  }

  private @Nullable Frame readProtocol(int type, int at) {
    return switch (type) {
      case ETHER_V4, ETHER_V6 -> readPacket(at, false);
      case ETHER_ARP -> readArp(at);
      default -> null;
    };
  }

  private @Nullable Frame readArp(int at) {
    if (!has(at, ARP_BYTES) || u16(at) != 1 || u16(at + 2) != ETHER_V4 || u16(at + 4) != 0x0604) {
      return null;
    }
    return switch (u16(at + 6)) {
      case 1 -> new Frame.Neighbour(false, v4(at + 24), v4(at + 14), "");
      case 2 -> new Frame.Neighbour(true, v4(at + 14), v4(at + 24), mac(at + 8));
      default -> null;
    };
  }

  /** A packet that begins there; a quoted one may be cut after eight bytes of its payload. */
  private @Nullable Frame readPacket(int at, boolean isQuoted) {
    if (!has(at, 1)) {
      return null;
    }
    return switch (u8(at) >> 4) {
      case 4 -> readV4(at, isQuoted);
      case 6 -> readV6(at, isQuoted);
      default -> null;
    };
  }

  private @Nullable Frame readV4(int at, boolean isQuoted) {
    if (!has(at, V4_HEADER)) {
      return null;
    }
    int header = (u8(at) & 15) * 4;
    boolean isLaterFragment = (u16(at + 6) & 0x1fff) != 0;
    if (header < V4_HEADER || isLaterFragment) {
      return null;
    }
    Span span = new Span(at + 12, at + V4_BYTES + 12, V4_BYTES, u16(at + 2) - header);
    Frame.Body body = readBody(u8(at + 9), at + header, isQuoted, IpVersion.V4, span);
    return body == null
        ? null
        : new Frame.Packet(v4(at + 12), v4(at + 16), stamp, u8(at + 8), u16(at + 4), body);
  }

  private @Nullable Frame readV6(int at, boolean isQuoted) {
    if (!has(at, V6_HEADER)) {
      return null;
    }
    int next = u8(at + 6);
    int payload = at + V6_HEADER;
    for (int i = 0; isExtension(next); i++) {
      if (i == MOST_EXTENSIONS || !has(payload, 8)) {
        return null;
      }
      boolean isFragment = next == FRAGMENT;
      if (isFragment && (u16(payload + 2) & 0xfff8) != 0) {
        return null;
      }
      next = u8(payload);
      payload += isFragment ? 8 : (u8(payload + 1) + 1) * 8;
    }
    if (next == ICMP_V6 && !isQuoted && has(payload, ICMP_HEADER + V6_BYTES)) {
      int type = u8(payload);
      if (type == 135 || type == 136) {
        boolean isAnswer = type == 136;
        IpAddress party = v6(isAnswer ? at + 24 : at + 8);
        return new Frame.Neighbour(isAnswer, v6(payload + 8), party, told(payload + 24));
      }
    }
    int length = u16(at + 4) - (payload - at - V6_HEADER);
    Span span = new Span(at + 8, at + 24, V6_BYTES, length);
    Frame.Body body = readBody(next, payload, isQuoted, IpVersion.V6, span);
    return body == null
        ? null
        : new Frame.Packet(v6(at + 8), v6(at + 24), stamp, u8(at + 7), 0, body);
  }

  private static boolean isExtension(int header) {
    return header == HOP_BY_HOP || header == ROUTING || header == FRAGMENT || header == OPTIONS;
  }

  /** The link address in an option of neighbour discovery. */
  private String told(int at) {
    return has(at, 2 + MAC_BYTES) && u8(at) == 2 && u8(at + 1) == 1 ? mac(at + 2) : "";
  }

  private Frame.@Nullable Body readBody(
      int protocol, int at, boolean isQuoted, IpVersion version, Span span) {
    return switch (protocol) {
      case TCP -> readTcp(at, isQuoted, span);
      case UDP ->
          has(at, QUOTED) ? new Frame.Udp(u16(at), u16(at + 2), sum(UDP, at, 6, span)) : null;
      case ICMP -> version == IpVersion.V4 && has(at, ICMP_HEADER) ? readIcmp(at, isQuoted) : null;
      case ICMP_V6 ->
          version == IpVersion.V6 && has(at, ICMP_HEADER) ? readIcmpV6(at, isQuoted) : null;
      default -> null;
    };
  }

  private Frame.@Nullable Body readTcp(int at, boolean isQuoted, Span span) {
    if (has(at, TCP_BYTES)) {
      Frame.Sum sum = sum(TCP, at, 16, span);
      return new Frame.Tcp(u16(at), u16(at + 2), u8(at + 13), i32(at + 4), i32(at + 8), sum);
    }
    return isQuoted && has(at, QUOTED)
        ? new Frame.Tcp(u16(at), u16(at + 2), 0, i32(at + 4), 0, Frame.Sum.UNKNOWN)
        : null;
  }

  /// Where the addresses are that a checksum covers, and how much of the packet.
  ///
  /// @param length of what comes after the IP header, in bytes
  private record Span(int from, int to, int addressBytes, int length) {}

  /// The checksum of what begins there (RFC 1071).
  ///
  /// @param offset where in it the checksum stands
  private Frame.Sum sum(int protocol, int at, int offset, Span span) {
    if (!has(at + offset, 2) || span.length() < QUOTED) {
      return Frame.Sum.UNKNOWN;
    }
    long begun = protocol + (long) span.length();
    for (int i = 0; i < span.addressBytes(); i += 2) {
      begun += u16(span.from() + i) + u16(span.to() + i);
    }
    int told = u16(at + offset);
    if (!has(at, span.length())) {
      return new Frame.Sum(told, -1, fold(begun));
    }
    long all = begun - told;
    for (int i = 0; i < span.length() - 1; i += 2) {
      all += u16(at + i);
    }
    if (span.length() % 2 == 1) {
      all += u8(at + span.length() - 1) << 8;
    }
    int full = fold(all) ^ 0xffff;
    return new Frame.Sum(told, full == 0 && protocol == UDP ? 0xffff : full, fold(begun));
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) folded;
  }

  private Frame.@Nullable Body readIcmp(int at, boolean isQuoted) {
    int type = u8(at);
    int code = u8(at + 1);
    return switch (type) {
      case 0, 8 -> new Frame.Echo(type == 0, u16(at + 4), u16(at + 6));
      case 3, 11, 12 ->
          problem(
              isQuoted,
              new IcmpError(IpVersion.V4, type, code),
              type == 3 && code == 4 ? u16(at + 6) : 0,
              at + ICMP_HEADER);
      default -> null;
    };
  }

  private Frame.@Nullable Body readIcmpV6(int at, boolean isQuoted) {
    int type = u8(at);
    return switch (type) {
      case 128, 129 -> new Frame.Echo(type == 129, u16(at + 4), u16(at + 6));
      case 1, 2, 3, 4 ->
          problem(
              isQuoted,
              new IcmpError(IpVersion.V6, type, u8(at + 1)),
              type == 2 ? Math.clamp(i32(at + 4) & 0xffff_ffffL, 0, 65_535) : 0,
              at + ICMP_HEADER);
      default -> null;
    };
  }

  private Frame.@Nullable Body problem(boolean isQuoted, IcmpError error, int mtu, int about) {
    return !isQuoted && readPacket(about, true) instanceof Frame.Packet packet
        ? new Frame.Problem(error, mtu, packet)
        : null;
  }

  // ---- bytes ----

  private boolean has(int at, int count) {
    return at >= 0 && data.length - at >= count;
  }

  private int u8(int at) {
    return data[at] & 255;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  private IpAddress v4(int at) {
    return new IpAddress.V4(i32(at));
  }

  private IpAddress v6(int at) {
    return Inet.of(Arrays.copyOfRange(data, at, at + V6_BYTES));
  }

  private String mac(int at) {
    return MAC.formatHex(data, at, at + MAC_BYTES);
  }
}
