package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.Inputs;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.monitor.definition.DefinitionLoader;
import io.github.pathwhy.monitor.definition.Definitions;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.report.ValidationReport;
import io.github.pathwhy.text.Source;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Checks the definition of connection monitors, as far as possible without the service. */
final class MonitorValidateCommand implements Subcommand {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("validate");
    spec.usageMessage()
        .header("Would the service accept this connection monitor? Everything wrong at once.")
        .description(
            "",
            "Examples:",
            "  pathwhy monitor validate monitor.json",
            "  pathwhy monitor validate monitor.yaml -t network.yaml -o json",
            "  az network watcher connection-monitor show -l eastus -n cm1 | \\",
            "      pathwhy connection-monitor validate - --query tests",
            "")
        .footer("", "Exit codes: 0 valid, 1 invalid, 2 no connection monitor or wrong input.");
    spec.addPositional(
        Options.positional(
            "0",
            "FILE",
            "Connection monitors in JSON or YAML, as Resource Manager takes or az prints them;"
                + " - for stdin."));
    TopologyOptions.addTo(
        spec, "The network: with it, machines and networks of the monitor must be in it.");
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    String file =
        Options.argument(parsed, 0)
            .orElseThrow(() -> new UsageException("no connection monitor: give a file, or -"));
    TopologyOptions topologies = TopologyOptions.of(parsed);
    if (file.equals(Inputs.STDIN) && topologies.readsStdin()) {
      throw new UsageException("stdin cannot be both the connection monitor and the topology");
    }
    Source source = Inputs.read(file, context.console());
    Optional<Topology> topology = Optional.empty();
    if (topologies.isGiven(context.environment())) {
      topology = context.load(parsed);
      if (topology.isEmpty()) {
        return ExitCode.USAGE;
      }
    }
    return switch (DefinitionLoader.load(source, topology)) {
      case Definitions.Unreadable unreadable -> {
        context.show(unreadable.problems());
        yield ExitCode.USAGE;
      }
      case Definitions.Read read -> {
        InspectionReport report = ValidationReport.of(source.name(), read);
        InspectionCommand.print(context, output, printer, format, report);
        yield InspectionCommand.exitCode(report.outcome());
      }
    };
  }
}
