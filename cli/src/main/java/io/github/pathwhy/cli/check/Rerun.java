package io.github.pathwhy.cli.check;

import java.util.ArrayList;
import java.util.List;

/** The command line once more, with further topologies behind those that it names. */
final class Rerun {
  private static final String LONG = "--topology";
  private static final String SHORT = "-t";

  private final List<String> words;

  /**
   * @param words the command line as it was given, from the command's name on
   */
  Rerun(List<String> words) {
    this.words = List.copyOf(words);
  }

  /// The command, ready for a shell.
  ///
  /// @param files names of files, with `-t` between them
  String with(String files) {
    int last = -1;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(SHORT) || word.equals(LONG)) {
        last = i + 1;
      } else if (word.startsWith(SHORT) || word.startsWith(LONG + "=")) {
        last = i;
      }
    }
    List<String> line = new ArrayList<>();
    line.add("pathwhy");
    for (int i = 0; i < words.size(); i++) {
      line.add(quoted(words.get(i)));
      if (i == last) {
        line.add(SHORT + " " + files);
      }
    }
    if (last < 0) {
      line.add(SHORT + " \"$PATHWHY_TOPOLOGY\" " + SHORT + " " + files);
    }
    return String.join(" ", line);
  }

  /** A word for a shell: in quotes unless it is plain. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
