package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// How the answer is printed. The format is absent when the command line does not say.
///
/// @param azure whether tables are those of `az`
public record OutputOptions(
    Optional<OutputFormat> given,
    Optional<String> query,
    ColorMode color,
    boolean verbose,
    boolean quiet,
    boolean azure) {

  /** The option that selects. */
  public static final String QUERY = "--query";

  /** Adds the options to a command. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        Options.choice(OutputFormat.class, "FORMAT", "-o", "--output")
            .description(
                "${COMPLETION-CANDIDATES}. Default: text on a terminal, "
                    + "json elsewhere; PATHWHY_OUTPUT sets another default.")
            .order(Section.FIRST.at(80))
            .build());
    addQueryTo(spec);
    spec.addOption(
        Options.choice(ColorMode.class, "WHEN", "--color")
            .description(
                "${COMPLETION-CANDIDATES}. NO_COLOR, CLICOLOR, CLICOLOR_FORCE and FORCE_COLOR are"
                    + " honoured.")
            .order(Section.OUTPUT.order())
            .build());
    spec.addOption(output("Print nothing but the answer and errors.", "-q", "--quiet"));
    spec.addOption(
        output(
            "Say more: also what was assumed, and what of the inputs has no part in the answer.",
            "-v",
            "--verbose"));
    spec.addOption(output("Show internal details of failures.", "--debug"));
    spec.addOption(Options.help());
  }

  /** Adds the option that selects alone. */
  public static void addQueryTo(CommandSpec spec) {
    spec.addOption(
        Options.value(String.class, "JMESPATH", QUERY)
            .description("Print only what this JMESPath expression selects.")
            .order(Section.FIRST.at(81))
            .build());
  }

  private static OptionSpec output(String description, String... names) {
    return OptionSpec.builder(Options.flag(description, names))
        .order(Section.OUTPUT.order())
        .build();
  }

  /** What the command line says. */
  public static OutputOptions of(ParseResult parsed) {
    return new OutputOptions(
        Options.get(parsed, "--output"),
        Options.get(parsed, QUERY),
        Options.<ColorMode>get(parsed, "--color").orElse(ColorMode.AUTO),
        parsed.hasMatchedOption("--verbose"),
        parsed.hasMatchedOption("--quiet") || AzOptions.isQuiet(parsed),
        AzOptions.isAzure(parsed));
  }

  /** What the command line of a command says that has a format of its own. */
  public static OutputOptions querying(ParseResult parsed) {
    return new OutputOptions(
        Optional.empty(),
        Options.get(parsed, QUERY),
        ColorMode.AUTO,
        false,
        parsed.hasMatchedOption("--quiet"),
        false);
  }

  /** The format to print in; a query needs a document. */
  public OutputFormat format(Console console, Map<String, String> environment)
      throws UsageException {
    if (given.isPresent()) {
      return given.get();
    }
    String preferred = environment.getOrDefault("PATHWHY_OUTPUT", "");
    if (!preferred.isEmpty()) {
      try {
        return OutputFormat.valueOf(preferred.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException _) {
        throw new UsageException(
            "PATHWHY_OUTPUT is '" + preferred + "'; allowed: text, json, yaml, table, tsv");
      }
    }
    return console.terminal().out() && query.isEmpty() ? OutputFormat.TEXT : OutputFormat.JSON;
  }
}
