package io.github.pathwhy.probe.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs a program of the system, never through a shell: fixed arguments, a bounded time, a bounded
/// answer.
public final class SystemTool {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_ERRORS = 4096;
  private static final long PATIENCE_MILLIS = 3000;
  private static final List<String> PLACES =
      List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  private SystemTool() {}

  /// What a run printed, and how it ended.
  ///
  /// @param errors the beginning of what it printed as errors
  public record Result(int status, String output, String errors) {}

  /// Runs it. Empty when there is no such program, or when it took too long or said too much.
  public static Optional<Result> run(String name, String... arguments) {
    Optional<String> program = find(name);
    if (program.isEmpty()) {
      return Optional.empty();
    }
    String[] command = new String[arguments.length + 1];
    command[0] = program.get();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      Thread guard =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                  }
                } catch (InterruptedException _) {
                  process.destroyForcibly();
                }
              });
      byte[] output;
      byte[] errors;
      try (InputStream stream = process.getInputStream();
          InputStream errorStream = process.getErrorStream()) {
        output = stream.readNBytes(MOST_BYTES + 1);
        if (output.length > MOST_BYTES) {
          process.destroyForcibly();
          return Optional.empty();
        }
        errors = errorStream.readNBytes(MOST_ERRORS);
      }
      int status = process.waitFor();
      guard.interrupt();
      return Optional.of(
          new Result(
              status,
              new String(output, StandardCharsets.UTF_8),
              new String(errors, StandardCharsets.UTF_8)));
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The program's path, in the places where a system keeps its own. */
  public static Optional<String> find(String name) {
    for (String place : PLACES) {
      File file = new File(place, name);
      if (file.canExecute()) {
        return Optional.of(file.getPath());
      }
    }
    return Optional.empty();
  }
}
