package io.github.pathwhy.cli.via;

import io.github.pathwhy.text.Printable;
import java.util.Set;

/// Lines from another machine, safe to show on a terminal: of escape sequences only the colours
/// that pathwhy itself uses are let through.
public final class SafeOutput {
  private static final char ESCAPE = '\u001b';
  private static final String RESET = ESCAPE + "[0m";
  private static final Set<String> COLOURS = Set.of("0", "1", "2", "31", "32", "33");
  private static final int LONGEST = 2;

  private SafeOutput() {}

  /** The line; colours only where they are wanted, and none of them beyond its end. */
  public static String line(String line, boolean colours) {
    StringBuilder safe = new StringBuilder(line.length() + RESET.length());
    boolean coloured = false;
    int i = 0;
    while (i < line.length()) {
      String colour = colours ? colourAt(line, i) : "";
      if (!colour.isEmpty()) {
        coloured = !colour.equals("0");
        safe.append(ESCAPE).append('[').append(colour).append('m');
        i += colour.length() + 3;
        continue;
      }
      int c = line.codePointAt(i);
      if (c != '\t' && Printable.isUnsafe(c)) {
        safe.append(Printable.escape(c));
      } else {
        safe.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return coloured ? safe.append(RESET).toString() : safe.toString();
  }

  /** The number of the colour whose sequence starts here; empty when none does. */
  private static String colourAt(String line, int at) {
    if (line.charAt(at) != ESCAPE || at + 1 >= line.length() || line.charAt(at + 1) != '[') {
      return "";
    }
    int end = line.indexOf('m', at);
    if (end < 0 || end - at - 2 > LONGEST) {
      return "";
    }
    String number = line.substring(at + 2, end);
    return COLOURS.contains(number) ? number : "";
  }
}
