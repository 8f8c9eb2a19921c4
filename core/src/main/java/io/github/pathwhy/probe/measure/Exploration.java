package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One look at a path with all hops at once, each probe from its own source port.
///
/// Probes run ahead of the farthest answer by a few hops. A hop that stays silent while farther
/// ones answer is waited for no longer than their round trips suggest, and asked three times. When
/// nothing ahead answers, one probe with the largest time to live asks whether the destination
/// answers at all; that decides between looking on step by step and a last look at all hops. Then
/// every hop that answers is asked again, two rounds at a time, with the ports of other hops, so
/// that each port sees neighbouring hops.
final class Exploration {
  private static final int LOOKAHEAD = 5;
  private static final int TRIES = 3;
  private static final int LATE_TRIES = 2;
  private static final int MORE_TRIES = 6;
  private static final int PAIR = 2;
  private static final long MILLI = 1_000_000L;
  private static final long LONG = 1000 * MILLI;

  /** How soon a stop is noticed. */
  private static final long STOP_LAG = 100 * MILLI;

  private final TraceRequest request;
  private final Probe probe;
  private final Volley volley;
  private final Stop stop;
  private final Patience patience;
  private final SourcePorts ports;
  private final int most;
  private final HopState[] hops;

  /** The farthest hop asked in turn, and the farthest that passed a packet on. */
  private int sentTo;

  private int highest;

  /** How far to ask whatever answers. */
  private int floor = LOOKAHEAD;

  /** From which hop on fewer tries do. */
  private int lateFrom = Integer.MAX_VALUE;

  private boolean piloted;

  /** The nearest hop that ended a probe. */
  private int end = Integer.MAX_VALUE;

  private Optional<Cycle> cycle = Optional.empty();
  private Answer.@Nullable Unsent fault;
  private Optional<IpAddress> source = Optional.empty();

  /** Probes of farther hops that count for the end of the path. */
  private final List<Shot> adopted = new ArrayList<>();

  Exploration(TraceRequest request, ProbeEngine engine, Stop stop) {
    this.request = request;
    this.probe = request.probe();
    this.volley = new Volley(engine, request.perSecond());
    this.stop = stop;
    this.most = request.maxHops();
    this.hops = new HopState[most + 1];
    for (int ttl = 1; ttl <= most; ttl++) {
      hops[ttl] = new HopState(ttl);
    }
    this.patience = new Patience(request, hops);
    this.ports = new SourcePorts(request, hops, volley);
  }

  /** Looks; the hops are shared with the result. */
  Explored run() {
    try {
      discover();
      askAgain();
    } finally {
      volley.end();
    }
    return new Explored(
        hops,
        source,
        new Explored.Ending(end, highest, cycle, Optional.ofNullable(fault), stop.isRequested()));
  }

  private boolean goesOn() {
    return fault == null && !stop.isRequested();
  }

  // ---- discovery ----

  private void discover() {
    while (goesOn()) {
      int last = Math.min(Math.min(most, end), Math.max(highest + LOOKAHEAD, floor));
      while (sentTo < last) {
        sentTo++;
        explore(hops[sentTo]);
      }
      long wake = retryOverdue();
      if (isDiscovered()) {
        return;
      }
      if (isTailOverdue()) {
        lookBeyond();
      }
      step(wake);
    }
  }

  /** Looks for a first answer of a hop. */
  private void explore(HopState hop) {
    if (!hop.isAnswered()) {
      hop.tries++;
      hop.latest = launch(hop, 0);
    } else if (hop.ends.isEmpty()) {
      highest = Math.max(highest, hop.ttl);
    }
  }

  private Shot launch(HopState hop, int port) {
    hop.launched++;
    Shot shot = new Shot(0, hop.launched, probe.withTtl(hop.ttl).withSourcePort(port));
    volley.send(shot);
    return shot;
  }

  /// Asks silent hops again whose time is up, or gives them up. The result is when to look next.
  private long retryOverdue() {
    long now = volley.now();
    long wake = now + LONG;
    for (int ttl = 1; ttl <= Math.min(sentTo, end - 1); ttl++) {
      HopState hop = hops[ttl];
      Shot latest = hop.latest;
      if (hop.isAnswered() || isGivenUp(hop) || latest == null || !latest.sent) {
        continue;
      }
      long due = latest.settled ? now : latest.sentAt + patience.first(ttl, hop.tries, end);
      if (due - now > 0) {
        wake = Math.min(wake, due);
        continue;
      }
      if (!latest.settled) {
        hop.settle(latest, false);
      }
      if (hop.tries < tries(ttl)) {
        hop.silent = false;
        explore(hop);
        wake = Math.min(wake, now + patience.first(ttl, hop.tries, end));
      } else {
        hop.silent = true;
        wake = now;
      }
    }
    return isPilotFlying() ? Math.min(wake, pilotDue()) : wake;
  }

  /// How often a hop is asked for a first answer. The one before the end may be the end itself,
  /// where probes get lost.
  private int tries(int ttl) {
    int usual = ttl >= lateFrom ? LATE_TRIES : TRIES;
    return ttl == end - 1 ? usual + Math.min(MORE_TRIES, 2 * hops[end].lost) : usual;
  }

  private boolean isGivenUp(HopState hop) {
    return hop.silent && hop.tries >= tries(hop.ttl);
  }

  private boolean isPilotFlying() {
    return piloted && sentTo < most && !hops[most].isAnswered() && !isPilotOverdue();
  }

  private long pilotDue() {
    Shot pilot = hops[most].latest;
    return pilot == null || !pilot.sent ? volley.now() + LONG : pilot.sentAt + patience.tail(PAIR);
  }

  private boolean isPilotOverdue() {
    return pilotDue() - volley.now() <= 0;
  }

  /** Whether every hop beyond the farthest answer has been waited for once. */
  private boolean isTailOverdue() {
    if (end <= sentTo || sentTo == most) {
      return false;
    }
    for (int ttl = highest + 1; ttl <= sentTo; ttl++) {
      if (hops[ttl].tries < PAIR && !hops[ttl].silent) {
        return false;
      }
    }
    return true;
  }

  private void lookBeyond() {
    if (!piloted) {
      piloted = true;
      explore(hops[most]);
    } else if (hops[most].isAnswered()) {
      floor = sentTo + LOOKAHEAD;
    } else if (isPilotOverdue()) {
      lateFrom = Math.min(lateFrom, sentTo + 1);
      patience.shorten();
      floor = most;
    }
  }

  private boolean isDiscovered() {
    cycle = Cycle.in(addresses(Math.min(sentTo, end - 1)));
    if (cycle.isPresent()) {
      return true;
    }
    boolean isEnded = end <= sentTo;
    if (!isEnded && sentTo < most) {
      return false;
    }
    for (int ttl = 1; ttl <= sentTo && ttl < end; ttl++) {
      HopState hop = hops[ttl];
      boolean waited = hop.silent || (isEnded && hop.tries >= PAIR);
      if (!hop.isAnswered() && !waited) {
        return false;
      }
    }
    return true;
  }

  private List<Optional<IpAddress>> addresses(int last) {
    List<Optional<IpAddress>> addresses = new ArrayList<>(last);
    for (int ttl = 1; ttl <= last; ttl++) {
      if (!hops[ttl].isAnswered() && !hops[ttl].silent) {
        break;
      }
      addresses.add(hops[ttl].first());
    }
    return addresses;
  }

  // ---- landing ----

  private void step(long wake) {
    for (Volley.Landing landing : volley.await(Math.min(wake, volley.now() + STOP_LAG))) {
      land(landing.shot(), landing.outcome());
    }
  }

  private void land(Shot shot, Outcome outcome) {
    HopState hop = hops[shot.hop];
    if (source.isEmpty()) {
      source = outcome.localAddress();
    }
    switch (Answer.of(outcome)) {
      case Answer.Nothing _ -> {
        if (!shot.settled) {
          hop.settle(shot, false);
        }
      }
      case Answer.Unsent unsent -> {
        if (unsent.fault() == LocalFault.SOURCE_PORT_IN_USE && shot.probe.sourcePort() > 0) {
          ports.giveUp();
          hop.launched--;
          shot.settled = true;
        } else if (fault == null) {
          fault = unsent;
        }
      }
      case Answer answer -> {
        boolean isEnd = answer instanceof Answer.Ended;
        if (shot.hop > end && isEnd && hops[end].launched < request.probes()) {
          adopt(shot);
          hop = hops[end];
        }
        if (shot.hop > end || (shot.hop < shot.ttl() && !isEnd)) {
          return;
        }
        boolean ends = hop.answered(shot, answer, volley);
        if (shot.hop == shot.ttl()) {
          ports.note(shot, outcome.localPort());
        }
        if (ends && shot.hop < end) {
          end = shot.hop;
          adoptBeyond();
        } else if (!ends && shot.hop > highest && shot.hop <= sentTo) {
          highest = shot.hop;
        }
      }
    }
  }

  /// Probes that were sent to hops beyond the end get there, too: they count for it, as far as it
  /// needs more, and nobody has to send others.
  private void adoptBeyond() {
    HopState last = hops[end];
    for (int ttl = end + 1; ttl <= most; ttl++) {
      if (!hops[ttl].ends.isEmpty() && last.launched < request.probes()) {
        last.launched += hops[ttl].sent;
        last.absorb(hops[ttl]);
        hops[ttl].ends.clear();
      }
    }
    adopted.clear();
    for (Shot shot : volley.flying(each -> each.hop > end)) {
      if (last.launched < request.probes()) {
        adopt(shot);
        adopted.add(shot);
      }
    }
    volley.cancel(shot -> shot.hop > end);
  }

  private void adopt(Shot shot) {
    hops[end].launched++;
    shot.hop = end;
    shot.settled = false;
  }

  // ---- more rounds ----

  private void askAgain() {
    while (goesOn()) {
      List<Shot> batch = nextRounds();
      if (batch.isEmpty()) {
        break;
      }
      awaitBatch(batch);
    }
    while (goesOn() && isSomebodyAwaited()) {
      step(retryOverdue());
    }
  }

  /// Up to two more probes for every hop that answers and had too few, with those that are under
  /// way already.
  private List<Shot> nextRounds() {
    List<Shot> batch = new ArrayList<>(adopted);
    adopted.clear();
    int last = Math.min(sentTo, end);
    for (int ttl = 1; ttl <= last; ttl++) {
      Shot latest = hops[ttl].latest;
      if (hops[ttl].isAnswered() && latest != null && !latest.settled && latest.hop == ttl) {
        batch.add(latest);
      }
    }
    for (int i = 0; i < PAIR; i++) {
      for (int ttl = 1; ttl <= last; ttl++) {
        HopState hop = hops[ttl];
        if (hop.isAnswered() && hop.launched < request.probes()) {
          batch.add(launch(hop, ports.next(ttl, hop.launched + 1, last)));
        }
      }
    }
    return batch;
  }

  private void awaitBatch(List<Shot> batch) {
    while (goesOn()) {
      long wake = retryOverdue();
      boolean isOpen = false;
      for (Shot shot : batch) {
        if (shot.settled || shot.hop > end) {
          continue;
        }
        HopState hop = hops[shot.hop];
        long due = shot.sentAt + patience.again(hop);
        if (shot.sent && due - volley.now() <= 0) {
          hop.settle(shot, false);
        } else {
          isOpen = true;
          wake = shot.sent ? Math.min(wake, due) : wake;
        }
      }
      if (!isOpen) {
        return;
      }
      step(wake);
    }
  }

  private boolean isSomebodyAwaited() {
    for (int ttl = 1; ttl <= Math.min(sentTo, end - 1); ttl++) {
      if (!hops[ttl].isAnswered() && !isGivenUp(hops[ttl])) {
        return true;
      }
    }
    return false;
  }
}
