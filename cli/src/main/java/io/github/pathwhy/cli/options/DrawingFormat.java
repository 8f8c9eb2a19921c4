package io.github.pathwhy.cli.options;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The forms in which a network can be drawn. */
public enum DrawingFormat {
  TREE,
  MERMAID,
  DOT,
  SVG;

  /** The option that says how to draw. */
  public static final String OPTION = "--format";

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The drawing that the command line asks for, of this or another choice of formats; a document
  /// cannot be asked for as well.
  public static <F> Optional<F> asked(ParseResult parsed, OutputOptions output)
      throws UsageException {
    Optional<F> drawing = Options.get(parsed, OPTION);
    boolean asDocument = output.given().filter(given -> given != OutputFormat.TEXT).isPresent();
    if (drawing.isPresent() && (asDocument || output.query().isPresent())) {
      throw new UsageException(
          OPTION
              + " "
              + drawing.get()
              + " is a drawing; "
              + (asDocument ? "-o " + output.given().get() : "--query")
              + " needs a document: give one of them");
    }
    return drawing;
  }
}
