package io.github.pathwhy.cli;

import java.util.ArrayList;
import java.util.List;

/// Command lines that ask no question: for the help or the version, wherever they ask it. Whoever
/// wants help may have the rest wrong.
final class Asides {
  private static final String HELP = "--help";
  private static final List<String> ASKING_HELP = List.of(HELP, "-h");
  private static final List<String> ASKING_VERSION = List.of("--version", "-V");

  private Asides() {}

  /** Whether the version is asked for. */
  static boolean isVersion(String[] args) {
    List<String> words = words(args);
    return words.equals(List.of("version"))
        || (words.stream().anyMatch(ASKING_VERSION::contains) && !isHelp(words));
  }

  /** A command line that asks for help, as the words of the command and the option; else itself. */
  static String[] withHelpLast(String[] args) {
    List<String> words = words(args);
    if (!isHelp(words)) {
      return args;
    }
    List<String> command = new ArrayList<>();
    for (String word : words) {
      if (!word.startsWith("-") && !word.equals("help")) {
        command.add(word);
      }
    }
    List<String> line = new ArrayList<>(Cli.commandAmong(command));
    boolean isUnknown = line.isEmpty() && !command.isEmpty() && words.getFirst().equals("help");
    line.addAll(isUnknown ? command : List.of(HELP));
    return line.toArray(String[]::new);
  }

  private static boolean isHelp(List<String> words) {
    boolean asWord =
        !words.isEmpty()
            && (words.getFirst().equals("help")
                || (words.size() == 2 && words.get(1).equals("help")));
    return asWord || words.stream().anyMatch(ASKING_HELP::contains);
  }

  /** What stands before `--`. */
  private static List<String> words(String[] args) {
    List<String> words = List.of(args);
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }
}
