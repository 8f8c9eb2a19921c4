package io.github.pathwhy.cli.options;

import java.util.Locale;
import java.util.Map;

/** When to use colours. */
public enum ColorMode {
  AUTO,
  ALWAYS,
  NEVER;

  /** The word on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether to colour: `auto` does on a terminal, unless `NO_COLOR` is set and not empty
  /// (no-color.org) or the terminal is dumb.
  public boolean isOn(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }
}
