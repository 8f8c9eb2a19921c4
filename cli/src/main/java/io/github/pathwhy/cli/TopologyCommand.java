package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.Subcommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.DrawingFormat;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import io.github.pathwhy.cli.render.TopologyText;
import io.github.pathwhy.draw.Drawing;
import io.github.pathwhy.draw.DrawingBuilder;
import io.github.pathwhy.draw.Graphviz;
import io.github.pathwhy.draw.Mermaid;
import io.github.pathwhy.draw.Svg;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.report.TopologyDocument;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The network itself: as a tree, as a picture, or as resources and their associations. */
final class TopologyCommand implements Subcommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("topology").aliases("show-topology");
    spec.usageMessage()
        .header("What is in the network, and how does it hang together?")
        .description(
            "",
            "Examples:",
            "  pathwhy topology -t network.yaml",
            "  pathwhy topology -t network.yaml --format svg > network.svg",
            "  pathwhy topology -t export.json --format mermaid >> README.md",
            "  pathwhy topology -t export.json -o json --query 'resources[].name'",
            "")
        .footer("", "Exit codes: 0 answered, 2 wrong input.");
    TopologyOptions.addTo(spec);
    spec.addOption(
        Options.choice(DrawingFormat.class, "FORMAT", DrawingFormat.OPTION)
            .description(
                "Draw it, wherever stdout leads: ${COMPLETION-CANDIDATES}. Subnets with many"
                    + " machines show some; with -v all.")
            .build());
    OutputOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    OutputFormat format = output.format(context.console(), context.environment());
    DocumentPrinter printer = new DocumentPrinter(context.console(), output);
    Optional<DrawingFormat> drawing = DrawingFormat.asked(parsed, output);
    Optional<Topology> loaded = context.load(parsed);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE;
    }
    boolean asDocument = format != OutputFormat.TEXT || output.query().isPresent();
    if (drawing.isEmpty() && asDocument) {
      TopologyDocument document = document(parsed, loaded.get());
      printer.print(document.document(), document.rows(), format);
    } else {
      draw(
          context,
          output,
          drawing.orElse(DrawingFormat.TREE),
          DrawingBuilder.of(loaded.get(), output.verbose()));
    }
    return ExitCode.POSITIVE;
  }

  private static TopologyDocument document(ParseResult parsed, Topology topology)
      throws RequestException {
    return AzOptions.isAzure(parsed)
        ? TopologyDocument.of(topology, AzOptions.part(parsed))
        : TopologyDocument.of(topology);
  }

  private static void draw(
      Context context, OutputOptions output, DrawingFormat format, Drawing drawing) {
    boolean colours =
        output.color().isOn(context.console().terminal().out(), context.environment());
    switch (format) {
      case TREE -> new TopologyText(context.console(), colours, output.verbose()).print(drawing);
      case MERMAID -> context.console().data(Mermaid.write(drawing).stripTrailing());
      case DOT -> context.console().data(Graphviz.write(drawing).stripTrailing());
      case SVG -> context.console().data(Svg.write(drawing).stripTrailing());
    }
  }
}
