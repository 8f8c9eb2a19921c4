package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import java.util.Optional;

/// A packet as a packet filter sees it: an opening one that leaves, or the answer to it that comes.
///
/// @param arrives whether it comes from outside
/// @param interfaceName where it comes or goes; empty when not known
public record Packet(Flow flow, boolean arrives, Optional<String> interfaceName) {

  /** The packet that opens a flow. */
  public static Packet opening(Flow flow, Optional<String> interfaceName) {
    return new Packet(flow, false, interfaceName);
  }

  /** The answer to it. */
  public Packet answer() {
    return new Packet(flow.reversed(), true, interfaceName);
  }

  /** The packet that opened the flow. */
  Packet opening() {
    return arrives ? new Packet(flow.reversed(), false, interfaceName) : this;
  }

  /** The connection tracker's word: `new`, or `established` for an answer. */
  String state() {
    return arrives ? "established" : "new";
  }

  Protocol protocol() {
    return flow.protocol();
  }

  boolean isV4() {
    return flow.source() instanceof IpAddress.V4;
  }
}
