package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Rtt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Probes in flight. Keeps to a rate and to what the engine can hold: what has to wait leaves
/// later. Numbers start at 1; the engine belongs to one volley until that is ended.
final class Volley {
  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  /** Before the kernel would send a SYN again. */
  private static final long TCP_LIFE = 980_000_000L;

  private static final long LIFE = 2 * NANOS_IN_SECOND;

  /** How much an engine's round trip may exceed what passed here. */
  private static final long SLACK = 1_000_000L;

  private final ProbeEngine engine;
  private final long gap;
  private final Deque<Shot> waiting = new ArrayDeque<>();
  private final Map<Integer, Shot> flying = new HashMap<>();
  private int lastId;
  private long nextAt;

  /** What came of a shot. */
  record Landing(Shot shot, Outcome outcome) {}

  Volley(ProbeEngine engine, int perSecond) {
    this.engine = engine;
    this.gap = perSecond == 0 ? 0 : NANOS_IN_SECOND / perSecond;
    this.nextAt = engine.now();
  }

  long now() {
    return engine.now();
  }

  /** Sends a shot now, or when its turn comes. */
  void send(Shot shot) {
    waiting.add(shot);
    release();
  }

  private void release() {
    while (!waiting.isEmpty() && engine.inFlight() < engine.capacity()) {
      long now = engine.now();
      if (gap > 0 && now - nextAt < 0) {
        return;
      }
      nextAt = Math.max(nextAt, now - gap) + gap;
      Shot shot = waiting.remove();
      lastId++;
      flying.put(lastId, shot);
      shot.sentAt = now;
      shot.sent = true;
      engine.send(lastId, shot.probe, shot.probe.method() == Method.TCP ? TCP_LIFE : LIFE);
    }
  }

  /** What landed until then; returns as soon as something has. */
  List<Landing> await(long until) {
    release();
    long wake = waiting.isEmpty() || gap == 0 ? until : Math.min(until, nextAt);
    List<Outcome> outcomes = engine.await(Math.max(0, wake - engine.now()));
    List<Landing> landings = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      Shot shot = flying.remove(outcome.id());
      if (shot != null) {
        landings.add(new Landing(shot, outcome));
      }
    }
    release();
    return landings;
  }

  /// The round trip as far as it can be true: an engine that tells of a longer one than has passed
  /// is not believed.
  Rtt credible(Shot shot, Rtt told) {
    long passed = engine.now() - shot.sentAt;
    return told.nanos() <= passed + SLACK ? told : new Rtt(passed, Clock.USERSPACE);
  }

  /** Forgets those that fit. */
  void cancel(Predicate<Shot> which) {
    waiting.removeIf(which);
    flying
        .entrySet()
        .removeIf(entry -> {
          boolean fits = which.test(entry.getValue());
          if (fits) {
            engine.cancel(entry.getKey());
          }
          return fits;
        });
  }

  /** Those that fit and have left. */
  List<Shot> flying(Predicate<Shot> which) {
    List<Shot> shots = new ArrayList<>();
    for (Shot shot : flying.values()) {
      if (which.test(shot)) {
        shots.add(shot);
      }
    }
    return shots;
  }

  /** Whether a shot from this port is in flight or about to be. */
  boolean uses(int port) {
    for (Shot shot : flying.values()) {
      if (shot.probe.sourcePort() == port) {
        return true;
      }
    }
    for (Shot shot : waiting) {
      if (shot.probe.sourcePort() == port) {
        return true;
      }
    }
    return false;
  }

  /** Forgets all. */
  void end() {
    cancel(_ -> true);
  }
}
