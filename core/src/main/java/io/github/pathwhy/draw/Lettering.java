package io.github.pathwhy.draw;

import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;

/// How wide text is, roughly, in the sans-serif faces that browsers pick, on the wide side so that
/// it does not leave its box. Measured in the unit of the size.
public final class Lettering {
  private static final String NARROW = "iljtfrI.,:;'|!()[]/ ";
  private static final String WIDE = "mwMW@%";
  private static final String ELLIPSIS = "…";

  private Lettering() {}

  /** How wide a text of this size is. */
  public static int width(String text, int size) {
    double ems = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      ems += ems(c);
      i += Character.charCount(c);
    }
    return (int) Math.ceil(ems * size);
  }

  private static double ems(int c) {
    if (c > 0x2e7f) {
      return 1.05;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.38;
    }
    if (WIDE.indexOf(c) >= 0) {
      return 0.98;
    }
    if (Character.isLowerCase(c) || c == '-' || c == '_') {
      return 0.61;
    }
    return Character.isDigit(c) ? 0.66 : Character.isUpperCase(c) ? 0.72 : 0.85;
  }

  /** The text made safe, and cut where it would be wider than the room. */
  public static String fit(String foreign, int size, int room) {
    String text = Printable.whole(foreign);
    if (width(text, size) <= room) {
      return text;
    }
    int left = room - width(ELLIPSIS, size);
    int end = 0;
    while (end < text.length()) {
      int next = end + Character.charCount(text.codePointAt(end));
      if (width(text.substring(0, next), size) > left) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  /** Words on as few lines as fit, separated by dots. */
  static List<String> lines(List<String> words, int size, int room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words) {
      String fitted = fit(word, size, room);
      String longer = line.isEmpty() ? fitted : line + " · " + fitted;
      if (!line.isEmpty() && width(longer, size) > room) {
        lines.add(line);
        longer = fitted;
      }
      line = longer;
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }
}
