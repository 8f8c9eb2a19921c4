package io.github.pathwhy.cli.check;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.FlowOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.Schema;
import io.github.pathwhy.cli.options.Section;
import io.github.pathwhy.cli.options.Severity;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.CheckText;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.report.AzureSchema;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReports;
import io.github.pathwhy.report.DocumentedSchema;
import io.github.pathwhy.report.HopTable;
import io.github.pathwhy.trace.Strictness;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Connection troubleshoot: simulated on a topology, measured from this machine, or both side by
/// side.
public final class CheckCommand implements Subcommand {
  private static final List<String> SOURCES = List.of("--source", "--source-resource");
  private static final List<String> DESTINATIONS =
      List.of("--dest", "--dest-resource", "--dest-address");
  private static final int ARGUMENTS = 2;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("check").aliases("test-connectivity");
    spec.usageMessage()
        .header(
            "Why can't A reach B? Follows a flow hop by hop, and its answer back: in a topology,"
                + " with real packets from this machine, or both.")
        .description(
            "",
            "Examples:",
            "  pathwhy check -t network.yaml web-vm db-vm:1433",
            "  pathwhy check -t export.json --source web-vm --dest 10.0.2.4 --dest-port 443",
            "  pathwhy check -t main.json --parameters prod.json web-vm db-vm:1433",
            "  pathwhy check -t plan.json web-vm db-vm:1433    # terraform show -json",
            "  pathwhy check -t export.json -t observed.yaml web-vm https://www.contoso.com",
            "  pathwhy check -t network.yaml web-vm db-vm:1433 --query ConnectionStatus",
            "  pathwhy check -t network.yaml web-vm db-vm:1433 --format svg > path.svg",
            "  pathwhy check 10.0.2.4:443                      # live, from here",
            "  pathwhy check https://www.contoso.com           # live, with TLS and HTTP",
            "  pathwhy check -t export.json --live db-vm:1433  # predicted and measured",
            "  pathwhy check --via ssh://web-vm 10.0.2.4:443   # live, from there",
            "")
        .footer("", "Exit codes: 0 reachable, 1 unreachable, 2 wrong input, 3 not determined.");
    spec.addPositional(
        Options.positional(
            "0", "SOURCE", "Machine, interface, bastion host or address that sends."));
    spec.addPositional(
        Options.positional(
            "1", "DEST[:PORT]", "Machine, address, host name or URI that receives."));
    TopologyOptions.addTo(spec);
    addRequestOptions(spec);
    LiveCheckOptions.addTo(spec);
    PathFormat.addTo(spec, Section.OUTPUT.order());
    OutputOptions.addTo(spec);
    return spec;
  }

  private static void addRequestOptions(CommandSpec spec) {
    end(spec, "NAME|ID|IP", SOURCES.getFirst(), "The same as SOURCE.", Section.FIRST.at(10));
    end(spec, "NAME|ID", SOURCES.getLast(), "The same, as az has it.", Section.QUESTION.order());
    end(
        spec,
        "NAME|ID|IP|FQDN|URI",
        DESTINATIONS.getFirst(),
        "The same as DEST; a port may follow a colon.",
        Section.FIRST.at(11));
    for (String name : DESTINATIONS.subList(1, DESTINATIONS.size())) {
      end(spec, "NAME|ID|IP|FQDN|URI", name, "The same, as az has it.", Section.QUESTION.order());
    }
    spec.addOption(
        Options.value(Integer.class, "PORT", "--dest-port")
            .description("Destination port.")
            .order(Section.FIRST.at(12))
            .build());
    spec.addOption(
        Options.value(Integer.class, "PORT", "--source-port")
            .description("Source port. Default: an ephemeral one.")
            .build());
    spec.addOption(
        Options.choice(CheckRequest.Application.class, "PROTOCOL", "--protocol")
            .description("${COMPLETION-CANDIDATES}. Default: Tcp, or the URI's.")
            .order(Section.FIRST.at(13))
            .build());
    spec.addOption(
        Options.value(String.class, "VERSION", "--ip-version")
            .description("IPv4 or IPv6. Default: that of the addresses given.")
            .build());
    spec.addOption(
        Options.choice(Schema.class, "SCHEMA", "--schema")
            .description("Shape of JSON and YAML: ${COMPLETION-CANDIDATES}.")
            .order(Section.OUTPUT.order())
            .build());
    spec.addOption(
        Options.choice(Severity.class, "SEVERITY", "--fail-on")
            .description("Exit 1 also for issues of this severity: ${COMPLETION-CANDIDATES}.")
            .order(Section.OUTPUT.order())
            .build());
    spec.addOption(
        OptionSpec.builder("--strict-peering")
            .type(boolean.class)
            .arity("0")
            .description(
                "Forwarded traffic over a peering link with "
                    + "allowForwardedTraffic false is dropped, as documented; "
                    + "measurements saw it pass.")
            .build());
    spec.addOption(
        OptionSpec.builder("--strict-endpoints")
            .type(boolean.class)
            .arity("0")
            .description(
                "Answers of private endpoints past an Azure Firewall that did not translate the "
                    + "source are lost, as documented; measurements saw them pass.")
            .build());
  }

  private static void end(
      CommandSpec spec, String label, String name, String description, int order) {
    spec.addOption(
        Options.value(String.class, label, name).description(description).order(order).build());
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    if (LiveCheckOptions.isAskedFor(parsed, context.environment())) {
      PathFormat.refuse(parsed);
      return LiveChecks.run(parsed, context);
    }
    LiveCheckOptions.remark(parsed, context.console());
    OutputOptions output = OutputOptions.of(parsed);
    Optional<PathFormat> drawing = PathFormat.of(parsed, output);
    OutputFormat format =
        drawing.isPresent()
            ? OutputFormat.TEXT
            : output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    CheckRequest request = request(parsed);
    Optional<Loaded.Ok> loaded = context.read(parsed);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    Topology topology = loaded.get().topology();
    Diagnosis diagnosis = new ConnectivityCheck(new EffectiveNetwork(topology)).check(request);
    context.remark(
        parsed,
        loaded.get().leftOut().stream()
            .filter(each -> each.resource().filter(diagnosis::isInDoubtOver).isEmpty())
            .toList());
    CheckReport report = CheckReports.of(diagnosis);
    Optional<String> picture = drawing.flatMap(each -> each.picture(report));
    if (picture.isPresent()) {
      context.console().data(picture.get().stripTrailing());
    } else {
      print(context, output, printer, format, Schema.of(parsed), call(parsed), report);
    }
    return exitCode(diagnosis, failOn(parsed));
  }

  private static CheckRequest request(ParseResult parsed) throws UsageException {
    Ends ends = Ends.of(parsed);
    if (ends.source().isEmpty() || ends.destination().isEmpty()) {
      String missing =
          ends.source().isPresent()
              ? "destination"
              : ends.destination().isPresent() ? "source" : "source and destination";
      throw new UsageException("missing: " + missing + "; pathwhy check -t FILE SOURCE DEST:PORT");
    }
    return request(parsed, ends.source().get(), ends.destination().get());
  }

  /** The question between two ends. */
  static CheckRequest request(ParseResult parsed, String source, String destination)
      throws UsageException {
    return new CheckRequest(
        source,
        destination,
        FlowOptions.port(parsed, "--source-port"),
        FlowOptions.port(parsed, "--dest-port"),
        Options.get(parsed, "--protocol"),
        FlowOptions.version(parsed),
        strictness(parsed));
  }

  /** Where documentation counts more than measurements, as the command line says. */
  static Strictness strictness(ParseResult parsed) {
    return new Strictness(
        parsed.hasMatchedOption("--strict-peering"), parsed.hasMatchedOption("--strict-endpoints"));
  }

  /// Who asks whom, as far as the command line says. What an option does not name is an argument:
  /// the source first, then the destination.
  record Ends(Optional<String> source, Optional<String> destination) {

    static Ends of(ParseResult parsed) throws UsageException {
      Deque<String> arguments = new ArrayDeque<>();
      for (int i = 0; i < ARGUMENTS; i++) {
        Options.argument(parsed, i).ifPresent(arguments::add);
      }
      Optional<String> source = named(parsed, SOURCES, arguments);
      Ends ends =
          new Ends(
              source.map(text -> AzOptions.qualified(parsed, text)),
              named(parsed, DESTINATIONS, arguments)
                  .map(text -> qualifiedDestination(parsed, text)));
      if (!arguments.isEmpty()) {
        throw new UsageException(
            "'" + arguments.peek() + "' is too much: source and destination are given already");
      }
      return ends;
    }

    /** Of destinations only resources lie in a group. */
    private static String qualifiedDestination(ParseResult parsed, String text) {
      return parsed.hasMatchedOption("--dest-resource") ? AzOptions.qualified(parsed, text) : text;
    }

    private static Optional<String> named(
        ParseResult parsed, List<String> options, Deque<String> arguments) throws UsageException {
      return Options.oneOf(parsed, options)
          .or(() -> Optional.ofNullable(arguments.poll()))
          .filter(text -> !text.isEmpty());
    }

    /** For live checks: a single argument is the destination, since this machine is the source. */
    Ends fromHere() {
      return destination.isEmpty() ? new Ends(Optional.empty(), source) : this;
    }
  }

  private static Severity failOn(ParseResult parsed) {
    return Options.<Severity>get(parsed, "--fail-on").orElse(Severity.ERROR);
  }

  /** What the text of the answer says of the command line. */
  static CheckText.Call call(ParseResult parsed) {
    return new CheckText.Call(
        failOn(parsed) == Severity.WARNING, files -> new Rerun(parsed.originalArgs()).with(files));
  }

  /** Prints a report the way the command line asks for. */
  static void print(
      Context context,
      OutputOptions output,
      DocumentPrinter printer,
      OutputFormat format,
      Schema schema,
      CheckText.Call call,
      CheckReport report)
      throws UsageException {
    boolean colours =
        output.color().isOn(context.console().terminal().out(), context.environment());
    if (format == OutputFormat.TEXT && output.query().isEmpty()) {
      new CheckText(context.console(), colours, output.verbose()).print(report, call);
      return;
    }
    Map<String, Object> document =
        switch (schema) {
          case DOCUMENTED -> DocumentedSchema.of(report);
          case AZURE -> AzureSchema.of(report);
        };
    printer.print(document, HopTable.of(report), format);
  }

  private static ExitCode exitCode(Diagnosis diagnosis, Severity failOn) {
    return exitCode(diagnosis.verdict(), diagnosis.hasIssue(Issue.Severity.WARNING), failOn);
  }

  /** The exit code for a verdict; an issue of its own counts when it is asked to. */
  static ExitCode exitCode(Verdict verdict, boolean warned, Severity failOn) {
    return switch (verdict) {
      case UNREACHABLE -> ExitCode.NEGATIVE;
      case UNKNOWN -> ExitCode.UNDETERMINED;
      case REACHABLE ->
          failOn == Severity.WARNING && warned ? ExitCode.NEGATIVE : ExitCode.POSITIVE;
    };
  }
}
