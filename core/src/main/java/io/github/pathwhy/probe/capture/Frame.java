package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;

/** What a captured frame says, as far as probes are concerned. */
sealed interface Frame {

  /// A packet.
  ///
  /// @param stamp in nanoseconds since 1970
  /// @param ttl its time to live (hop limit) where it was captured
  /// @param ipId the identification of IPv4; 0 with IPv6
  record Packet(IpAddress from, IpAddress to, long stamp, int ttl, int ipId, Body body)
      implements Frame {}

  /// A question for a neighbour's link address, or the answer (ARP, neighbour discovery).
  ///
  /// @param of whose link address it is about
  /// @param party who asks, or is answered
  /// @param mac the address told; empty text when none is
  record Neighbour(boolean isAnswer, IpAddress of, IpAddress party, String mac) implements Frame {}

  /** What is in a packet. */
  sealed interface Body {}

  /// A checksum of TCP or UDP, which covers the addresses and ports as well.
  ///
  /// @param told what the packet says; -1 when that part is not there
  /// @param full what it must be by what is in the packet; -1 when not all of it is there
  /// @param begun what it is before the network card has finished it: packets that are captured
  ///   where they are sent may have this one
  record Sum(int told, int full, int begun) {
    static final Sum UNKNOWN = new Sum(-1, -1, -1);

    /** Whether it fits what is in the packet; only when all of that is there. */
    boolean isRight() {
      return told == full || told == begun;
    }
  }

  /** The start of a TCP segment. */
  record Tcp(int sourcePort, int port, int flags, int sequence, int acknowledged, Sum sum)
      implements Body {
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    boolean isRequest() {
      return (flags & (SYN | ACK | RST)) == SYN;
    }

    boolean isAcceptance() {
      return (flags & (SYN | ACK | RST)) == (SYN | ACK);
    }

    boolean isReset() {
      return (flags & RST) != 0;
    }

    boolean hasAcknowledgement() {
      return (flags & ACK) != 0;
    }
  }

  /** The start of a datagram. */
  record Udp(int sourcePort, int port, Sum sum) implements Body {}

  /** An echo request, or the reply to one. */
  record Echo(boolean isReply, int identifier, int sequence) implements Body {}

  /// An ICMP error.
  ///
  /// @param mtu of the next hop with a packet that was too big, else 0
  /// @param about the packet that it quotes
  record Problem(IcmpError error, int mtu, Packet about) implements Body {}
}
