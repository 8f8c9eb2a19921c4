package io.github.pathwhy.probe.scan;

import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;

/** What a port is like, as far as probes tell. */
public enum PortState {
  /** It answers. */
  OPEN("open"),
  /** The host says that nobody listens. */
  CLOSED("closed"),
  /** Something on the way, or the host's firewall, rejects the probe or swallows it. */
  FILTERED("filtered"),
  /** A router, or this machine's own link, says that there is no way to the host. */
  UNREACHABLE("unreachable"),
  /** A datagram was not answered: it may have arrived, or not. */
  OPEN_OR_FILTERED("open|filtered"),
  /** The probe did not leave this machine. */
  NOT_SENT("not sent"),
  /** It was not asked to the end. */
  UNKNOWN("unknown");

  private final String label;

  PortState(String label) {
    this.label = label;
  }

  /** The spelling in output. */
  public String label() {
    return label;
  }

  /** What a reply says about the port. */
  public static PortState of(Method method, Reply reply) {
    return switch (reply) {
      case Reply.Answered _ -> OPEN;
      case Reply.Reset _ -> CLOSED;
      case Reply.Silent _ -> method == Method.UDP ? OPEN_OR_FILTERED : FILTERED;
      case Reply.Unsent(LocalFault fault, String _) ->
          fault == LocalFault.UNREACHABLE || fault == LocalFault.NEIGHBOUR_UNREACHABLE
              ? UNREACHABLE
              : NOT_SENT;
      case Reply.Icmp icmp ->
          switch (icmp.error().meaning()) {
            case PORT_UNREACHABLE -> method == Method.UDP ? CLOSED : FILTERED;
            case NET_UNREACHABLE, HOST_UNREACHABLE, TTL_EXCEEDED -> UNREACHABLE;
            case PROHIBITED, PROTOCOL_UNREACHABLE, TOO_BIG, OTHER -> FILTERED;
          };
    };
  }
}
