package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;

/** What a reply means for a path. */
sealed interface Answer {

  /** The packet died of old age there: the path goes on. */
  record Expired(IpAddress from, Rtt rtt) implements Answer {}

  /** The path ends there. */
  record Ended(PathEnd end, IpAddress from, Rtt rtt) implements Answer {}

  /** An error that says nothing about where the path goes. */
  record Odd(IcmpError error, IpAddress from, Rtt rtt) implements Answer {}

  /** Nothing came. */
  record Nothing() implements Answer {}

  /** This machine did not send. */
  record Unsent(LocalFault fault, String detail) implements Answer {}

  /** The meaning of an outcome. */
  static Answer of(Outcome outcome) {
    Probe probe = outcome.probe();
    int ttl = probe.ttl();
    return switch (outcome.reply()) {
      case Reply.Answered(Rtt rtt) ->
          new Ended(new PathEnd.Arrived(ttl, sign(probe.method())), probe.destination(), rtt);
      case Reply.Reset(Rtt rtt) -> new Ended(new PathEnd.Refused(ttl), probe.destination(), rtt);
      case Reply.Icmp(IcmpError error, IpAddress from, Rtt rtt, int _) ->
          switch (error.meaning()) {
            case TTL_EXCEEDED -> new Expired(from, rtt);
            case TOO_BIG, OTHER -> new Odd(error, from, rtt);
            case PORT_UNREACHABLE ->
                probe.method() == Method.UDP && from.equals(probe.destination())
                    ? new Ended(new PathEnd.Arrived(ttl, PathEnd.Sign.PORT_CLOSED), from, rtt)
                    : new Ended(new PathEnd.Stopped(ttl, from, error), from, rtt);
            case NET_UNREACHABLE, HOST_UNREACHABLE, PROTOCOL_UNREACHABLE, PROHIBITED ->
                new Ended(new PathEnd.Stopped(ttl, from, error), from, rtt);
          };
      case Reply.Silent() -> new Nothing();
      case Reply.Unsent(LocalFault fault, String detail) -> new Unsent(fault, detail);
    };
  }

  private static PathEnd.Sign sign(Method method) {
    return switch (method) {
      case TCP -> PathEnd.Sign.CONNECTED;
      case UDP -> PathEnd.Sign.ANSWERED;
      case ICMP -> PathEnd.Sign.ECHOED;
    };
  }
}
