package io.github.pathwhy.cli;

import io.github.pathwhy.cli.options.HostAndPort;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.PathText;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.dns.NameLookup;
import io.github.pathwhy.probe.kernel.KernelEngine;
import io.github.pathwhy.probe.measure.FlowPaths;
import io.github.pathwhy.probe.measure.HopTracer;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.PathEnumerator;
import io.github.pathwhy.probe.measure.PathMtu;
import io.github.pathwhy.probe.measure.TargetRules;
import io.github.pathwhy.probe.measure.TraceRequest;
import io.github.pathwhy.report.live.PathAnswer;
import io.github.pathwhy.report.live.PathDocument;
import io.github.pathwhy.report.live.PathReport;
import io.github.pathwhy.text.Printable;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Finds the hops to a destination with probes. */
final class TraceCommand implements Subcommand {
  private static final String PROTOCOL = "--protocol";
  private static final String PORT = "--dest-port";
  private static final String SOURCE_PORT = "--source-port";
  private static final String VERSION = "--ip-version";
  private static final String PROBES = "--probes";
  private static final String HOPS = "--max-hops";
  private static final String PATHS = "--paths";
  private static final String MTU = "--mtu";
  private static final int MOST_PORT = 65_535;
  private static final int MOST_DIGITS = 5;
  private static final int USUAL_PROBES = 3;
  private static final int USUAL_HOPS = 30;

  /// What the command line asks for.
  ///
  /// @param method absent when the engine is to choose
  /// @param port 0 for none
  /// @param flows how many to follow besides; 0 for none
  private record Question(
      String host,
      Optional<Method> method,
      int port,
      int sourcePort,
      Optional<IpVersion> version,
      int probes,
      int maxHops,
      int flows,
      boolean mtu) {}

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
    spec.addPositional(
        Options.positional(
            "0", "DEST[:PORT]", "Address or name; a port makes it a trace with TCP."));
    spec.addOption(
        Options.choice(Method.class, "PROTOCOL", PROTOCOL)
            .description(
                "${COMPLETION-CANDIDATES}. Default: Tcp with a port, else Icmp, or Udp where this"
                    + " machine may not send echo requests.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "PORT", PORT).description("Destination port.").build());
    spec.addOption(
        Options.value(Integer.class, "PORT", SOURCE_PORT)
            .description("Follow the one flow from this port, hop by hop.")
            .build());
    spec.addOption(
        Options.choice(IpVersion.class, "VERSION", VERSION)
            .description("Of a name's addresses take one of these: ${COMPLETION-CANDIDATES}.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", PROBES)
            .description("Probes for each hop, 1 to 100. Default: 3.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", HOPS)
            .description("Look no farther, 1 to 64. Default: 30.")
            .build());
    spec.addOption(
        Options.value(String.class, "N", PATHS)
            .arity("0..1")
            .fallbackValue(Integer.toString(PathEnumerator.USUAL_FLOWS))
            .description(
                "Follow N flows from different source ports, 1 to 64, and tell their ways apart."
                    + " Without N: 8.")
            .build());
    spec.addOption(Options.flag("Find the path MTU, and black holes for large packets.", MTU));
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output.query());
    Question question = question(parsed);
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

  // ---- the question ----

  private static Question question(ParseResult parsed) throws UsageException {
    Optional<String> argument = Options.argument(parsed, 0);
    Optional<String> paths = Options.get(parsed, PATHS);
    if (argument.isEmpty() && paths.filter(word -> !isNumber(word)).isPresent()) {
      // `--paths DEST`: the number was left out.
      argument = paths;
      paths = Optional.of(Integer.toString(PathEnumerator.USUAL_FLOWS));
    }
    HostAndPort target =
        HostAndPort.parse(
            argument.orElseThrow(() ->
                new UsageException("no destination: give DEST or DEST:PORT")));
    int port = number(parsed, PORT, MOST_PORT).orElse(0);
    if (target.port().isPresent()) {
      if (port > 0 && port != target.port().get()) {
        throw new UsageException(
            "two destination ports, "
                + target.port().get()
                + " and "
                + port
                + ": leave one of them out");
      }
      port = target.port().get();
    }
    Optional<Method> method = Options.get(parsed, PROTOCOL);
    if (method.isEmpty() && port > 0) {
      method = Optional.of(Method.TCP);
    }
    if (method.isPresent()) {
      checkPort(method.get(), port);
    }
    int sourcePort = number(parsed, SOURCE_PORT, MOST_PORT).orElse(0);
    int flows = paths.isPresent() ? flows(paths.get()) : 0;
    boolean isPortless = method.isEmpty() || !method.get().hasPorts();
    if (isPortless && (sourcePort > 0 || flows > 0)) {
      throw new UsageException(
          (sourcePort > 0 ? SOURCE_PORT : PATHS)
              + " needs ports, which echo requests do not have: add "
              + PROTOCOL
              + " Udp, or a port");
    }
    Optional<IpVersion> version = Options.get(parsed, VERSION);
    Optional<IpAddress> address = IpAddress.parse(target.host());
    if (address.isPresent()) {
      checkAddress(address.get(), version);
    }
    return new Question(
        target.host(),
        method,
        port,
        sourcePort,
        version,
        number(parsed, PROBES, TargetRules.MOST_PROBES).orElse(USUAL_PROBES),
        number(parsed, HOPS, TargetRules.MOST_HOPS).orElse(USUAL_HOPS),
        flows,
        parsed.hasMatchedOption(MTU));
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static int flows(String word) throws UsageException {
    int flows = isNumber(word) && word.length() <= MOST_DIGITS ? Integer.parseInt(word) : 0;
    if (flows < 1 || flows > TargetRules.MOST_FLOWS) {
      throw new UsageException(
          PATHS + " is '" + Printable.of(word) + "'; allowed: 1 to " + TargetRules.MOST_FLOWS);
    }
    return flows;
  }

  private static void checkPort(Method method, int port) throws UsageException {
    if (method == Method.TCP && port == 0) {
      throw new UsageException(PROTOCOL + " Tcp needs a port: give DEST:PORT or " + PORT);
    }
    if (method == Method.ICMP && port > 0) {
      throw new UsageException("echo requests have no ports: leave port " + port + " out");
    }
  }

  private static void checkAddress(IpAddress address, Optional<IpVersion> version)
      throws UsageException {
    Optional<String> refusal = TargetRules.refusal(address);
    if (refusal.isPresent()) {
      throw new UsageException(refusal.get() + ": give one host");
    }
    if (version.isPresent() && version.get() != address.version()) {
      throw new UsageException(
          address + " is " + address.version() + ", " + VERSION + " says " + version.get());
    }
  }

  private static Optional<Integer> number(ParseResult parsed, String option, int most)
      throws UsageException {
    Optional<Integer> number = Options.get(parsed, option);
    if (number.isPresent() && (number.get() < 1 || number.get() > most)) {
      throw new UsageException(option + " is " + number.get() + "; allowed: 1 to " + most);
    }
    return number;
  }

  // ---- the answer ----

  private static PathAnswer answer(Question question, LiveContext live) throws RequestException {
    IpAddress destination = destination(question, live);
    try (ProbeEngine engine = engine(live.options())) {
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

  private static IpAddress destination(Question question, LiveContext live)
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

  private static ProbeEngine engine(LiveOptions options) throws RequestException {
    Tier tier = options.tier().orElse(Tier.KERNEL);
    if (tier != Tier.KERNEL) {
      throw RequestException.undetermined(
          "the " + tier + " tier does not see hops: leave it out, or give --tier kernel");
    }
    return switch (KernelEngine.open()) {
      case Opening.Opened(ProbeEngine engine) -> engine;
      case Opening.Unavailable(String why, String remedy) ->
          throw RequestException.undetermined(
              "the kernel tier is not to be had: " + with(why, remedy));
    };
  }

  private static String with(String why, String remedy) {
    return remedy.isEmpty() ? why : why + "; " + remedy;
  }

  /** The method asked for, or the best one; the engine must be able to see its hops. */
  private static Method method(Question question, ProbeEngine engine, IpVersion version)
      throws RequestException {
    Method method =
        question
            .method()
            .orElseGet(() ->
                engine.canSeeHops(Method.ICMP, version).isAble() ? Method.ICMP : Method.UDP);
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
