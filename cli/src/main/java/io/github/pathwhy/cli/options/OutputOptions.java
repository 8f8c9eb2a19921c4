package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the answer is printed. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = {
        "${COMPLETION-CANDIDATES}. Default: text on a terminal,",
        "json elsewhere; PATHWHY_OUTPUT sets another default."
      })
  private @Nullable OutputFormat output;

  @Option(
      names = "--query",
      paramLabel = "JMESPATH",
      description = "Print only what this JMESPath expression selects.")
  private @Nullable String query;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}. NO_COLOR is honoured.")
  private ColorMode color = ColorMode.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but the answer and errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more: also what was assumed.")
  private boolean verbose;

  @Option(names = "--debug", description = "Show internal details of failures.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The format to print in; a query needs a document. */
  public OutputFormat format(Console console, Map<String, String> environment)
      throws UsageException {
    if (output != null) {
      return output;
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
    return console.terminal().out() && query == null ? OutputFormat.TEXT : OutputFormat.JSON;
  }

  /** The JMESPath expression. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /** When to use colours. */
  public ColorMode color() {
    return color;
  }

  /** Whether to leave out hints. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Whether to say more. */
  public boolean isVerbose() {
    return verbose;
  }

  /** Whether only the help was asked for. */
  public boolean isHelp() {
    return help;
  }

  /** Whether to show internal details. */
  public boolean isDebug() {
    return debug;
  }
}
