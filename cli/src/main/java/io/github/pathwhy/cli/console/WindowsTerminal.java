package io.github.pathwhy.cli.console;

import java.io.OutputStream;
import java.util.Locale;
import org.jline.jansi.AnsiConsole;

/** Windows consoles that do not understand escape sequences by themselves; other systems all do. */
final class WindowsTerminal {
  private WindowsTerminal() {}

  static boolean isNeeded() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** The stream with escape sequences turned into console calls. */
  static OutputStream wrap(OutputStream original) {
    OutputStream wrapped = AnsiConsole.out();
    return wrapped == null ? original : wrapped;
  }
}
