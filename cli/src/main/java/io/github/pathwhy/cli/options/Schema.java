package io.github.pathwhy.cli.options;

import java.util.Locale;

/** The shapes of a check's answer. */
public enum Schema {
  /** Microsoft's documented property table. */
  DOCUMENTED,
  /** What the live service sends. */
  AZURE;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
