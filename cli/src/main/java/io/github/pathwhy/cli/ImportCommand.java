package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.ImportFormat;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.load.Described;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.report.JsonDocument;
import io.github.pathwhy.report.OwnJson;
import io.github.pathwhy.report.OwnYaml;
import io.github.pathwhy.text.Problem;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes what any input says of a network as pathwhy's own YAML, which gives the same answers. */
final class ImportCommand implements Subcommand {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("import");
    spec.usageMessage()
        .header("The network as pathwhy YAML, to read, change and keep.")
        .description(
            "",
            "Examples:",
            "  pathwhy import -t export.json > network.yaml",
            "  pathwhy import -t hub.json -t spokes/ > estate.yaml",
            "  pathwhy import -t main.json --parameters prod.parameters.json",
            "  az network vnet list -o json | pathwhy import -t - > network.yaml",
            "")
        .footer("", "Exit codes: 0 written, 2 wrong input.");
    TopologyOptions.addTo(spec);
    spec.addOption(
        Options.choice(ImportFormat.class, "FORMAT", "-o", "--output")
            .description("${COMPLETION-CANDIDATES}. Default: yaml. JSON has no comments.")
            .build());
    OutputOptions.addQueryTo(spec);
    spec.addOption(Options.flag("Print nothing but the network and errors.", "-q", "--quiet"));
    spec.addOption(Options.flag("Show internal details of failures.", "--debug"));
    spec.addOption(Options.help());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException {
    ImportFormat format = Options.<ImportFormat>get(parsed, "--output").orElse(ImportFormat.YAML);
    DocumentPrinter printer =
        new DocumentPrinter(context.console(), OutputOptions.querying(parsed));
    TopologyOptions.Sources inputs =
        TopologyOptions.of(parsed).read(context.console(), context.environment());
    Described described = TopologyLoader.describe(inputs.topology(), inputs.parameters());
    return switch (described) {
      case Described.Ok(Description description) -> {
        if (parsed.hasMatchedOption(OutputOptions.QUERY)) {
          printer.print(
              document(description),
              format == ImportFormat.JSON ? OutputFormat.JSON : OutputFormat.YAML);
          yield ExitCode.POSITIVE;
        }
        context
            .console()
            .data(
                switch (format) {
                  case YAML -> OwnYaml.write(description).stripTrailing();
                  case JSON -> JsonDocument.write(OwnJson.document(description));
                });
        yield ExitCode.POSITIVE;
      }
      case Described.Invalid(List<Problem> problems) -> {
        context.show(problems);
        yield ExitCode.USAGE;
      }
    };
  }

  @SuppressWarnings("NullAway") // what is printed may hold nulls
  private static Map<String, Object> document(Description description) {
    return OwnJson.document(description);
  }
}
