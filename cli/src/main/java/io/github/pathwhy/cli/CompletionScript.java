package io.github.pathwhy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;

/** Writes the completion script for bash and zsh; part of the packaging. */
final class CompletionScript {
  private CompletionScript() {}

  /** Takes the file to write. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), AutoComplete.bash("pathwhy", Cli.build(new String[0])));
  }
}
