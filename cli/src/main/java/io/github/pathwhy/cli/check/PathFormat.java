package io.github.pathwhy.cli.check;

import io.github.pathwhy.cli.options.DrawingFormat;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.picture.PathGraphviz;
import io.github.pathwhy.report.picture.PathHtml;
import io.github.pathwhy.report.picture.PathMermaid;
import io.github.pathwhy.report.picture.PathPictures;
import io.github.pathwhy.report.picture.PathSvg;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The forms in which a path can be drawn. */
enum PathFormat {
  TREE,
  SVG,
  HTML,
  MERMAID,
  DOT;

  static void addTo(CommandSpec spec, int order) {
    spec.addOption(
        Options.choice(PathFormat.class, "FORMAT", DrawingFormat.OPTION)
            .description(
                "Draw the path, wherever stdout leads: ${COMPLETION-CANDIDATES}. Simulated paths"
                    + " only.")
            .order(order)
            .build());
  }

  /** The form that the command line asks for. */
  static Optional<PathFormat> of(ParseResult parsed, OutputOptions output) throws UsageException {
    return DrawingFormat.asked(parsed, output);
  }

  /** Of measured paths there are no pictures. */
  static void refuse(ParseResult parsed) throws UsageException {
    if (parsed.hasMatchedOption(DrawingFormat.OPTION)) {
      throw new UsageException(
          DrawingFormat.OPTION
              + " draws simulated paths, and this check is live: give -t FILE, and neither --live"
              + " nor --via");
    }
  }

  /** The picture; none for the tree, which is the text of the answer. */
  Optional<String> picture(CheckReport report) {
    return switch (this) {
      case TREE -> Optional.empty();
      case SVG -> Optional.of(PathSvg.write(PathPictures.of(report)));
      case HTML -> Optional.of(PathHtml.write(report));
      case MERMAID -> Optional.of(PathMermaid.write(PathPictures.of(report)));
      case DOT -> Optional.of(PathGraphviz.write(PathPictures.of(report)));
    };
  }

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
