package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.Optional;

/// A packet as a packet filter sees it: one that opens a flow of this machine, or the answer to it.
///
/// @param isAnswer whether it answers
/// @param arrives whether it is seen where it comes in; else where it goes out
/// @param interfaceName where it comes in or goes out; empty when not known
/// @param sender who opened the flow
record Packet(
    Flow flow,
    boolean isAnswer,
    boolean arrives,
    Optional<String> interfaceName,
    Sender sender,
    Doubts doubts) {
  static final String LOOPBACK = "lo";

  /** The packet that opens a flow, where it goes out. */
  static Packet opening(Flow flow, Optional<String> interfaceName, Sender sender) {
    return new Packet(flow, false, false, interfaceName, sender, Doubts.NONE);
  }

  /** The answer to it, where it comes in. */
  Packet answer() {
    return new Packet(flow.reversed(), true, true, interfaceName, sender, doubts.ofAnswer());
  }

  /** The same packet, where it goes out. */
  Packet leaving() {
    return new Packet(flow, isAnswer, false, interfaceName, sender, doubts);
  }

  /** The same packet, where it comes in. */
  Packet arriving() {
    return new Packet(flow, isAnswer, true, interfaceName, sender, doubts);
  }

  Packet with(Doubts more) {
    return new Packet(flow, isAnswer, arrives, interfaceName, sender, doubts.and(more));
  }

  /** The same packet, which the connection tracker sees after all. */
  Packet tracked() {
    Doubts known = new Doubts(doubts.source(), doubts.destination(), doubts.device(), false);
    return new Packet(flow, isAnswer, arrives, interfaceName, sender, known);
  }

  /** The connection tracker's word. */
  String state() {
    return isAnswer ? "established" : "new";
  }

  Protocol protocol() {
    return flow.protocol();
  }

  boolean isV4() {
    return flow.source() instanceof IpAddress.V4;
  }

  /** Whether both ends are this machine. */
  Match isLocal() {
    return doubts.device() || doubts.isTranslated() || interfaceName.isEmpty()
        ? Match.MAYBE
        : Match.of(interfaceName.get().equals(LOOPBACK));
  }

  /** Whether its source, or else its destination, is known. */
  boolean knows(boolean source) {
    return source ? !doubts.source() : !doubts.destination();
  }
}
