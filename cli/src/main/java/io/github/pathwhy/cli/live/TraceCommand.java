package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.PathText;
import io.github.pathwhy.live.SystemPath;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.dns.NameLookup;
import io.github.pathwhy.probe.measure.FlowPaths;
import io.github.pathwhy.probe.measure.HopTracer;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathEnumerator;
import io.github.pathwhy.probe.measure.PathMtu;
import io.github.pathwhy.probe.measure.PathNote;
import io.github.pathwhy.probe.measure.TargetRules;
import io.github.pathwhy.probe.measure.TraceRequest;
import io.github.pathwhy.report.live.PathAnswer;
import io.github.pathwhy.report.live.PathDocument;
import io.github.pathwhy.report.live.PathReport;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Finds the hops to a destination with probes. */
public final class TraceCommand implements Subcommand {
  private static final long SYSTEM_TRACE_NANOS = 30_000_000_000L;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("trace");
    spec.usageMessage()
        .header("Which way do packets take from this machine, and where do they end?")
        .description(
            "",
            "Examples:",
            "  pathwhy trace 10.0.2.4:443",
            "  pathwhy trace db.contoso.internal --protocol Icmp",
            "  pathwhy trace 10.0.2.4:443 --paths=16",
            "  pathwhy trace 10.0.2.4 --mtu",
            "")
        .footer(
            "",
            "Exit codes: 0 reached, 1 not reached, 2 wrong input, 3 not determined,",
            "130 interrupted.");
    TraceQuestion.addTo(spec);
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    TraceQuestion question = TraceQuestion.of(parsed);
    return LiveContext.run(
        parsed,
        context,
        live -> {
          PathReport report = PathDocument.of(answer(question, live));
          print(live, format, printer, report);
          return switch (report.status()) {
            case REACHABLE -> ExitCode.POSITIVE;
            case UNREACHABLE -> ExitCode.NEGATIVE;
            case UNKNOWN -> ExitCode.UNDETERMINED;
          };
        });
  }

  // ---- the answer ----

  private static PathAnswer answer(TraceQuestion question, LiveContext live)
      throws RequestException {
    IpAddress destination = destination(question, live);
    try (Prober prober = Prober.open(live)) {
      ProbeEngine engine = prober.engine();
      if (engine.tier() == Tier.PORTABLE) {
        return bySystemTool(question, destination, engine, live);
      }
      Method method = method(question, engine, destination.version());
      int port = port(method, question.port());
      TraceRequest request =
          new TraceRequest(
              method,
              destination,
              port,
              question.sourcePort(),
              question.probes(),
              question.maxHops(),
              live.options().timeout().map(Duration::toNanos),
              live.options().rate().orElse(0));
      live.announce(
          port > 0 ? destination + " port " + port : destination.toString(),
          (long) question.probes() * question.maxHops(),
          method + " probe",
          request.perSecond());
      MeasuredPath path = new HopTracer(engine, live.stop(), live.progress()).trace(request);
      boolean goesOn = !(path.end() instanceof PathEnd.NotSent);
      Optional<FlowPaths> flows = Optional.empty();
      if (question.flows() > 0 && goesOn && !live.stop().isRequested()) {
        flows =
            Optional.of(
                new PathEnumerator(engine, live.stop(), live.progress())
                    .enumerate(request, question.flows()));
      }
      Optional<PathAnswer.Mtu> mtu = Optional.empty();
      if (question.mtu() && goesOn && !live.stop().isRequested()) {
        mtu = Optional.of(mtu(path, engine, live));
      }
      return new PathAnswer(question.host(), path, flows, mtu, engine.tier());
    }
  }

  private static IpAddress destination(TraceQuestion question, LiveContext live)
      throws RequestException {
    Optional<IpAddress> literal = IpAddress.parse(question.host());
    if (literal.isPresent()) {
      return literal.get();
    }
    return switch (NameLookup.ofSystem()
        .addresses(question.host(), question.version(), live.stop())) {
      case NameAnswer.Failed failed ->
          throw RequestException.undetermined(question.host() + ": " + failed.words());
      case NameAnswer.Found found -> {
        IpAddress first = found.addresses().getFirst();
        Optional<String> refusal = TargetRules.refusal(first);
        if (refusal.isPresent()) {
          throw RequestException.undetermined(question.host() + ": " + refusal.get());
        }
        yield first;
      }
    };
  }

  /// The path as the system's own tool finds it, for the tier that sees no hops itself. The tool
  /// chooses what it sends.
  private static PathAnswer bySystemTool(
      TraceQuestion question, IpAddress destination, ProbeEngine engine, LiveContext live)
      throws RequestException {
    MeasuredPath found =
        SystemPath.trace(destination, SYSTEM_TRACE_NANOS, live.stop(), live.progress())
            .orElseThrow(() ->
                RequestException.undetermined(
                    "the "
                        + engine.tier()
                        + " tier sees no hops, and this system has no traceroute that works"));
    Optional<Method> asked = question.method().filter(method -> method != found.method());
    MeasuredPath path =
        asked.map(method -> found.with(otherMethod(method, question, found))).orElse(found);
    return new PathAnswer(question.host(), path, Optional.empty(), Optional.empty(), engine.tier());
  }

  private static PathNote otherMethod(Method asked, TraceQuestion question, MeasuredPath found) {
    String service = asked + (question.port() > 0 ? "/" + question.port() : "");
    return new PathNote(
        PathNote.Kind.OTHER_METHOD,
        0,
        "the system's traceroute sends "
            + found.method()
            + ": what becomes of "
            + service
            + " is not known; pathwhy check asks that");
  }

  private static String with(String why, String remedy) {
    return remedy.isEmpty() ? why : why + "; " + remedy;
  }

  /** The method asked for, or the best one; the engine must be able to see its hops. */
  private static Method method(TraceQuestion question, ProbeEngine engine, IpVersion version)
      throws RequestException {
    Method method =
        question
            .method()
            .orElseGet(
                () -> engine.canSeeHops(Method.ICMP, version).isAble() ? Method.ICMP : Method.UDP);
    if (engine.canSeeHops(method, version) instanceof Capability.Unable unable) {
      throw RequestException.undetermined(
          "no hops with " + method + ": " + with(unable.why(), unable.remedy()));
    }
    return method;
  }

  private static int port(Method method, int given) {
    return method == Method.UDP && given == 0 ? TraceRequest.UDP_PORT : given;
  }

  /// The path MTU by echo requests; by datagrams where those were asked for, or echo requests may
  /// not be sent or are not answered.
  private static PathAnswer.Mtu mtu(MeasuredPath path, ProbeEngine engine, LiveContext live) {
    PathMtu search = new PathMtu(engine, live.stop(), live.progress());
    IpAddress destination = path.destination();
    int hops = path.end() instanceof PathEnd.Arrived(int ttl, PathEnd.Sign _) ? ttl : 0;
    Optional<PathAnswer.Mtu> first = Optional.empty();
    if (path.method() != Method.UDP
        && engine.canProbe(Method.ICMP, destination.version()).isAble()) {
      MtuFinding finding = search.find(Method.ICMP, destination, 0, hops);
      first = Optional.of(new PathAnswer.Mtu(Method.ICMP, 0, finding));
      if (!(finding instanceof MtuFinding.Undetermined)) {
        return first.get();
      }
    }
    int port = path.method() == Method.UDP ? path.port() : TraceRequest.UDP_PORT;
    MtuFinding finding = search.find(Method.UDP, destination, port, hops);
    boolean isBetter = first.isEmpty() || finding instanceof MtuFinding.Found;
    return isBetter ? new PathAnswer.Mtu(Method.UDP, port, finding) : first.get();
  }

  // ---- output ----

  private static void print(
      LiveContext live, OutputFormat format, DocumentPrinter printer, PathReport report)
      throws UsageException {
    OutputOptions output = live.output();
    Context context = live.context();
    boolean selects = output.query().isPresent();
    if (format == OutputFormat.TEXT && !selects) {
      boolean colours =
          output.color().isOn(context.console().terminal().out(), context.environment());
      new PathText(context.console(), colours, output.verbose()).print(report);
    } else if ((format == OutputFormat.TABLE || format == OutputFormat.TSV) && !selects) {
      printer.printRows(report.rows(), format);
    } else {
      printer.print(report.document(), format);
    }
  }
}
