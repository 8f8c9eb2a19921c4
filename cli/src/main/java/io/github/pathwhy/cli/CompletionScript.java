package io.github.pathwhy.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Writes the completion script for bash and zsh; part of the packaging. Options are read as texts,
/// which says nothing of what to complete: what is a file is told by its label.
final class CompletionScript {
  private static final List<String> FILES = List.of("PATH", "FILE");

  private CompletionScript() {}

  /** Takes the file to write. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), text());
  }

  static String text() {
    CommandLine root = Cli.build(new String[0]);
    prepare(root);
    return AutoComplete.bash("pathwhy", root);
  }

  private static void prepare(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      spec.remove(option);
      spec.addOption(prepared(option));
    }
    for (PositionalParamSpec parameter : List.copyOf(spec.positionalParameters())) {
      if (FILES.contains(parameter.paramLabel())) {
        spec.remove(parameter);
        spec.addPositional(
            PositionalParamSpec.builder()
                .index(parameter.index())
                .type(File.class)
                .paramLabel(parameter.paramLabel())
                .build());
      }
    }
    command.getSubcommands().values().forEach(CompletionScript::prepare);
  }

  /// An option whose values the script knows. It keeps them by the label, so each label may be that
  /// of one option only.
  private static OptionSpec prepared(OptionSpec option) {
    if (FILES.contains(option.paramLabel())) {
      return OptionSpec.builder(option.names()[0], rest(option))
          .type(File.class)
          .arity("1")
          .build();
    }
    String own = option.longestName().substring(2).replace('-', '_');
    return option.completionCandidates() == null
        ? option
        : OptionSpec.builder(option).paramLabel(own).build();
  }

  private static String[] rest(OptionSpec option) {
    return Arrays.copyOfRange(option.names(), 1, option.names().length);
  }
}
