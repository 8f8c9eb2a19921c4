package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One flow followed hop by hop: all its probes have the same addresses and ports, so that routers
/// that share load send them the same way. A port carries one probe at a time.
final class FlowWalk {
  private static final int TRIES = 3;
  private static final int MOST_SILENT = 5;
  private static final int PORT_CHANGES = 20;
  private static final int FIRST_PORT = 33_000;
  private static final int PORTS = 20_000;
  private static final long MILLI = 1_000_000L;
  private static final long LEAST_PATIENCE = 50 * MILLI;
  private static final long MARGIN = 20 * MILLI;
  private static final long BLIND_WAIT = 300 * MILLI;
  private static final long NEXT_BLIND_WAIT = 150 * MILLI;
  private static final long STOP_LAG = 100 * MILLI;
  private static final long MOST_WAIT = 900 * MILLI;

  private final int flow;
  private final Probe template;
  private final int times;
  private final int most;
  private final boolean fixedPort;
  private final Optional<Long> wait;

  /** What was seen before with other flows, from hop 1; empty when this is the first look. */
  private final HopState[] known;

  final HopState[] hops;
  private int port;
  private int portChanges;

  /** The hop being asked, 0 for the look at the destination that comes first. */
  private int ttl;

  private int silentInRow;
  private int farthest;
  private long destinationRtt;
  private @Nullable Shot current;
  private @Nullable PathEnd end;
  private Optional<IpAddress> source = Optional.empty();

  /// A walk from a fixed port with nothing known; the destination is asked first, which tells how
  /// long to wait for those before it.
  FlowWalk(TraceRequest request) {
    this(request, 0, request.probes(), request.sourcePort(), true, new HopState[0]);
  }

  /// A walk after others have been there: one probe a hop, from any port.
  ///
  /// @param known what those saw, from hop 1
  FlowWalk(TraceRequest request, int flow, HopState[] known, long seed) {
    this(
        request,
        flow,
        1,
        FIRST_PORT + (int) Math.floorMod(seed + flow, (long) PORTS),
        false,
        known);
    ttl = 1;
  }

  private FlowWalk(
      TraceRequest request, int flow, int times, int port, boolean fixedPort, HopState[] known) {
    this.flow = flow;
    this.template = request.probe();
    this.times = times;
    this.most = request.maxHops();
    this.port = port;
    this.fixedPort = fixedPort;
    this.wait = request.waitNanos();
    this.known = known;
    this.hops = new HopState[most + 1];
    for (int i = 1; i <= most; i++) {
      hops[i] = new HopState(i);
    }
  }

  int port() {
    return port;
  }

  boolean isDone() {
    return end != null;
  }

  Optional<IpAddress> source() {
    return source;
  }

  /** The next probe, when none is under way. */
  void sendNext(Volley volley) {
    if (end != null || current != null) {
      return;
    }
    int target = ttl == 0 ? most : ttl;
    HopState hop = hops[target];
    hop.launched++;
    current = new Shot(flow, hop.launched, template.withTtl(target).withSourcePort(port));
    volley.send(current);
  }

  /** When the probe under way has been waited for; far away without one. */
  long due(long now) {
    Shot shot = current;
    return shot == null || !shot.sent ? now + MOST_WAIT : shot.sentAt + patience();
  }

  private long patience() {
    HopState seen = ttl > 0 && ttl < known.length ? known[ttl] : null;
    int tries = ttl == 0 ? 1 : hops[ttl].tries + 1;
    long usual;
    if (seen != null && seen.isAnswered()) {
      usual = Math.max(LEAST_PATIENCE, 4 * seen.slowest() + MARGIN);
    } else if (destinationRtt > 0) {
      usual = Math.max(LEAST_PATIENCE, 3 * destinationRtt + MARGIN);
    } else if (seen != null && hasFarther()) {
      usual = LEAST_PATIENCE;
    } else {
      long blind = wait.orElse(BLIND_WAIT);
      return Math.min(MOST_WAIT, silentInRow == 0 ? blind : Math.min(blind, NEXT_BLIND_WAIT));
    }
    return Math.min(MOST_WAIT, usual * tries);
  }

  private boolean hasFarther() {
    for (int i = ttl + 1; i < known.length; i++) {
      if (known[i].isAnswered()) {
        return true;
      }
    }
    return false;
  }

  /** Takes an outcome of the probe under way. */
  void land(Shot shot, Outcome outcome, Volley volley) {
    if (shot != current || end != null) {
      return;
    }
    if (source.isEmpty()) {
      source = outcome.localAddress();
    }
    switch (Answer.of(outcome)) {
      case Answer.Nothing _ -> giveUp();
      case Answer.Unsent(LocalFault fault, String detail) -> {
        current = null;
        boolean isTaken = fault == LocalFault.SOURCE_PORT_IN_USE;
        if (isTaken && !fixedPort && portChanges < PORT_CHANGES && farthest == 0) {
          portChanges++;
          port =
              port + TargetRules.MOST_FLOWS < FIRST_PORT + PORTS
                  ? port + TargetRules.MOST_FLOWS
                  : port - PORTS + TargetRules.MOST_FLOWS;
        } else {
          end = new PathEnd.NotSent(fault, detail);
        }
      }
      case Answer answer -> {
        current = null;
        answered(shot, answer, volley);
      }
    }
  }

  private void answered(Shot shot, Answer answer, Volley volley) {
    HopState hop = hops[shot.ttl()];
    boolean ends = hop.answered(shot, answer, volley);
    if (ttl == 0) {
      destinationRtt = Math.max(1, hop.slowest());
      ttl = 1;
      return;
    }
    silentInRow = 0;
    farthest = Math.max(farthest, ttl);
    if (hop.sent >= times) {
      if (ends || !hop.ends.isEmpty()) {
        end = hop.end().orElseThrow();
      } else {
        next();
      }
    }
  }

  /** The time of the probe under way is up. */
  void overdue(Volley volley) {
    Shot shot = current;
    if (shot != null && shot.sent) {
      volley.cancel(each -> each == shot);
      giveUp();
    }
  }

  private void giveUp() {
    Shot shot = current;
    current = null;
    if (shot == null) {
      return;
    }
    if (ttl == 0) {
      // The look ahead is no probe of its hop.
      hops[most].launched = 0;
      ttl = 1;
      return;
    }
    HopState hop = hops[ttl];
    hop.settle(shot, false);
    hop.tries++;
    if (hop.isAnswered() ? hop.sent >= times : hop.tries >= mostTries()) {
      if (!hop.ends.isEmpty()) {
        end = hop.end().orElseThrow();
        return;
      }
      if (!hop.isAnswered()) {
        hop.silent = true;
        silentInRow++;
      }
      next();
    }
  }

  /** Hops that never answered other flows, or have nobody beyond them, are asked once. */
  private int mostTries() {
    if (known.length > 0) {
      return ttl < known.length && known[ttl].isAnswered() ? TRIES : 1;
    }
    return destinationRtt > 0 ? TRIES : 1;
  }

  private void next() {
    Optional<Cycle> cycle = cycle();
    boolean isBlind = destinationRtt == 0 && !hasFarther();
    if (cycle.isPresent()) {
      end = new PathEnd.Loop(cycle.get().from(), cycle.get().routers());
    } else if (ttl == most) {
      end = farthest == most ? new PathEnd.TooFar(most) : new PathEnd.Silent(farthest);
    } else if (isBlind && silentInRow >= MOST_SILENT) {
      end = new PathEnd.Silent(farthest);
    } else {
      ttl++;
    }
  }

  private Optional<Cycle> cycle() {
    return Cycle.in(addresses(ttl));
  }

  /** The addresses of hops 1 to `last`. */
  List<Optional<IpAddress>> addresses(int last) {
    List<Optional<IpAddress>> addresses = new ArrayList<>(last);
    for (int i = 1; i <= last; i++) {
      addresses.add(hops[i].first());
    }
    return addresses;
  }

  /** How it ended; interrupted when it has not. */
  PathEnd end() {
    PathEnd known = end;
    return known != null ? known : new PathEnd.Interrupted(farthest);
  }

  /** The last hop that is part of the path. */
  int last() {
    return switch (end()) {
      case PathEnd.Arrived(int at, PathEnd.Sign _) -> at;
      case PathEnd.Refused(int at) -> at;
      case PathEnd.Stopped stopped -> stopped.ttl();
      case PathEnd.Loop loop -> cycle().map(Cycle::to).orElse(loop.from());
      case PathEnd.Silent _, PathEnd.TooFar _, PathEnd.Interrupted _, PathEnd.NotSent _ -> farthest;
    };
  }

  /// Walks several flows at the same time until each has come to its end. Their numbers are their
  /// places in the list.
  static void walk(
      List<FlowWalk> walks,
      ProbeEngine engine,
      TraceRequest request,
      Stop stop,
      Progress progress) {
    Volley volley = new Volley(engine, request.perSecond());
    try {
      while (!stop.isRequested()) {
        long now = volley.now();
        long wake = now + STOP_LAG;
        int done = 0;
        for (FlowWalk walk : walks) {
          if (walk.due(now) - now <= 0) {
            walk.overdue(volley);
          }
          walk.sendNext(volley);
          done += walk.isDone() ? 1 : 0;
          wake = Math.min(wake, walk.due(now));
        }
        progress.update("following flows", done, walks.size());
        if (done == walks.size()) {
          return;
        }
        for (Volley.Landing landing : volley.await(wake)) {
          walks.get(landing.shot().flow).land(landing.shot(), landing.outcome(), volley);
        }
      }
    } finally {
      volley.end();
    }
  }
}
