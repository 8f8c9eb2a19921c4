package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.live.Readiness;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.tier.Tiers;
import io.github.pathwhy.report.InspectionReport;
import io.github.pathwhy.report.live.DoctorDocument;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says what this machine can probe with, and how to get the rest. Sends nothing. */
public final class DoctorCommand implements Subcommand {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("doctor");
    spec.usageMessage()
        .header("What can this machine probe with, and how does it get the rest?")
        .description(
            "",
            "Examples:",
            "  pathwhy doctor",
            "  pathwhy doctor --via ssh://azureuser@10.0.1.4",
            "  pathwhy doctor --query \"Missing[].Remedy\" -o tsv",
            "",
            "Sends no packets.",
            "")
        .footer("", "Exit codes: 0 probes can be sent, 2 wrong input, 3 nothing can be probed.");
    LiveOptions.addViaTo(spec);
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    return LiveContext.run(
        parsed,
        context,
        live -> {
          live.progress().update("looking at this machine", 0, 0);
          InspectionReport report = DoctorDocument.of(Readiness.ofMachine(tiers()));
          InspectionCommand.print(context, output, printer, format, report);
          return InspectionCommand.exitCode(report.outcome());
        });
  }

  private static Map<Tier, Opening> tiers() {
    return Tiers.all();
  }
}
