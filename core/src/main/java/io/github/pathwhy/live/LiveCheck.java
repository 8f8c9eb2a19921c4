package io.github.pathwhy.live;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.capture.CaptureEngine;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.HopTracer;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathMtu;
import io.github.pathwhy.probe.measure.Pinger;
import io.github.pathwhy.probe.measure.TraceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks the network a question: sends the probes, finds the path, and looks for what explains a
/// failure. Touches nobody but the destination, and the routers on the way to it.
public final class LiveCheck {
  private static final int PROBE_BYTES = 32;
  private static final int HOP_PROBES = 3;
  private static final long INTERVAL_NANOS = 10_000_000L;

  /** Ethernet's 1,500 bytes without the headers of IP and ICMP. */
  private static final int LARGE_V4 = 1472;

  private static final int LARGE_V6 = 1452;
  private static final long SYSTEM_TRACE_NANOS = 10_000_000_000L;
  private static final long LARGE_NANOS = 250_000_000L;
  private static final long ALIVE_NANOS = 500_000_000L;
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final long LONGEST_TCP_MILLIS = 950;

  private final LiveRequest request;
  private final ProbeEngine engine;
  private final Surroundings surroundings;
  private final WebExchange web;
  private final Supplier<Optional<ProbeEngine>> capture;
  private final Stop stop;
  private final Progress progress;
  private final List<Measurement.Fact> facts = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();

  /// A check that has its question.
  ///
  /// @param engine used by nothing else meanwhile
  /// @param capture opens another one that sees packets, where that can be had; asked only when the
  ///   answer needs it
  public LiveCheck(
      LiveRequest request,
      ProbeEngine engine,
      Surroundings surroundings,
      WebExchange web,
      Supplier<Optional<ProbeEngine>> capture,
      Stop stop,
      Progress progress) {
    this.request = request;
    this.engine = engine;
    this.surroundings = surroundings;
    this.web = web;
    this.capture = capture;
    this.stop = stop;
    this.progress = progress;
  }

  /// Asks.
  ///
  /// @param destination an address that `TargetRules` allow
  /// @param name how it was found, when a name was given
  public Measurement run(
      IpAddress destination, Optional<NameAnswer> name, Measurement.Sender sender) {
    Optional<Thread> preparing =
        request.isWeb()
            ? Optional.of(Thread.ofPlatform().daemon().start(() -> web.prepare(request)))
            : Optional.empty();
    Method method = request.method();
    Capability capability = engine.canProbe(method, destination.version());
    List<Outcome> outcomes = List.of();
    Optional<MeasuredPath> path = Optional.empty();
    if (capability instanceof Capability.Unable(String why, String remedy)) {
      limits.add(limit(method + " probes: " + why, remedy));
    } else {
      path = trace(destination);
      outcomes = probe(destination);
    }
    List<Reply> replies = outcomes.stream().map(Outcome::reply).toList();
    boolean answered = replies.stream().anyMatch(Reply.Answered.class::isInstance);
    LocalFacts local = local(destination, path, outcomes, answered);
    Optional<Reply> aside = answered || replies.isEmpty() ? Optional.empty() : aside(destination);
    Optional<Measurement.Proxy> proxy =
        answered ? path.flatMap(found -> proxy(destination, found)) : Optional.empty();
    Optional<Measurement.WebResult> exchange = Optional.empty();
    if (answered && preparing.isPresent() && !stop.isRequested()) {
      exchange = Optional.of(exchange(destination, preparing.get()));
      facts.addAll(exchange.get().facts());
    }
    int hops = distance(path);
    boolean doubtful =
        exchange.filter(LiveCheck::stalls).isPresent() || (answered && losesLarge(destination));
    Optional<MtuFinding> mtu = doubtful ? mtu(destination, hops) : Optional.empty();
    return new Measurement(
        request,
        name,
        Optional.of(destination),
        local,
        Optional.of(sender),
        replies,
        path,
        aside,
        proxy,
        outcomes.stream().anyMatch(each -> each.reply() instanceof Reply.Reset)
            ? refusal(destination)
            : Optional.empty(),
        exchange,
        mtu,
        facts,
        limits);
  }

  private Measurement.WebResult exchange(IpAddress destination, Thread preparing) {
    progress.update("asking " + request.target(), 0, 0);
    try {
      preparing.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return web.run(request, destination, stop);
  }

  /** Whether a connection stood, and then nothing more came. */
  private static boolean stalls(Measurement.WebResult result) {
    return result.faults().stream().anyMatch(fault -> fault.code().equals("Timeout"));
  }

  private static int distance(Optional<MeasuredPath> path) {
    return path.isPresent() && path.get().end() instanceof PathEnd.Arrived(int ttl, var _)
        ? ttl
        : 0;
  }

  /// Whether a full-sized packet that must not be fragmented gets no answer, and a small one does.
  /// Costs one round trip where all is well.
  private boolean losesLarge(IpAddress destination) {
    IpVersion version = destination.version();
    if (request.method() != Method.TCP
        || stop.isRequested()
        || !engine.canProbe(Method.ICMP, version).isAble()) {
      return false;
    }
    int largest = version == IpVersion.V4 ? LARGE_V4 : LARGE_V6;
    Reply large = once(Probe.icmp(destination, 0).unfragmented(largest));
    return switch (large) {
      case Reply.Silent _ -> once(Probe.icmp(destination, PROBE_BYTES)) instanceof Reply.Answered;
      case Reply.Icmp icmp -> icmp.error().meaning() == IcmpError.Meaning.TOO_BIG;
      case Reply.Answered _, Reply.Reset _, Reply.Unsent _ -> false;
    };
  }

  private Reply once(Probe probe) {
    List<Outcome> outcomes =
        new Pinger(engine)
            .run(new Pinger.Series(probe, 1, INTERVAL_NANOS, LARGE_NANOS), stop, Progress.NONE);
    return outcomes.isEmpty() ? new Reply.Silent() : outcomes.getFirst().reply();
  }

  /** How large packets may be, asked with echo requests. */
  private Optional<MtuFinding> mtu(IpAddress destination, int hops) {
    if (stop.isRequested() || !engine.canProbe(Method.ICMP, destination.version()).isAble()) {
      limits.add("whether large packets get through: echo requests cannot be sent here");
      return Optional.empty();
    }
    MtuFinding finding =
        new PathMtu(engine, stop, progress).find(Method.ICMP, destination, 0, hops);
    if (finding instanceof MtuFinding.Found(int mtu, var limit)) {
      String by =
          switch (limit) {
            case MtuFinding.Limit.Reported(IpAddress router, var _) -> ", told by " + router;
            case MtuFinding.Limit.BlackHole _ -> ", told by nobody";
            case MtuFinding.Limit.Local _ -> ", this machine's own";
            case MtuFinding.Limit.None _ -> "";
          };
      facts.add(new Measurement.Fact("Path MTU", mtu + by));
    }
    return Optional.of(finding);
  }

  /** What is known when a name has no address. */
  public static Measurement unresolved(
      LiveRequest request, NameAnswer.Failed failed, Surroundings surroundings) {
    return new Measurement(
        request,
        Optional.of(failed),
        Optional.empty(),
        new LocalFacts(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            surroundings.cpuPercent(),
            surroundings.memoryPercent()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  // ---- probes and path ----

  private List<Outcome> probe(IpAddress destination) {
    long patience = request.timeout().toNanos();
    if (request.method() == Method.TCP) {
      patience = Math.min(patience, LONGEST_TCP_MILLIS * NANOS_IN_MILLI);
    }
    long interval =
        request.rate().isPresent() ? 1_000_000_000L / request.rate().get() : INTERVAL_NANOS;
    Probe probe = packet(destination).withSourcePort(request.sourcePort().orElse(0));
    return new Pinger(engine)
        .run(new Pinger.Series(probe, request.probes(), interval, patience), stop, progress);
  }

  private Probe packet(IpAddress destination) {
    return switch (request.method()) {
      case TCP -> Probe.tcp(destination, request.port());
      case UDP -> Probe.udp(destination, request.port(), PROBE_BYTES);
      case ICMP -> Probe.icmp(destination, PROBE_BYTES);
    };
  }

  private Optional<MeasuredPath> trace(IpAddress destination) {
    Method method = request.method();
    if (engine.canSeeHops(method, destination.version())
        instanceof Capability.Unable(String why, String remedy)) {
      Optional<MeasuredPath> path =
          SystemPath.trace(destination, SYSTEM_TRACE_NANOS, stop, progress);
      if (path.isEmpty()) {
        limits.add(limit("the hops on the way: " + why, remedy));
      }
      return path;
    }
    TraceRequest trace =
        TraceRequest.of(method, destination, request.port()).withProbes(HOP_PROBES);
    return Optional.of(new HopTracer(engine, stop, progress).trace(trace));
  }

  // ---- explanations ----

  private LocalFacts local(
      IpAddress destination,
      Optional<MeasuredPath> path,
      List<Outcome> outcomes,
      boolean answered) {
    // The tables are asked only when something is to be explained: that starts a process.
    if (engine instanceof CaptureEngine captures) {
      limits.addAll(captures.limits());
    }
    boolean refused = outcomes.stream().anyMatch(each -> each.reply() instanceof Reply.Reset);
    boolean explains = !answered && !refused && !outcomes.isEmpty();
    Surroundings.Route route =
        explains ? surroundings.route(destination) : Surroundings.Route.UNKNOWN;
    Optional<IpAddress> source = route.source();
    for (Outcome outcome : outcomes) {
      source = source.isPresent() ? source : outcome.localAddress();
    }
    source = source.isPresent() ? source : path.flatMap(MeasuredPath::source);
    Optional<String> neighbour = Optional.empty();
    Optional<String> firewall = Optional.empty();
    if (explains && route.failure().isEmpty()) {
      if (!isPassedOn(path) && route.interfaceName().isPresent()) {
        neighbour =
            surroundings.neighbourFailure(
                route.nextHop().orElse(destination), route.interfaceName().get());
      }
      if (source.isPresent()) {
        firewall = surroundings.firewall(flow(source.get(), destination), route.interfaceName());
      }
    }
    return new LocalFacts(
        source,
        route.interfaceName(),
        route.nextHop(),
        route.failure(),
        neighbour,
        firewall,
        portUser(outcomes),
        surroundings.cpuPercent(),
        surroundings.memoryPercent());
  }

  /** Who has the source port, when that is why nothing could be sent. */
  private Optional<String> portUser(List<Outcome> outcomes) {
    boolean isTaken = false;
    for (Outcome outcome : outcomes) {
      isTaken |=
          outcome.reply() instanceof Reply.Unsent unsent
              && unsent.fault() == LocalFault.SOURCE_PORT_IN_USE;
    }
    return isTaken && request.sourcePort().isPresent() && request.method().hasPorts()
        ? surroundings.portUser(
            request.method() == Method.TCP ? Protocol.TCP : Protocol.UDP,
            request.sourcePort().get())
        : Optional.empty();
  }

  /** Whether a router answered: then the next hop is there. */
  private static boolean isPassedOn(Optional<MeasuredPath> path) {
    return path.isPresent() && path.get().hops().stream().anyMatch(hop -> !hop.isSilent());
  }

  private Flow flow(IpAddress source, IpAddress destination) {
    Protocol protocol =
        switch (request.method()) {
          case TCP -> Protocol.TCP;
          case UDP -> Protocol.UDP;
          case ICMP -> Protocol.ICMP;
        };
    int sourcePort = protocol.hasPorts() ? request.sourcePort().orElse(0) : 0;
    return new Flow(source, destination, protocol, sourcePort, request.port());
  }

  /// What comes back for something else: an echo request, or a datagram for a port that nobody
  /// uses.
  private Optional<Reply> aside(IpAddress destination) {
    Optional<Probe> other = other(destination);
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
  private Optional<Probe> other(IpAddress destination) {
    IpVersion version = destination.version();
    if (request.method() != Method.ICMP && engine.canProbe(Method.ICMP, version).isAble()) {
      return Optional.of(Probe.icmp(destination, PROBE_BYTES));
    }
    if (request.method() != Method.UDP && engine.canProbe(Method.UDP, version).isAble()) {
      return Optional.of(Probe.udp(destination, TraceRequest.UDP_PORT, PROBE_BYTES));
    }
    return Optional.empty();
  }

  /** Who refused, as far as a capture tells. */
  private Optional<Measurement.Refusal> refusal(IpAddress destination) {
    if (stop.isRequested() || request.method() != Method.TCP) {
      return Optional.empty();
    }
    if (engine.tier() == Tier.CAPTURE) {
      return refusal(destination, engine);
    }
    Optional<ProbeEngine> opened = capture.get();
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (ProbeEngine other = opened.get()) {
      return refusal(destination, other);
    }
  }

  private Optional<Measurement.Refusal> refusal(IpAddress destination, ProbeEngine seeing) {
    return seeing instanceof CaptureEngine captures
        ? CapturedRefusal.find(captures, packet(destination), other(destination), stop)
        : Optional.empty();
  }

  /// Who accepts the connection, if not the destination: when a packet of another kind dies at the
  /// very distance that the connection was accepted at, something there accepts in the
  /// destination's name.
  private Optional<Measurement.Proxy> proxy(IpAddress destination, MeasuredPath path) {
    if (request.method() != Method.TCP
        || !(path.end() instanceof PathEnd.Arrived(int ttl, var _))
        || path.severalPaths()
        || stop.isRequested()) {
      return Optional.empty();
    }
    Optional<Probe> other = other(destination);
    if (other.isEmpty()
        || !engine.canSeeHops(other.get().method(), destination.version()).isAble()) {
      return Optional.empty();
    }
    Probe probe = other.get().withTtl(ttl);
    List<Outcome> outcomes =
        new Pinger(engine)
            .run(new Pinger.Series(probe, 2, INTERVAL_NANOS, ALIVE_NANOS), stop, Progress.NONE);
    for (Outcome outcome : outcomes) {
      if (outcome.reply() instanceof Reply.Icmp icmp
          && icmp.error().meaning() == IcmpError.Meaning.TTL_EXCEEDED
          && !icmp.from().equals(destination)
          && !isNearer(path, icmp.from(), ttl)) {
        return Optional.of(new Measurement.Proxy(ttl, icmp.from()));
      }
    }
    return Optional.empty();
  }

  /** Whether a router stands before a hop: then the other packet took another way. */
  private static boolean isNearer(MeasuredPath path, IpAddress router, int ttl) {
    for (MeasuredHop hop : path.hops()) {
      if (hop.ttl() < ttl
          && hop.routers().stream().anyMatch(each -> each.address().equals(router))) {
        return true;
      }
    }
    return false;
  }

  private static String limit(String what, String remedy) {
    return remedy.isEmpty() ? what : what + "; " + remedy;
  }
}
