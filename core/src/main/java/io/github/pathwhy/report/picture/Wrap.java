package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Lettering;
import java.util.ArrayList;
import java.util.List;

/** Words broken into lines of a picture. */
final class Wrap {
  private static final String ELLIPSIS = " …";

  private Wrap() {}

  /** At most so many lines; the last says when there would be more. */
  static List<String> lines(String words, int size, int room, int most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (line.isEmpty() || Lettering.width(longer, size) <= room) {
        line = longer;
      } else if (lines.size() == most - 1) {
        line = line + ELLIPSIS;
        break;
      } else {
        lines.add(Lettering.fit(line, size, room));
        line = word;
      }
    }
    if (!line.isEmpty()) {
      lines.add(Lettering.fit(line, size, room));
    }
    return lines;
  }
}
