package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs the command lines of files, one a line, so that the JVM can record which classes users need
/// for its ahead-of-time cache. Part of the packaging; users never see it.
final class TrainingRun {
  /** Stands for the port of a DNS server on loopback. */
  private static final String DNS_PORT = "{dns-port}";

  private TrainingRun() {}

  /**
   * Takes the files with the command lines; paths in them are relative to the working directory.
   */
  public static void main(String[] args) throws IOException {
    try (TrainingServer server = new TrainingServer()) {
      for (String file : args) {
        run(Files.readAllLines(Path.of(file)), server);
      }
    }
    System.exit(0); // the cache should hold what ending a command needs
  }

  private static void run(List<String> lines, TrainingServer server) {
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      for (boolean terminal : List.of(false, true)) {
        Console console =
            new Console(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                StandardCharsets.UTF_8,
                new Console.Terminal(terminal, terminal, 80));
        int code =
            Main.run(
                line.strip().replace(DNS_PORT, Integer.toString(server.port())).split("\\s+"),
                console,
                Map.of());
        if (code == ExitCode.BUG.code()) {
          throw new IllegalStateException("internal error in training: " + line);
        }
      }
    }
  }
}
