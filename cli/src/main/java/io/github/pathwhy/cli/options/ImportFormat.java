package io.github.pathwhy.cli.options;

import java.util.Locale;

/** The forms in which a network can be written down. */
public enum ImportFormat {
  YAML,
  JSON;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
