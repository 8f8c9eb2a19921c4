package io.github.pathwhy.report.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import io.github.pathwhy.probe.measure.RoundTrips;
import java.util.List;
import java.util.Optional;

/** Sentences about measured paths. */
final class PathWords {
  private static final int NANOS_IN_MICRO = 1000;
  private static final int MICROS_IN_MILLI = 1000;

  private PathWords() {}

  static PathReport.Status status(MeasuredPath path) {
    if (path.has(PathNote.Kind.OTHER_METHOD)) {
      return PathReport.Status.UNKNOWN;
    }
    return switch (path.end()) {
      case PathEnd.Arrived _ -> PathReport.Status.REACHABLE;
      case PathEnd.Refused _, PathEnd.Stopped _, PathEnd.Silent _, PathEnd.Loop _ ->
          PathReport.Status.UNREACHABLE;
      case PathEnd.TooFar _, PathEnd.Interrupted _ -> PathReport.Status.UNKNOWN;
      case PathEnd.NotSent(LocalFault fault, String _) ->
          fault == LocalFault.NEIGHBOUR_UNREACHABLE
              ? PathReport.Status.UNREACHABLE
              : PathReport.Status.UNKNOWN;
    };
  }

  /** Where the path ends. */
  static String verdict(MeasuredPath path) {
    String target = path.destination().toString();
    return switch (path.end()) {
      case PathEnd.Arrived(int ttl, PathEnd.Sign sign) ->
          target + " " + sign.words() + ", " + away(ttl);
      case PathEnd.Refused(int ttl) ->
          target
              + " refuses the connection (RST), "
              + away(ttl)
              + ": nobody listens on port "
              + path.port()
              + ", or something on the way refuses in its name";
      case PathEnd.Stopped(int _, IpAddress by, IcmpError error) ->
          by.equals(path.destination())
              ? target + " itself refuses: " + error
              : by + " does not let it pass: " + error;
      case PathEnd.Silent(int after) ->
          after == 0 ? "nothing answers at all" : "nothing answers beyond " + hop(path, after);
      case PathEnd.TooFar(int hops) ->
          "the way goes on after " + hops + " hops; --max-hops looks farther";
      case PathEnd.Loop(int from, List<IpAddress> routers) ->
          routers.size() == 1
              ? "packets go in a circle: "
                  + routers.getFirst()
                  + " gets them again from hop "
                  + from
              : "packets go in a circle from hop " + from + " between " + joined(routers);
      case PathEnd.Interrupted(int after) ->
          after == 0
              ? "interrupted before anything answered"
              : "interrupted after an answer of " + hop(path, after);
      case PathEnd.NotSent(LocalFault fault, String detail) ->
          "not sent: " + fault.words() + " (" + detail + ")";
    };
  }

  private static String away(int ttl) {
    return ttl + (ttl == 1 ? " hop away" : " hops away");
  }

  private static String hop(MeasuredPath path, int ttl) {
    MeasuredHop hop = path.hops().get(ttl - 1);
    return hop.isSilent()
        ? "hop " + ttl
        : "hop " + ttl + " (" + hop.routers().getFirst().address() + ")";
  }

  private static String joined(List<IpAddress> addresses) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      text.append(i == 0 ? "" : i == addresses.size() - 1 ? " and " : ", ")
          .append(addresses.get(i));
    }
    return text.toString();
  }

  /** The end of a path as the words of the hop where it is; empty when it is at none. */
  static Optional<PathReport.End> endAt(MeasuredPath path, MeasuredHop hop) {
    return switch (path.end()) {
      case PathEnd.Arrived(int ttl, PathEnd.Sign sign) ->
          ttl == hop.ttl() ? Optional.of(new PathReport.End(true, sign.words())) : Optional.empty();
      case PathEnd.Refused(int ttl) ->
          ttl == hop.ttl()
              ? Optional.of(new PathReport.End(false, "refuses the connection (RST)"))
              : Optional.empty();
      case PathEnd.Stopped(int _, IpAddress by, IcmpError error) ->
          hop.ttl() == path.hops().getLast().ttl() && isAt(hop, by)
              ? Optional.of(new PathReport.End(false, error.toString()))
              : Optional.empty();
      case PathEnd.Loop(int from, List<IpAddress> _) ->
          hop.ttl() == path.hops().getLast().ttl()
              ? Optional.of(new PathReport.End(false, "in a circle since hop " + from))
              : Optional.empty();
      case PathEnd.Silent _, PathEnd.TooFar _, PathEnd.Interrupted _, PathEnd.NotSent _ ->
          Optional.empty();
    };
  }

  private static boolean isAt(MeasuredHop hop, IpAddress address) {
    for (MeasuredHop.Router router : hop.routers()) {
      if (router.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  /** What was found out about the MTU. */
  static String mtu(PathAnswer.Mtu mtu) {
    String with = mtu.method() == Method.ICMP ? "echo requests" : "datagrams to port " + mtu.port();
    return switch (mtu.finding()) {
      case MtuFinding.Found(int size, MtuFinding.Limit limit) ->
          switch (limit) {
            case MtuFinding.Limit.Local _ ->
                size + " bytes pass, by " + with + "; this machine's link takes no more";
            case MtuFinding.Limit.Reported(IpAddress by, Optional<Integer> _) ->
                size + " bytes pass, by " + with + "; " + by + " says that more is too big";
            case MtuFinding.Limit.BlackHole(Optional<MeasuredHop.Router> last, int hop) ->
                size
                    + " bytes pass, by "
                    + with
                    + "; larger packets vanish without a word"
                    + last.map(router -> " beyond hop " + hop + " (" + router.address() + ")")
                        .orElse("")
                    + ": transfers stall there";
            case MtuFinding.Limit.None _ -> "packets of all sizes pass, by " + with;
          };
      case MtuFinding.Undetermined(String why, Optional<Integer> atMost, Optional<IpAddress> by) ->
          "not determined by "
              + with
              + ": "
              + why
              + (atMost.isPresent() && by.isPresent()
                  ? "; at most " + atMost.get() + " bytes, says " + by.get()
                  : "");
      case MtuFinding.NotSent(LocalFault fault, String detail) ->
          "not sent: " + fault.words() + " (" + detail + ")";
      case MtuFinding.Interrupted _ -> "interrupted";
    };
  }

  /** Round trips with as many digits as their clock is good for. */
  static String times(RoundTrips rtt) {
    int digits = digits(rtt.clock());
    String mean = millis(rtt.mean(), digits);
    return rtt.count() == 1
        ? mean + " ms"
        : millis(rtt.least(), digits) + "/" + mean + "/" + millis(rtt.most(), digits) + " ms";
  }

  private static int digits(Clock clock) {
    return switch (clock) {
      case WIRE, KERNEL, TCP_INFO, KERNEL_RECEIVE -> 3;
      case SYSTEM_TOOL -> 2;
      case USERSPACE -> 1;
    };
  }

  private static String millis(long nanos, int digits) {
    long unit = NANOS_IN_MICRO;
    long scale = MICROS_IN_MILLI;
    for (int i = digits; i < 3; i++) {
      unit *= 10;
      scale /= 10;
    }
    long value = (nanos + unit / 2) / unit;
    if (value == 0 && nanos > 0) {
      return "<" + millis(unit, digits);
    }
    String fraction = Long.toString(scale + value % scale).substring(1);
    return value / scale + "." + fraction;
  }

  /** Milliseconds for programs, with as many digits as their clock is good for. */
  static double number(long nanos, Clock clock) {
    double scale = Math.pow(10, digits(clock));
    return Math.round(nanos / 1e6 * scale) / scale;
  }
}
