package io.github.pathwhy.cli.options;

import java.util.Locale;

/** The least severity of an issue that makes a command fail. */
public enum Severity {
  WARNING,
  ERROR;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
