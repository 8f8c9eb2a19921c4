package io.github.pathwhy.cli.options;

import java.util.Locale;

/** The forms in which an answer can be printed. */
public enum OutputFormat {
  TEXT,
  JSON,
  YAML,
  TABLE,
  TSV;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
