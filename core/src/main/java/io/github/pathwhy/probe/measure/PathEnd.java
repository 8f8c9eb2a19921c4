package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import java.util.List;

/** Where a measured path ends, and why there. */
public sealed interface PathEnd {

  /** The same at another hop, for ends that are at one. */
  default PathEnd at(int ttl) {
    return switch (this) {
      case Arrived(int _, Sign sign) -> new Arrived(ttl, sign);
      case Refused _ -> new Refused(ttl);
      case Stopped(int _, IpAddress by, IcmpError error) -> new Stopped(ttl, by, error);
      case Silent _, TooFar _, Loop _, Interrupted _, NotSent _ -> this;
    };
  }

  /** How a destination shows that it was reached. */
  enum Sign {
    /** It accepted the connection. */
    CONNECTED("accepted the connection"),
    /** It sent a datagram back. */
    ANSWERED("answered"),
    /** It echoed. */
    ECHOED("answered the echo request"),
    /** It said that the port is closed, which a datagram without a receiver gets. */
    PORT_CLOSED("answered that the port is closed");

    private final String words;

    Sign(String words) {
      this.words = words;
    }

    /** What it did, in words. */
    public String words() {
      return words;
    }
  }

  /** The destination was reached, `ttl` hops away. */
  record Arrived(int ttl, Sign sign) implements PathEnd {}

  /** A RST, of the destination or in its name: the two look the same without a capture. */
  record Refused(int ttl) implements PathEnd {}

  /// An ICMP error ended it.
  ///
  /// @param ttl the first time to live that got this answer
  /// @param by who sent it: a router, or the destination itself
  record Stopped(int ttl, IpAddress by, IcmpError error) implements PathEnd {}

  /** Nothing beyond this hop answered; 0 when nothing answered at all. */
  record Silent(int after) implements PathEnd {}

  /** Routers still answered when the most hops allowed were reached. */
  record TooFar(int hops) implements PathEnd {}

  /** The same routers again and again, the first of them at a hop. */
  record Loop(int from, List<IpAddress> routers) implements PathEnd {
    public Loop {
      routers = List.copyOf(routers);
    }
  }

  /** Somebody stopped the measurement; hops up to this one had answered. */
  record Interrupted(int after) implements PathEnd {}

  /** This machine could not send. */
  record NotSent(LocalFault fault, String detail) implements PathEnd {}
}
