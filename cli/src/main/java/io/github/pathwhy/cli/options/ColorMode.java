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

  /// Whether to colour. `auto` asks, in this order: `NO_COLOR` (no-color.org), `CLICOLOR_FORCE` and
  /// `FORCE_COLOR`, `CLICOLOR` (bixense.com/clicolors), and colours on a terminal that is not dumb.
  public boolean isOn(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          environment.getOrDefault("NO_COLOR", "").isEmpty()
              && (isSet(environment, "CLICOLOR_FORCE")
                  || isSet(environment, "FORCE_COLOR")
                  || (terminal && wantsColours(environment)));
    };
  }

  private static boolean wantsColours(Map<String, String> environment) {
    return !environment.getOrDefault("CLICOLOR", "").equals("0")
        && !isRefused(environment, "FORCE_COLOR")
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty() && !isRefused(environment, name);
  }

  private static boolean isRefused(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.equals("0") || value.equalsIgnoreCase("false");
  }
}
