package io.github.pathwhy.cli.options;

import java.util.Locale;
import picocli.CommandLine.ParseResult;

/** The shapes of a check's answer. */
public enum Schema {
  /** Microsoft's documented property table. */
  DOCUMENTED,
  /** What the live service sends. */
  AZURE;

  /** The schema that a command line asks for; that of `az` under its name of the verb. */
  public static Schema of(ParseResult parsed) {
    return Options.<Schema>get(parsed, "--schema")
        .orElse(AzOptions.isAzure(parsed) ? AZURE : DOCUMENTED);
  }

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
