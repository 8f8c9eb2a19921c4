package io.github.pathwhy.report.live;

import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.live.Comparison;
import io.github.pathwhy.live.Finding;
import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathNote;
import io.github.pathwhy.probe.measure.RoundTrips;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes reports of checks with real packets, alone or beside a simulation. */
public final class LiveReports {
  private static final double NANOS_IN_MILLI = 1e6;

  private final Measurement measured;
  private final List<Finding> findings;

  private LiveReports(Measurement measured, List<Finding> findings) {
    this.measured = measured;
    this.findings = findings;
  }

  /** The report of a measurement. */
  public static CheckReport of(Measurement measured, List<Finding> findings) {
    LiveReports reports = new LiveReports(measured, findings);
    return reports.report(
        CheckReport.THIS_MACHINE,
        measured.request().host(),
        MergedHops.measuredOnly(measured, reports.views(), findings),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** The report of a measurement with the simulation it is compared to. */
  public static CheckReport of(
      Measurement measured, List<Finding> findings, Diagnosis diagnosis, Comparison comparison) {
    LiveReports reports = new LiveReports(measured, findings);
    CheckReport simulated = CheckReports.of(diagnosis);
    boolean reachable = measured.verdict() == Verdict.REACHABLE;
    List<CheckReport.HopView> hops =
        MergedHops.of(simulated.hops(), measured, reports.views(), findings, reachable);
    return reports.report(
        simulated.source(),
        simulated.destination(),
        hops,
        simulated.returnPaths(),
        simulated.assumptions(),
        Optional.of(
            new CheckReport.ComparisonView(
                comparison.predicted().label(),
                comparison.agrees(),
                comparison.verdict(),
                comparison.reasons())));
  }

  private CheckReport report(
      String source,
      String destination,
      List<CheckReport.HopView> hops,
      List<CheckReport.ReturnView> returnPaths,
      List<String> assumptions,
      Optional<CheckReport.ComparisonView> comparison) {
    Verdict verdict = measured.verdict();
    return new CheckReport(
        verdict.label(),
        verdict != Verdict.UNKNOWN,
        source,
        destination,
        flow(),
        measured.request().application().label(),
        IpAddress.parse(measured.request().host()).isEmpty(),
        CheckReport.CauseView.of(why(verdict)),
        hops,
        returnPaths,
        assumptions,
        verdict == Verdict.UNKNOWN ? measured.limits() : List.of(),
        Optional.of(
            new CheckReport.MeasuredView(
                measured.sent(),
                measured.sent() - measured.answered(),
                latency(),
                how(),
                views(),
                measured.facts().stream()
                    .map(fact -> new CheckReport.FactView(fact.name(), fact.value()))
                    .toList(),
                comparison,
                measured.limits())));
  }

  private Optional<CheckReport.FlowView> flow() {
    if (measured.destination().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckReport.FlowView(
            measured.local().source().map(IpAddress::toString).orElse(""),
            measured.destination().get().toString(),
            measured.request().method().label(),
            measured.request().sourcePort().orElse(0),
            measured.request().port()));
  }

  // ---- words ----

  private String why(Verdict verdict) {
    return switch (verdict) {
      case REACHABLE -> reachable();
      case UNREACHABLE ->
          findings.stream()
              .map(Finding::issue)
              .filter(issue -> issue.severity() == Issue.Severity.ERROR)
              .findFirst()
              .map(Issue::words)
              .orElse("no answer came back");
      case UNKNOWN -> unknown();
    };
  }

  private String reachable() {
    String who =
        measured
            .destination()
            .map(IpAddress::toString)
            .filter(address -> !address.equals(measured.request().host()))
            .map(address -> measured.request().host() + " (" + address + ")")
            .orElse(measured.request().host());
    if (measured.proxy().isPresent()) {
      Measurement.Proxy proxy = measured.proxy().get();
      return proxy.words()
          + " answers "
          + service()
          + " in the name of "
          + who
          + proxy.address().map(_ -> ", " + proxy.ttl() + " hops away").orElse("");
    }
    String distance =
        measured.path().isPresent()
                && measured.path().get().end() instanceof PathEnd.Arrived(int ttl, var _)
            ? ttl == 1 ? ", directly on the link or one hop away" : ", " + ttl + " hops away"
            : "";
    return who + " answers " + service() + distance;
  }

  private String unknown() {
    boolean sent = measured.sent() > 0;
    if (sent && measured.request().method() == Method.UDP) {
      return "no answer: the datagrams may have arrived and been ignored, or been filtered";
    }
    if (measured.name().isPresent() && measured.name().get() instanceof NameAnswer.Failed failed) {
      return failed.words();
    }
    if (measured.replies().isEmpty() && measured.interrupted()) {
      return "interrupted before the service was asked";
    }
    return sent ? "no answer yet" : "nothing could be sent";
  }

  private String service() {
    return measured.request().port() > 0
        ? measured.request().application().label() + "/" + measured.request().port()
        : measured.request().application().label();
  }

  // ---- numbers ----

  private Optional<CheckReport.LatencyView> latency() {
    int count = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    double sum = 0;
    for (Reply reply : measured.replies()) {
      if (reply instanceof Reply.Answered(var rtt)) {
        count++;
        least = Math.min(least, rtt.nanos());
        most = Math.max(most, rtt.nanos());
        sum += rtt.nanos();
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new CheckReport.LatencyView(
                least / NANOS_IN_MILLI, sum / count / NANOS_IN_MILLI, most / NANOS_IN_MILLI));
  }

  private CheckReport.HowView how() {
    Clock worst = Clock.WIRE;
    boolean timed = false;
    for (Reply reply : measured.replies()) {
      Optional<Clock> clock =
          switch (reply) {
            case Reply.Answered(var rtt) -> Optional.of(rtt.clock());
            case Reply.Reset(var rtt) -> Optional.of(rtt.clock());
            case Reply.Icmp icmp -> Optional.of(icmp.rtt().clock());
            case Reply.Silent _, Reply.Unsent _ -> Optional.empty();
          };
      if (clock.isPresent()) {
        timed = true;
        worst = clock.get().compareTo(worst) > 0 ? clock.get() : worst;
      }
    }
    return new CheckReport.HowView(
        measured.request().application().label(),
        measured.sender().map(Measurement.Sender::tier).orElse(CheckReport.HowView.NONE),
        timed ? worst.label() : CheckReport.HowView.NONE,
        measured.sender().map(Measurement.Sender::privilege).orElse(CheckReport.HowView.NONE));
  }

  private List<CheckReport.MeasuredHopView> views() {
    if (measured.path().isEmpty()) {
      return List.of();
    }
    MeasuredPath path = measured.path().get();
    List<CheckReport.MeasuredHopView> views = new ArrayList<>();
    for (MeasuredHop hop : path.hops()) {
      views.add(
          new CheckReport.MeasuredHopView(
              hop.ttl(),
              hop.routers().stream().map(router -> router.address().toString()).toList(),
              hop.sent(),
              hop.lost(),
              latency(hop),
              end(path, hop)));
    }
    return views;
  }

  private static Optional<CheckReport.LatencyView> latency(MeasuredHop hop) {
    if (hop.isSilent()) {
      return Optional.empty();
    }
    RoundTrips rtt = hop.routers().getFirst().rtt();
    return Optional.of(
        new CheckReport.LatencyView(
            rtt.least() / NANOS_IN_MILLI,
            rtt.mean() / NANOS_IN_MILLI,
            rtt.most() / NANOS_IN_MILLI));
  }

  /** What ends the path at a hop, and what is odd there. */
  private static Optional<String> end(MeasuredPath path, MeasuredHop hop) {
    Optional<String> end =
        switch (path.end()) {
          case PathEnd.Arrived(int ttl, var sign) when ttl == hop.ttl() ->
              Optional.of(sign.words());
          case PathEnd.Refused(int ttl) when ttl == hop.ttl() -> Optional.of("RST");
          case PathEnd.Stopped(int ttl, var _, var error) when ttl == hop.ttl() ->
              Optional.of(error.toString());
          case PathEnd.Loop(int from, var _) when from == hop.ttl() -> Optional.of("loop");
          case PathEnd.Arrived _,
              PathEnd.Refused _,
              PathEnd.Stopped _,
              PathEnd.Silent _,
              PathEnd.TooFar _,
              PathEnd.Loop _,
              PathEnd.Interrupted _,
              PathEnd.NotSent _ ->
              Optional.empty();
        };
    return end.or(() ->
        path.notes().stream()
            .filter(note -> note.ttl() == hop.ttl())
            .map(PathNote::words)
            .findFirst());
  }
}
