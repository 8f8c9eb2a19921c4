package io.github.pathwhy.cli.net;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the system, run to their end. */
final class Commands {
  private static final int SECONDS = 60;
  private static final File NOTHING = new File("/dev/null");

  private Commands() {}

  /** What a run left behind. */
  record Result(int exit, String stdout, String stderr) {}

  /// Runs a command to its end.
  ///
  /// @param environment variables to set; nothing else of the environment is changed
  /// @param stdin what it reads
  static Result run(List<String> command, Map<String, String> environment, String stdin) {
    Path out = null;
    Path err = null;
    Path in = null;
    try {
      out = Files.createTempFile("pathwhy-out", "");
      err = Files.createTempFile("pathwhy-err", "");
      in = Files.createTempFile("pathwhy-in", "");
      Files.writeString(in, stdin);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("still running: " + String.join(" ", command));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      delete(out);
      delete(err);
      delete(in);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }

  /** Runs a command that has to succeed, and gives what it printed. */
  static String must(List<String> command, String stdin) {
    Result result = run(command, Map.of(), stdin);
    if (result.exit() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + "\n"
              + stdin
              + "\nexit "
              + result.exit()
              + ": "
              + result.stderr());
    }
    return result.stdout();
  }

  static String must(String... command) {
    return must(List.of(command), "");
  }

  /** Runs a command whose success does not matter. */
  static void attempt(String... command) {
    run(List.of(command), Map.of(), "");
  }

  /** Whether a program of this name is on the path or where administrators' programs are. */
  static boolean isThere(String program) {
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    for (String folder : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** A process that goes on; what it writes to stderr goes where ours goes. */
  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that goes on and whose output nobody wants. */
  static Process startSilently(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectInput(NOTHING)
          .redirectOutput(NOTHING)
          .redirectError(NOTHING)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
