package io.github.pathwhy.probe.scan;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.SimulatedEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Hosts with ports on virtual time. */
public final class SimulatedHosts extends SimulatedEngine {
  public static final IpAddress ROUTER = IpAddress.of("203.0.113.1");

  /** What stands behind a port. */
  public enum Port {
    OPEN,
    CLOSED,
    FILTERED,
    PROHIBITED,
    NO_WAY
  }

  private final Function<Probe, Port> ports;
  public final List<Long> sentAt = new ArrayList<>();
  public final Map<Integer, Integer> timesAsked = new HashMap<>();
  public long rtt = 10 * MILLI;
  public double loss;

  /** Between these milliseconds nine of ten are lost. */
  public double burstFrom;

  public double burstUntil;

  /** How many probes fit into this machine at once, when fewer than the engine thinks. */
  public int descriptors = Integer.MAX_VALUE;

  /** How many RSTs or ICMP errors a second there are. */
  public double refusalsPerSecond = Double.POSITIVE_INFINITY;

  private double refusals = 6;
  private long refilled;
  public int mostInFlight;

  public SimulatedHosts(Function<Probe, Port> ports) {
    super(7);
    this.ports = ports;
  }

  @Override
  protected void launch(int id, Probe probe, long timeoutNanos) {
    if (inFlight() >= descriptors) {
      schedule(id, probe, 0, new Reply.Unsent(LocalFault.NO_RESOURCES, "EMFILE"));
      return;
    }
    sentAt.add(elapsed());
    timesAsked.merge(probe.port(), 1, Integer::sum);
    Reply reply = reply(probe);
    boolean late = rtt >= timeoutNanos || random.nextDouble() < lossNow();
    if (late || reply instanceof Reply.Silent) {
      schedule(id, probe, timeoutNanos, new Reply.Silent());
    } else {
      schedule(id, probe, rtt, reply);
    }
    mostInFlight = Math.max(mostInFlight, inFlight());
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
    refusals = Math.min(6, refusals + (elapsed() - refilled) / 1e9 * refusalsPerSecond);
    refilled = elapsed();
    if (refusals < 1) {
      return false;
    }
    refusals--;
    return true;
  }

  private void schedule(int id, Probe probe, long delay, Reply reply) {
    schedule(id, probe, 0, Optional.empty(), delay, reply);
  }
}
