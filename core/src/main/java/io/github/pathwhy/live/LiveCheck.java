package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.capture.CaptureEngine;
import io.github.pathwhy.probe.capture.Quote;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.HopTracer;
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
  /** What a datagram or an echo request carries. */
  static final int PROBE_BYTES = 32;

  private static final int HOP_PROBES = 3;
  private static final long QUICK_NANOS = 10_000_000L;
  private static final long PACED_NANOS = 100_000_000L;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;
  private static final long SYSTEM_TRACE_NANOS = 10_000_000_000L;
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
    if (stop.isRequested()) {
      limits.add(
          "interrupted: " + outcomes.size() + " of " + request.probes() + " probes were sent");
    }
    List<Reply> replies = outcomes.stream().map(Outcome::reply).toList();
    boolean answered = replies.stream().anyMatch(Reply.Answered.class::isInstance);
    if (engine instanceof CaptureEngine captures) {
      limits.addAll(captures.limits());
    }
    LocalFacts local = new LocalInquiry(request, surroundings).facts(destination, path, outcomes);
    SecondLook look = new SecondLook(request, engine, packet(destination), stop);
    Optional<Reply> aside = answered || replies.isEmpty() ? Optional.empty() : look.aside();
    if (!isExplained(replies, path, aside)) {
      local
          .firewallDoubt()
          .ifPresent(why -> limits.add("whether the firewall of this machine drops it: " + why));
    }
    Optional<Measurement.Proxy> proxy = answered ? path.flatMap(look::proxy) : Optional.empty();
    Optional<Measurement.WebResult> exchange = Optional.empty();
    if (answered && preparing.isPresent() && !stop.isRequested()) {
      exchange = Optional.of(exchange(destination, preparing.get()));
      facts.addAll(exchange.get().facts());
    }
    if (path.isPresent()) {
      List<Quote> quotes =
          engine instanceof CaptureEngine captures
              ? captures.quotes(path.get().method(), destination)
              : List.of();
      facts.addAll(PathFacts.of(path.get(), quotes, outcomes));
    }
    int hops = proxy.isPresent() ? 0 : distance(path);
    boolean doubtful =
        exchange.filter(LiveCheck::stalls).isPresent() || (answered && look.losesLarge());
    Optional<MtuFinding> mtu = doubtful ? mtu(destination, hops) : Optional.empty();
    return new Measurement(
        request,
        name,
        Optional.of(destination),
        local,
        Optional.of(sender),
        replies,
        proxy.isPresent() ? path.map(proxy.get()::on) : path,
        aside,
        proxy,
        outcomes.stream().anyMatch(each -> each.reply() instanceof Reply.Reset)
            ? look.refusal(capture)
            : Optional.empty(),
        exchange,
        mtu,
        facts,
        limits,
        stop.isRequested());
  }

  /** Whether somebody else told why the probes were not answered, or they were. */
  private static boolean isExplained(
      List<Reply> replies, Optional<MeasuredPath> path, Optional<Reply> aside) {
    for (Reply reply : replies) {
      boolean open =
          reply instanceof Reply.Silent
              || (reply instanceof Reply.Unsent unsent
                  && unsent.fault() == LocalFault.NOT_PERMITTED);
      if (!open) {
        return true;
      }
    }
    return (aside.isPresent() && aside.get() instanceof Reply.Icmp icmp && icmp.error().isNoWay())
        || (path.isPresent()
            && (path.get().end() instanceof PathEnd.Stopped
                || path.get().end() instanceof PathEnd.Loop));
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
        List.of(),
        false);
  }

  // ---- probes and path ----

  private List<Outcome> probe(IpAddress destination) {
    long patience = request.timeout().toNanos();
    if (request.method() == Method.TCP) {
      patience = Math.min(patience, LONGEST_TCP_MILLIS * NANOS_IN_MILLI);
    }
    Probe probe = packet(destination).withSourcePort(request.sourcePort().orElse(0));
    if (request.rate().isPresent()) {
      return series(probe, NANOS_IN_SECOND / request.rate().get(), patience);
    }
    List<Outcome> quick = series(probe, QUICK_NANOS, patience);
    // A small backlog or a limit on answers loses part of a burst: that would be our own doing.
    if (!losesPart(quick) || stop.isRequested()) {
      return quick;
    }
    List<Outcome> paced = series(probe, PACED_NANOS, patience);
    return stop.isRequested() ? quick : paced;
  }

  private List<Outcome> series(Probe probe, long interval, long patience) {
    return new Pinger(engine)
        .run(new Pinger.Series(probe, request.probes(), interval, patience), stop, progress);
  }

  private static boolean losesPart(List<Outcome> outcomes) {
    long silent =
        outcomes.stream().filter(outcome -> outcome.reply() instanceof Reply.Silent).count();
    return silent > 0 && silent < outcomes.size();
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

  private static String limit(String what, String remedy) {
    return remedy.isEmpty() ? what : what + "; " + remedy;
  }
}
