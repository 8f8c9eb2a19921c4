package io.github.pathwhy.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Fits text into columns and into poorer character sets. */
final class Wrapping {
  private static final int MARK = 2;

  private Wrapping() {}

  /// Breaks a text between words so that no line is wider than `width`, counting a mark of two
  /// columns on the first line. The first line starts with `first`, the others with `rest`. Words
  /// that are too long stay whole: ids have to stay copyable.
  static List<String> wrap(String text, int width, String first, String rest) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    int room = width - (rest.equals(first) ? 0 : MARK);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        room = width;
        empty = true;
      }
      if (!empty) {
        line.append(' ');
      }
      line.append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }

  /** The text with every character outside ASCII replaced. */
  static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii.append(c < 128 ? String.valueOf(c) : c == '…' ? "..." : "?");
    }
    return ascii.toString();
  }
}
