package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.RoundTrips;
import io.github.pathwhy.probe.portable.SystemTraceroute;
import io.github.pathwhy.probe.portable.TraceHop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path as the system's own tool finds it, where no engine can see hops. */
public final class SystemPath {
  private static final int MOST_HOPS = 30;
  private static final int PROBES = 2;

  private SystemPath() {}

  /** Looks for it; empty when the system has no such tool, or the tool found nothing. */
  public static Optional<MeasuredPath> trace(
      IpAddress destination, long mostNanos, Stop stop, Progress progress) {
    Optional<SystemTraceroute> tool = SystemTraceroute.find(destination.version());
    if (tool.isEmpty()) {
      return Optional.empty();
    }
    progress.update("waiting for " + tool.get().name(), 0, 0);
    SystemTraceroute.Traced traced =
        tool.get().trace(destination, MOST_HOPS, PROBES, mostNanos, stop);
    if (traced.hops().isEmpty()) {
      return Optional.empty();
    }
    List<MeasuredHop> hops = new ArrayList<>();
    int last = 0;
    for (TraceHop hop : traced.hops()) {
      MeasuredHop measured = hop(hop);
      hops.add(measured);
      last = measured.isSilent() ? last : hop.ttl();
    }
    int end = last;
    hops.removeIf(hop -> hop.ttl() > end);
    PathEnd how =
        traced.reached()
            ? new PathEnd.Arrived(
                end, traced.method() == Method.UDP ? PathEnd.Sign.PORT_CLOSED : PathEnd.Sign.ECHOED)
            : stop.isRequested() ? new PathEnd.Interrupted(end) : new PathEnd.Silent(end);
    return Optional.of(
        new MeasuredPath(
            traced.method(),
            destination,
            0,
            hops,
            how,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  private static MeasuredHop hop(TraceHop hop) {
    Map<IpAddress, List<Rtt>> answers = new LinkedHashMap<>();
    for (TraceHop.Answer answer : hop.answers()) {
      List<Rtt> times = answers.computeIfAbsent(answer.from(), _ -> new ArrayList<>());
      answer.rtt().ifPresent(times::add);
    }
    List<MeasuredHop.Router> routers = new ArrayList<>();
    answers.forEach((address, times) -> {
      if (!times.isEmpty()) {
        routers.add(new MeasuredHop.Router(address, RoundTrips.of(times)));
      }
    });
    return new MeasuredHop(hop.ttl(), routers, hop.answers().size() + hop.silent(), hop.silent());
  }
}
