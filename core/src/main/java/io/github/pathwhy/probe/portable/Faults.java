package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/// What Java's exceptions of sockets mean. Their classes say most of it in any language; the rest
/// is in their messages.
final class Faults {
  private static final int LAST_RESERVED_PORT = 1023;

  private Faults() {}

  /** Of binding a source port. */
  static Reply ofBinding(IOException e, int port) {
    String words = words(e);
    if (words.contains("already in use")) {
      return new Reply.Unsent(LocalFault.SOURCE_PORT_IN_USE, detail(e));
    }
    boolean reserved = port <= LAST_RESERVED_PORT && words.contains("permission denied");
    if (reserved || e instanceof BindException) {
      return new Reply.Unsent(LocalFault.SOURCE_NOT_BINDABLE, detail(e));
    }
    return new Reply.Unsent(LocalFault.OTHER, detail(e));
  }

  /** Of opening a socket, or of sending: the packet did not leave. */
  static Reply ofSending(IOException e, int sourcePort) {
    String words = words(e);
    LocalFault fault;
    if (words.contains("too many open files") || words.contains("buffer space")) {
      fault = LocalFault.NO_RESOURCES;
    } else if (words.contains("message too long") || words.contains("too large")) {
      fault = LocalFault.TOO_BIG;
    } else if (words.contains("not permitted") || words.contains("permission denied")) {
      fault = LocalFault.NOT_PERMITTED;
    } else if (words.contains("unreachable")
        || words.contains("invalid argument")
        || e instanceof NoRouteToHostException) {
      fault = LocalFault.NO_ROUTE;
    } else if (words.contains("host is down")) {
      fault = LocalFault.NEIGHBOUR_UNREACHABLE;
    } else if (e instanceof BindException) {
      fault = sourcePort > 0 ? LocalFault.SOURCE_PORT_IN_USE : LocalFault.NO_RESOURCES;
    } else {
      fault = LocalFault.OTHER;
    }
    return new Reply.Unsent(fault, detail(e));
  }

  /** Of a connection attempt that was under way. */
  static Reply ofConnecting(IOException e, Rtt rtt) {
    String words = words(e);
    if (words.contains("timed out")) {
      return new Reply.Silent();
    }
    if (words.contains("connection reset") || words.contains("broken pipe")) {
      // What refuses an attempt is called refused: this came after somebody had accepted.
      return new Reply.Answered(rtt);
    }
    if (e instanceof ConnectException) {
      return new Reply.Reset(rtt);
    }
    return ofWaiting(e);
  }

  /** Of a packet that was under way: the system does not say who found out. */
  static Reply ofWaiting(IOException e) {
    String words = words(e);
    boolean unreachable =
        e instanceof NoRouteToHostException
            || words.contains("unreachable")
            || words.contains("no route")
            || words.contains("host is down")
            || words.contains("protocol not available");
    return new Reply.Unsent(unreachable ? LocalFault.UNREACHABLE : LocalFault.OTHER, detail(e));
  }

  /// Of a datagram that the system says found a closed port: the destination's word, as far as one
  /// can know.
  static Reply ofClosedPort(Probe probe, Rtt rtt) {
    IpVersion version = probe.destination().version();
    IcmpError error =
        version == IpVersion.V4 ? new IcmpError(version, 3, 3) : new IcmpError(version, 1, 4);
    return new Reply.Icmp(error, probe.destination(), rtt, 0);
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }

  private static String detail(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
