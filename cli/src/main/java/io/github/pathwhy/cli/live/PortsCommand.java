package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.PortList;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.PortsText;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.WellKnownPorts;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.scan.PortScanner;
import io.github.pathwhy.report.live.PortsReport;
import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Which ports of hosts are open: asked with real packets, or in a topology. */
public final class PortsCommand implements Subcommand {
  static final String SOURCE = "--source";
  static final String RETRIES = "--retries";
  private static final String PORTS = "--ports";
  private static final String TOP = "--top";
  private static final String PROTOCOL = "--protocol";
  private static final String TARGETS = "--targets";
  private static final String OPEN = "--open";
  private static final String VERSION = "--ip-version";
  private static final int USUAL_TOP = 100;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("ports");
    spec.usageMessage()
        .header("Which ports are open, closed or filtered, and by whom?")
        .description(
            "",
            "Examples:",
            "  pathwhy ports 10.0.2.4                      # the 100 most common",
            "  pathwhy ports db.contoso.internal 22,https,8000-8100",
            "  pathwhy ports 10.0.1.0/24 443 --open",
            "  pathwhy ports 10.0.2.4 domain,ntp --protocol Udp",
            "  pathwhy ports --targets hosts.txt --ports 22,3389 -o json",
            "  pathwhy ports -t network.yaml --source web-vm db-vm 1-65535",
            "")
        .footer("", "Exit codes: 0 a port is open, 1 none is, 2 wrong input, 3 not determined.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("DEST... [PORTS]")
            .hideParamSyntax(true)
            .description(
                "Addresses, names or prefixes; then ports: numbers, ranges, names of services.")
            .build());
    spec.addOption(
        Options.value(String.class, "PORTS", PORTS)
            .description("The same as PORTS; all arguments are destinations then.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", TOP)
            .description("The N most common ports. Default: " + USUAL_TOP + ".")
            .build());
    spec.addOption(
        Options.choice(Method.class, "PROTOCOL", PROTOCOL)
            .description("Tcp or Udp. Default: Tcp.")
            .build());
    spec.addOption(
        Options.value(String.class, "FILE", TARGETS)
            .description("File of destinations, one a line, or - for stdin.")
            .build());
    spec.addOption(Options.flag("Show open ports only.", OPEN));
    spec.addOption(
        Options.value(Integer.class, "N", RETRIES)
            .description(
                "How often a silent port is asked again, 0 to "
                    + PortScanner.MOST_RETRIES
                    + ". Default: "
                    + PortScanner.USUAL_RETRIES
                    + ".")
            .build());
    spec.addOption(
        Options.value(String.class, "VERSION", VERSION)
            .description("IPv4 or IPv6, for names that have both.")
            .build());
    spec.addOption(
        Options.value(String.class, "NAME|ID|IP", SOURCE)
            .description("With a topology: machine, interface or address that sends.")
            .build());
    TopologyOptions.addTo(spec, "Ask a topology instead of the network.");
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  /// What is asked.
  ///
  /// @param destinations as they were given, at least one
  /// @param doubtful the one of them that may be a misspelt service
  record Question(
      Method method,
      List<String> destinations,
      PortList ports,
      Optional<String> doubtful,
      boolean onlyOpen) {}

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    boolean simulated = isSimulated(parsed, context);
    if (!simulated && parsed.hasMatchedOption(SOURCE)) {
      throw new UsageException(
          SOURCE
              + " is for a topology (-t FILE); without one the packets leave this machine, or"
              + " another with --via ssh://HOST");
    }
    if (parsed.hasMatchedOption(TARGETS) && parsed.hasMatchedOption(LiveOptions.VIA)) {
      throw new UsageException(
          TARGETS
              + " names a file of this machine, "
              + LiveOptions.VIA
              + " another: leave one of them out");
    }
    Question question = question(parsed, context);
    if (simulated) {
      Optional<PortsReport> report = SimulatedPortScan.run(parsed, context, question);
      return report.isEmpty()
          ? ExitCode.USAGE
          : print(context, output, printer, format, report.get());
    }
    return LiveContext.run(
        parsed,
        context,
        live -> print(context, output, printer, format, LivePortScan.run(parsed, live, question)));
  }

  /// A topology that only the environment names is asked when a source is named: packets have
  /// theirs already.
  private static boolean isSimulated(ParseResult parsed, Context context) {
    TopologyOptions topology = TopologyOptions.of(parsed);
    boolean named = !topology.paths().isEmpty();
    return named
        ? !parsed.hasMatchedOption(LiveOptions.VIA)
        : parsed.hasMatchedOption(SOURCE) && topology.isGiven(context.environment());
  }

  private static Question question(ParseResult parsed, Context context) throws UsageException {
    Method method = Options.<Method>get(parsed, PROTOCOL).orElse(Method.TCP);
    if (!method.hasPorts()) {
      throw new UsageException(
          PROTOCOL + " " + method.label() + " has no ports; allowed: Tcp, Udp");
    }
    WellKnownPorts services = services(method);
    List<String> words =
        new ArrayList<>(
            parsed.hasMatchedPositional(0)
                ? parsed.<List<String>>matchedPositionalValue(0, List.of())
                : List.of());
    boolean named = parsed.hasMatchedOption(TARGETS);
    Optional<String> list = Options.get(parsed, PORTS);
    if (list.isEmpty()
        && words.size() > (named ? 0 : 1)
        && PortList.isOne(words.getLast(), services)) {
      list = Optional.of(words.removeLast());
    }
    Optional<String> doubtful = Optional.empty();
    if (list.isEmpty() && words.size() > 1) {
      refuseUnreadable(words, services);
      doubtful = Optional.of(words.getLast()).filter(word -> word.indexOf('.') < 0);
    } else if (list.isPresent()) {
      refuseSplit(words, list.get());
    }
    PortList ports = ports(parsed, list, services);
    Optional<String> file = Options.get(parsed, TARGETS);
    if (file.isPresent()) {
      words.addAll(PortTargets.read(file.get(), context.console()));
    }
    if (words.isEmpty()) {
      throw new UsageException("no destination: pathwhy ports DEST [PORTS]");
    }
    if (words.size() == 1 && isNumbers(words.getFirst())) {
      throw new UsageException(
          "'" + Printable.of(words.getFirst()) + "' is no host: pathwhy ports DEST [PORTS]");
    }
    return new Question(method, words, ports, doubtful, parsed.hasMatchedOption(OPEN));
  }

  static WellKnownPorts services(Method method) {
    return method == Method.UDP ? WellKnownPorts.UDP : WellKnownPorts.TCP;
  }

  /** Refuses a last argument that was meant for ports, and is no list of them. */
  private static void refuseUnreadable(List<String> words, WellKnownPorts services)
      throws UsageException {
    String last = words.getLast();
    if (isNumbers(last) || last.indexOf(',') >= 0) {
      PortList.parse(last, services);
    }
  }

  /** Numbers as ports are written: with commas and dashes, and nothing else. */
  private static boolean isNumbers(String word) {
    return word.chars().allMatch(c -> "0123456789,- ".indexOf(c) >= 0);
  }

  /** Refuses numbers before a list of ports: they belong to it. */
  private static void refuseSplit(List<String> words, String list) throws UsageException {
    for (String word : words.subList(Math.min(1, words.size()), words.size())) {
      if (isNumbers(word)) {
        throw new UsageException(
            "'"
                + Printable.of(word)
                + "' is no host; ports go into one argument: "
                + Printable.of(word)
                + ","
                + Printable.of(list));
      }
    }
  }

  private static PortList ports(ParseResult parsed, Optional<String> list, WellKnownPorts services)
      throws UsageException {
    Optional<Integer> top = Options.get(parsed, TOP);
    if (list.isPresent()) {
      if (top.isPresent()) {
        throw new UsageException(
            TOP + " chooses ports, and ports are given: leave out one of them");
      }
      return PortList.parse(list.get(), services);
    }
    if (top.isPresent() && (top.get() < 1 || top.get() > services.size())) {
      throw new UsageException(TOP + " is " + top.get() + "; allowed: 1 to " + services.size());
    }
    return PortList.top(top.orElse(USUAL_TOP), services);
  }

  private static ExitCode print(
      Context context,
      OutputOptions output,
      DocumentPrinter printer,
      OutputFormat format,
      PortsReport report)
      throws UsageException {
    boolean selects = output.query().isPresent();
    if (format == OutputFormat.TEXT && !selects) {
      boolean colours =
          output.color().isOn(context.console().terminal().out(), context.environment());
      new PortsText(context.console(), colours, output.verbose()).print(report);
    } else if ((format == OutputFormat.TABLE || format == OutputFormat.TSV) && !selects) {
      printer.printRows(report.rows(), format);
    } else {
      printer.print(report.document(), format);
    }
    return InspectionCommand.exitCode(report.outcome());
  }
}
