package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/// An engine on virtual time: waiting costs nothing, and every run is the same. It starts shortly
/// before the clock's zero, since a clock may.
public abstract class SimulatedEngine implements ProbeEngine {
  public static final long MILLI = 1_000_000L;

  private record Event(long at, long order, Outcome outcome) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>((one, other) ->
          one.at() != other.at()
              ? Long.compare(one.at(), other.at())
              : Long.compare(one.order(), other.order()));
  private final Map<Integer, Event> flying = new HashMap<>();
  private long order;
  private long now = -200 * MILLI;
  private final long start = now;

  protected final Random random;
  public int capacity = 1024;

  protected SimulatedEngine(long seed) {
    this.random = new Random(seed);
  }

  /** What the network makes of a probe that may be sent: to be scheduled. */
  protected abstract void launch(int id, Probe probe, long timeoutNanos);

  /// Has a probe end.
  ///
  /// @param delay after how many nanoseconds
  protected final void schedule(
      int id, Probe probe, int port, Optional<IpAddress> address, long delay, Reply reply) {
    Outcome outcome = new Outcome(id, probe, reply, port, address, Optional.empty());
    order++;
    Event event = new Event(now + delay, order, outcome);
    events.add(event);
    flying.put(id, event);
  }

  /** Called for each probe that is no longer in flight. */
  protected void forget(int id) {}

  protected final long elapsed() {
    return now - start;
  }

  public final double elapsedMillis() {
    return elapsed() / (double) MILLI;
  }

  @Override
  public Tier tier() {
    return Tier.KERNEL;
  }

  @Override
  public Capability canProbe(Method method, IpVersion version) {
    return new Capability.Able();
  }

  @Override
  public Capability canSeeHops(Method method, IpVersion version) {
    return new Capability.Able();
  }

  @Override
  public final void send(int id, Probe probe, long timeoutNanos) {
    if (flying.containsKey(id)) {
      throw new IllegalStateException("number " + id + " is in flight");
    }
    if (flying.size() >= capacity) {
      throw new IllegalStateException("over capacity");
    }
    launch(id, probe, timeoutNanos);
  }

  @Override
  public final void cancel(int id) {
    Event event = flying.remove(id);
    if (event != null) {
      events.remove(event);
      forget(id);
    }
  }

  @Override
  public final List<Outcome> await(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("negative wait");
    }
    long until = now + nanos;
    Event first = events.peek();
    now = first == null ? until : Math.max(now, Math.min(until, first.at()));
    List<Outcome> outcomes = new ArrayList<>();
    while (!events.isEmpty() && events.peek().at() <= now) {
      Outcome outcome = events.remove().outcome();
      flying.remove(outcome.id());
      forget(outcome.id());
      outcomes.add(outcome);
    }
    return outcomes;
  }

  @Override
  public final int inFlight() {
    return flying.size();
  }

  @Override
  public final int capacity() {
    return capacity;
  }

  @Override
  public final long now() {
    return now;
  }

  @Override
  public final void close() {
    for (int id : List.copyOf(flying.keySet())) {
      cancel(id);
    }
  }
}
