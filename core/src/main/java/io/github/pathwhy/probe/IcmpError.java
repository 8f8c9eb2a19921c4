package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpVersion;

/// An ICMP error as it was sent: type and code of RFC 792 and RFC 1812, or RFC 4443.
public record IcmpError(IpVersion version, int type, int code) {
  private static final int V4_UNREACHABLE = 3;
  private static final int V4_TIME_EXCEEDED = 11;
  private static final int V6_UNREACHABLE = 1;
  private static final int V6_TOO_BIG = 2;
  private static final int V6_TIME_EXCEEDED = 3;
  private static final int V6_PARAMETER = 4;

  /** What the error means, in either version. */
  public enum Meaning {
    TTL_EXCEEDED("time to live exceeded"),
    NET_UNREACHABLE("no route to the network"),
    HOST_UNREACHABLE("host unreachable"),
    PROTOCOL_UNREACHABLE("protocol unreachable"),
    PORT_UNREACHABLE("port unreachable"),
    PROHIBITED("administratively prohibited"),
    TOO_BIG("packet too big"),
    OTHER("other error");

    private final String words;

    Meaning(String words) {
      this.words = words;
    }

    /** The meaning in words. */
    public String words() {
      return words;
    }
  }

  /** What it means. */
  public Meaning meaning() {
    return version == IpVersion.V4 ? meaningV4() : meaningV6();
  }

  /** Whether it says that there is no way to the host, whatever is sent. */
  public boolean isNoWay() {
    return meaning() == Meaning.NET_UNREACHABLE || meaning() == Meaning.HOST_UNREACHABLE;
  }

  private Meaning meaningV4() {
    if (type == V4_TIME_EXCEEDED) {
      return code == 0 ? Meaning.TTL_EXCEEDED : Meaning.OTHER;
    }
    if (type != V4_UNREACHABLE) {
      return Meaning.OTHER;
    }
    return switch (code) {
      case 0, 6, 8, 11 -> Meaning.NET_UNREACHABLE;
      case 1, 7, 12 -> Meaning.HOST_UNREACHABLE;
      case 2 -> Meaning.PROTOCOL_UNREACHABLE;
      case 3 -> Meaning.PORT_UNREACHABLE;
      case 4 -> Meaning.TOO_BIG;
      case 9, 10, 13, 14, 15 -> Meaning.PROHIBITED;
      default -> Meaning.OTHER;
    };
  }

  private Meaning meaningV6() {
    return switch (type) {
      case V6_TIME_EXCEEDED -> code == 0 ? Meaning.TTL_EXCEEDED : Meaning.OTHER;
      case V6_TOO_BIG -> Meaning.TOO_BIG;
      case V6_PARAMETER -> code == 1 ? Meaning.PROTOCOL_UNREACHABLE : Meaning.OTHER;
      case V6_UNREACHABLE ->
          switch (code) {
            case 0 -> Meaning.NET_UNREACHABLE;
            case 1, 5, 6 -> Meaning.PROHIBITED;
            case 2, 3 -> Meaning.HOST_UNREACHABLE;
            case 4 -> Meaning.PORT_UNREACHABLE;
            default -> Meaning.OTHER;
          };
      default -> Meaning.OTHER;
    };
  }

  /** For people: `administratively prohibited (ICMP 3/13)`. */
  @Override
  public String toString() {
    String name = version == IpVersion.V4 ? "ICMP" : "ICMPv6";
    return meaning().words() + " (" + name + " " + type + "/" + code + ")";
  }
}
