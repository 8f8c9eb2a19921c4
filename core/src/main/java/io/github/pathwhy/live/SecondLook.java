package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.capture.CaptureEngine;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.Pinger;
import io.github.pathwhy.probe.measure.TraceRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends a few probes more, which tell what the answers to the question's own were worth.
final class SecondLook {
  private static final long INTERVAL_NANOS = 10_000_000L;

  /** Ethernet's 1,500 bytes without the headers of IP and ICMP. */
  private static final int LARGE_V4 = 1472;

  private static final int LARGE_V6 = 1452;
  private static final long LARGE_NANOS = 250_000_000L;
  private static final long ALIVE_NANOS = 500_000_000L;

  private final LiveRequest request;
  private final ProbeEngine engine;
  private final Probe probe;
  private final IpAddress destination;
  private final Stop stop;

  /// A look.
  ///
  /// @param probe the question's own
  SecondLook(LiveRequest request, ProbeEngine engine, Probe probe, Stop stop) {
    this.request = request;
    this.engine = engine;
    this.probe = probe;
    this.destination = probe.destination();
    this.stop = stop;
  }

  /// What comes back for something else: an echo request, or a datagram for a port that nobody
  /// uses.
  Optional<Reply> aside() {
    Optional<Probe> other = other();
    if (other.isEmpty() || stop.isRequested()) {
      return Optional.empty();
    }
    Optional<Reply> best = Optional.empty();
    for (Outcome outcome :
        new Pinger(engine)
            .run(
                new Pinger.Series(other.get(), 2, INTERVAL_NANOS, ALIVE_NANOS),
                stop,
                Progress.NONE)) {
      if (best.isEmpty() || best.get() instanceof Reply.Silent) {
        best = Optional.of(outcome.reply());
      }
    }
    return best;
  }

  /** A probe of another kind than the question's. */
  private Optional<Probe> other() {
    IpVersion version = destination.version();
    if (request.method() != Method.ICMP && engine.canProbe(Method.ICMP, version).isAble()) {
      return Optional.of(Probe.icmp(destination, LiveCheck.PROBE_BYTES));
    }
    if (request.method() != Method.UDP && engine.canProbe(Method.UDP, version).isAble()) {
      return Optional.of(Probe.udp(destination, TraceRequest.UDP_PORT, LiveCheck.PROBE_BYTES));
    }
    return Optional.empty();
  }

  /// Who refused, as far as a capture tells.
  ///
  /// @param capture opens an engine that sees packets, where that can be had
  Optional<Measurement.Refusal> refusal(Supplier<Optional<ProbeEngine>> capture) {
    if (stop.isRequested() || request.method() != Method.TCP) {
      return Optional.empty();
    }
    if (engine.tier() == Tier.CAPTURE) {
      return refusal(engine);
    }
    Optional<ProbeEngine> opened = capture.get();
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (ProbeEngine other = opened.get()) {
      return refusal(other);
    }
  }

  private Optional<Measurement.Refusal> refusal(ProbeEngine seeing) {
    return seeing instanceof CaptureEngine captures
        ? CapturedRefusal.find(captures, probe, other(), stop)
        : Optional.empty();
  }

  /** Who accepts the connection, if not the destination. */
  Optional<Measurement.Proxy> proxy(MeasuredPath path) {
    if (request.method() != Method.TCP
        || !(path.end() instanceof PathEnd.Arrived(int ttl, var _))
        || path.severalPaths()
        || stop.isRequested()) {
      return Optional.empty();
    }
    Optional<Probe> other = other();
    if (other.isEmpty()
        || !engine.canSeeHops(other.get().method(), destination.version()).isAble()) {
      return Optional.empty();
    }
    return ProxySearch.find(engine, other.get(), path, ttl, stop);
  }

  /// Whether a full-sized packet that must not be fragmented gets no answer, and a small one does.
  /// Costs one round trip where all is well.
  boolean losesLarge() {
    IpVersion version = destination.version();
    if (request.method() != Method.TCP
        || stop.isRequested()
        || !engine.canProbe(Method.ICMP, version).isAble()) {
      return false;
    }
    int largest = version == IpVersion.V4 ? LARGE_V4 : LARGE_V6;
    Reply large = once(Probe.icmp(destination, 0).unfragmented(largest));
    return switch (large) {
      case Reply.Silent _ ->
          once(Probe.icmp(destination, LiveCheck.PROBE_BYTES)) instanceof Reply.Answered;
      case Reply.Icmp icmp -> icmp.error().meaning() == IcmpError.Meaning.TOO_BIG;
      case Reply.Answered _, Reply.Reset _, Reply.Unsent _ -> false;
    };
  }

  private Reply once(Probe one) {
    List<Outcome> outcomes =
        new Pinger(engine)
            .run(new Pinger.Series(one, 1, INTERVAL_NANOS, LARGE_NANOS), stop, Progress.NONE);
    return outcomes.isEmpty() ? new Reply.Silent() : outcomes.getFirst().reply();
  }
}
