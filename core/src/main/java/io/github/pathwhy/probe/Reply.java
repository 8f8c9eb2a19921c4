package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpAddress;

/** What came back for a probe, if anything. */
public sealed interface Reply {

  /** The destination answered: SYN-ACK, datagram or echo reply. */
  record Answered(Rtt rtt) implements Reply {}

  /** A RST: nobody listens, or something on the way refuses in the destination's name. */
  record Reset(Rtt rtt) implements Reply {}

  /// An ICMP error.
  ///
  /// @param from who sent it; this machine itself when it gave up on its own link; the destination
  ///   where the portable tier is not told
  /// @param mtu the next hop's MTU with a packet that was too big, else 0
  record Icmp(IcmpError error, IpAddress from, Rtt rtt, int mtu) implements Reply {}

  /** Nothing before the time was up. */
  record Silent() implements Reply {}

  /// The probe never left this machine; with {@link LocalFault#UNREACHABLE} it may have.
  ///
  /// @param detail the system's own words, for example `EADDRINUSE`
  record Unsent(LocalFault fault, String detail) implements Reply {}
}
