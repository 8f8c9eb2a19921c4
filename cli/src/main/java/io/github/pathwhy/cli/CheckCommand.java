package io.github.pathwhy.cli;

import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.Schema;
import io.github.pathwhy.cli.options.Severity;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.CheckText;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.RequestException;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.report.AzureSchema;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReports;
import io.github.pathwhy.report.DocumentedSchema;
import io.github.pathwhy.report.HopTable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connection troubleshoot, simulated on a topology. */
@Command(
    name = "check",
    aliases = "test-connectivity",
    header = "Why can't A reach B? Follows a flow hop by hop, and its answer back.",
    description = {
      "",
      "Examples:",
      "  pathwhy check -t network.yaml web-vm db-vm:1433",
      "  pathwhy check -t export.json --source web-vm --dest 10.0.2.4 --dest-port 443",
      "  pathwhy check -t export.json -t observed.yaml web-vm https://www.contoso.com",
      "  pathwhy check -t network.yaml web-vm db-vm:1433 -o json --query ConnectionStatus",
      ""
    },
    footer = {"", "Exit codes: 0 reachable, 1 unreachable, 2 wrong input, 3 not determined."})
final class CheckCommand implements Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "Machine, interface, bastion host or address that sends.")
  private @Nullable String sourceArgument;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DEST[:PORT]",
      description = "Machine, address, host name or URI that receives.")
  private @Nullable String destinationArgument;

  @Option(
      names = {"--source", "--source-resource"},
      paramLabel = "NAME|ID|IP",
      description = "The same as SOURCE.")
  private @Nullable String source;

  @Option(
      names = {"--dest", "--dest-resource", "--dest-address"},
      paramLabel = "NAME|ID|IP|FQDN|URI",
      description = "The same as DEST; a port may follow a colon.")
  private @Nullable String destination;

  @Option(names = "--dest-port", paramLabel = "PORT", description = "Destination port.")
  private @Nullable Integer destinationPort;

  @Option(
      names = "--source-port",
      paramLabel = "PORT",
      description = "Source port. Default: an ephemeral one.")
  private @Nullable Integer sourcePort;

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      description = "${COMPLETION-CANDIDATES}. Default: Tcp, or the URI's.")
  private CheckRequest.@Nullable Application protocol;

  @Option(
      names = "--ip-version",
      paramLabel = "VERSION",
      description = "IPv4 or IPv6. Default: that of the addresses given.")
  private @Nullable String ipVersion;

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      defaultValue = "documented",
      description = "Shape of JSON and YAML: ${COMPLETION-CANDIDATES}.")
  private Schema schema = Schema.DOCUMENTED;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description = "Exit 1 also for issues of this severity: ${COMPLETION-CANDIDATES}.")
  private Severity failOn = Severity.ERROR;

  @Option(
      names = "--strict-peering",
      description = {
        "Forwarded traffic over a peering link with",
        "allowForwardedTraffic false is dropped, as documented;",
        "measurements saw it pass."
      })
  private boolean strictPeering;

  @Mixin private TopologyOptions topology = new TopologyOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public ExitCode run(Context context) throws UsageException, RequestException {
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output.query());
    CheckRequest request = request();
    Optional<Topology> loaded =
        context.load(topology.sources(context.console(), context.environment()));
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    Diagnosis diagnosis = new ConnectivityCheck(new EffectiveNetwork(loaded.get())).check(request);
    print(context, printer, format, CheckReports.of(diagnosis));
    return exitCode(diagnosis);
  }

  private CheckRequest request() throws UsageException {
    return new CheckRequest(
        oneOf(sourceArgument, source, "source", "--source"),
        oneOf(destinationArgument, destination, "destination", "--dest"),
        port(sourcePort, "--source-port"),
        port(destinationPort, "--dest-port"),
        Optional.ofNullable(protocol),
        version(),
        strictPeering);
  }

  private static String oneOf(
      @Nullable String argument, @Nullable String option, String what, String name)
      throws UsageException {
    if (argument != null && option != null) {
      throw new UsageException("two " + what + "s: '" + argument + "' and " + name + " " + option);
    }
    String given = argument != null ? argument : option;
    if (given == null || given.isEmpty()) {
      throw new UsageException(
          "no " + what + ": pathwhy check -t FILE SOURCE DEST:PORT, or give " + name);
    }
    return given;
  }

  private static Optional<Integer> port(@Nullable Integer port, String name) throws UsageException {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new UsageException(name + " is " + port + "; allowed: 0 to 65535");
    }
    return Optional.ofNullable(port);
  }

  private Optional<IpVersion> version() throws UsageException {
    if (ipVersion == null) {
      return Optional.empty();
    }
    return switch (ipVersion.toLowerCase(Locale.ROOT)) {
      case "ipv4", "4" -> Optional.of(IpVersion.V4);
      case "ipv6", "6" -> Optional.of(IpVersion.V6);
      default ->
          throw new UsageException("--ip-version is '" + ipVersion + "'; allowed: IPv4, IPv6");
    };
  }

  private void print(
      Context context, DocumentPrinter printer, OutputFormat format, CheckReport report)
      throws UsageException {
    boolean colours =
        output.color().isOn(context.console().terminal().out(), context.environment());
    if (format == OutputFormat.TEXT && output.query().isEmpty()) {
      new CheckText(context.console(), colours, output.isVerbose()).print(report);
      return;
    }
    if (isRows(format) && output.query().isEmpty()) {
      printer.printRows(HopTable.of(report), format);
      return;
    }
    Map<String, Object> document =
        switch (schema) {
          case DOCUMENTED -> DocumentedSchema.of(report);
          case AZURE -> AzureSchema.of(report);
        };
    printer.print(document, format);
  }

  private static boolean isRows(OutputFormat format) {
    return format == OutputFormat.TABLE || format == OutputFormat.TSV;
  }

  private ExitCode exitCode(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case UNREACHABLE -> ExitCode.NEGATIVE;
      case UNKNOWN -> ExitCode.UNDETERMINED;
      case REACHABLE ->
          failOn == Severity.WARNING && diagnosis.hasIssue(Issue.Severity.WARNING)
              ? ExitCode.NEGATIVE
              : ExitCode.POSITIVE;
    };
  }
}
