package io.github.pathwhy.probe.scan;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;

/// Hosts with ports on virtual time: waiting costs nothing, and every run is the same.
public final class SimulatedHosts implements ProbeEngine {
  public static final long MILLI = 1_000_000L;
  public static final IpAddress ROUTER = IpAddress.of("203.0.113.1");

  /** What stands behind a port. */
  public enum Port {
    OPEN,
    CLOSED,
    FILTERED,
    PROHIBITED,
    NO_WAY
  }

  private record Event(long at, long order, Outcome outcome) {}

  private final Function<Probe, Port> ports;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>((one, other) ->
          one.at() != other.at()
              ? Long.compare(one.at(), other.at())
              : Long.compare(one.order(), other.order()));
  private final Map<Integer, Event> flying = new HashMap<>();
  private final Random random = new Random(7);
  public final List<Long> sentAt = new ArrayList<>();
  public final Map<Integer, Integer> timesAsked = new HashMap<>();
  public long rtt = 10 * MILLI;
  public double loss;

  /** Between these milliseconds nine of ten are lost. */
  public double burstFrom;

  public double burstUntil;
  public int capacity = 1024;

  /** How many probes fit into this machine at once, when fewer than the engine thinks. */
  public int descriptors = Integer.MAX_VALUE;

  /** How many RSTs or ICMP errors a second there are. */
  public double refusalsPerSecond = Double.POSITIVE_INFINITY;

  private double refusals = 6;
  private long refilled;
  private long now = -300 * MILLI;
  private final long start = now;
  private long order;
  public int mostInFlight;

  public SimulatedHosts(Function<Probe, Port> ports) {
    this.ports = ports;
  }

  public double elapsedMillis() {
    return (now - start) / (double) MILLI;
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
  public void send(int id, Probe probe, long timeoutNanos) {
    if (flying.containsKey(id)) {
      throw new IllegalStateException("number " + id + " is in flight");
    }
    if (flying.size() >= capacity) {
      throw new IllegalStateException("over capacity");
    }
    if (flying.size() >= descriptors) {
      schedule(id, probe, 0, new Reply.Unsent(LocalFault.NO_RESOURCES, "EMFILE"));
      return;
    }
    sentAt.add(now - start);
    timesAsked.merge(probe.port(), 1, Integer::sum);
    Reply reply = reply(probe);
    boolean late = rtt >= timeoutNanos || random.nextDouble() < lossNow();
    if (late || reply instanceof Reply.Silent) {
      schedule(id, probe, timeoutNanos, new Reply.Silent());
    } else {
      schedule(id, probe, rtt, reply);
    }
    mostInFlight = Math.max(mostInFlight, flying.size());
  }

  private double lossNow() {
    return elapsedMillis() > burstFrom && elapsedMillis() < burstUntil ? 0.9 : loss;
  }

  private Reply reply(Probe probe) {
    Rtt time = new Rtt(rtt, Clock.KERNEL);
    return switch (ports.apply(probe)) {
      case OPEN -> new Reply.Answered(time);
      case CLOSED ->
          !mayRefuse()
              ? new Reply.Silent()
              : probe.method() == Method.UDP
                  ? new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 3), probe.destination(), time, 0)
                  : new Reply.Reset(time);
      case FILTERED -> new Reply.Silent();
      case PROHIBITED ->
          mayRefuse()
              ? new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 13), ROUTER, time, 0)
              : new Reply.Silent();
      case NO_WAY -> new Reply.Icmp(new IcmpError(IpVersion.V4, 3, 1), ROUTER, time, 0);
    };
  }

  private boolean mayRefuse() {
    if (Double.isInfinite(refusalsPerSecond)) {
      return true;
    }
    refusals = Math.min(6, refusals + (now - start - refilled) / 1e9 * refusalsPerSecond);
    refilled = now - start;
    if (refusals < 1) {
      return false;
    }
    refusals--;
    return true;
  }

  private void schedule(int id, Probe probe, long delay, Reply reply) {
    Outcome outcome = new Outcome(id, probe, reply, 0, Optional.empty(), Optional.empty());
    order++;
    Event event = new Event(now + delay, order, outcome);
    events.add(event);
    flying.put(id, event);
  }

  @Override
  public void cancel(int id) {
    Event event = flying.remove(id);
    if (event != null) {
      events.remove(event);
    }
  }

  @Override
  public List<Outcome> await(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("negative wait");
    }
    long until = now + nanos;
    Event first = events.peek();
    now = first == null ? until : Math.max(now, Math.min(until, first.at()));
    List<Outcome> outcomes = new ArrayList<>();
    while (!events.isEmpty() && events.peek().at() <= now) {
      Event event = events.remove();
      flying.remove(event.outcome().id());
      outcomes.add(event.outcome());
    }
    return outcomes;
  }

  @Override
  public int inFlight() {
    return flying.size();
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void close() {
    flying.clear();
    events.clear();
  }
}
