package io.github.pathwhy.cli.via;

import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The command line for the other machine: the same question, with everything decided that depends
/// on this machine's terminal and environment.
public final class RemoteArguments {
  private static final Set<String> DECIDED_HERE =
      Set.of(LiveOptions.VIA, LiveOptions.VIA_KEEP, "--output", "--color");

  private RemoteArguments() {}

  /// The words after `pathwhy`.
  ///
  /// @param added options that the other machine needs besides
  public static List<String> of(
      ParseResult parsed, OutputFormat format, boolean colours, List<String> added) {
    List<String> words = new ArrayList<>();
    CommandSpec command = parsed.commandSpec();
    while (command.parent() != null) {
      words.addFirst(command.name());
      command = command.parent();
    }
    // Both lists name what was given several times as often.
    for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
      String name = option.longestName();
      if (!DECIDED_HERE.contains(name)) {
        addOption(words, name, option);
      }
    }
    words.addAll(added);
    words.addAll(List.of("--output=" + format, "--color=" + (colours ? "always" : "never")));
    words.add("--");
    for (PositionalParamSpec positional : new LinkedHashSet<>(parsed.matchedPositionals())) {
      words.addAll(positional.originalStringValues());
    }
    return words;
  }

  private static void addOption(List<String> words, String name, OptionSpec option) {
    if (option.arity().max() == 0) {
      words.add(name);
      return;
    }
    for (String value : option.originalStringValues()) {
      words.add(name + "=" + value);
    }
  }
}
