package io.github.pathwhy.probe.host;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A program of the system, never run through a shell: fixed arguments, the language of the
/// specifications, a bounded answer.
public final class SystemTool {
  /** Families of systems, by the options that their tools take. */
  public enum Family {
    LINUX,
    BUSYBOX,
    BSD,
    WINDOWS
  }

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_BYTES_TOGETHER = 65_536;
  private static final int MOST_ERRORS = 4096;
  private static final int CHUNK = 8192;
  private static final long PATIENCE_MILLIS = 3000;
  private static final List<String> PLACES =
      List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  private SystemTool() {}

  /// What a run printed, and how it ended.
  ///
  /// @param status its exit status; -1 when it said too much and was ended for that
  /// @param output what it printed, as far as it was read
  /// @param errors the beginning of what it printed as errors; empty when that is in the output
  public record Result(int status, String output, String errors) {}

  /** The family of this system, all its tools taken together. */
  public static Family system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Family.WINDOWS;
    }
    return name.startsWith("linux") ? Family.LINUX : Family.BSD;
  }

  /** The family of a tool of this system, by its path. */
  public static Family family(String tool) {
    Family system = system();
    if (system != Family.LINUX) {
      return system;
    }
    try {
      Path real = Path.of(tool).toRealPath().getFileName();
      return real != null && real.toString().startsWith("busybox") ? Family.BUSYBOX : Family.LINUX;
    } catch (IOException _) {
      return Family.LINUX;
    }
  }

  // ---- finding ----

  /// The path of a program: in the places where a system keeps its own, or else in a folder of
  /// `PATH` that does not depend on where this process runs.
  public static Optional<String> find(String name) {
    if (system() == Family.WINDOWS) {
      String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
      return executable(new File(root, "System32"), name + ".exe");
    }
    for (String place : PLACES) {
      Optional<String> found = executable(new File(place), name);
      if (found.isPresent()) {
        return found;
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String place : path.split(File.pathSeparator, -1)) {
      File folder = new File(place);
      Optional<String> found = folder.isAbsolute() ? executable(folder, name) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> executable(File folder, String name) {
    File file = new File(folder, name);
    return file.isFile() && file.canExecute() ? Optional.of(file.getPath()) : Optional.empty();
  }

  // ---- running ----

  /// Why the system does not start a program that is there; empty when it does. The program is
  /// asked for its version, whatever it makes of that.
  ///
  /// @param tool its path
  public static Optional<String> refusal(String tool) {
    try {
      start(List.of(tool, "-V"), _ -> {});
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(reason(e));
    }
  }

  /// The system's words for why a program did not start, without Java's around them, which depend
  /// on its version.
  public static String reason(IOException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int open = message.lastIndexOf('(');
    if (open >= 0 && message.endsWith(")")) {
      return message.substring(open + 1, message.length() - 1);
    }
    int number = message.lastIndexOf("error=");
    int comma = message.indexOf(", ", Math.max(number, 0));
    return number >= 0 && comma >= 0 ? message.substring(comma + 2) : message;
  }

  /// Runs it. Empty when there is no such program, or when it took too long or said too much.
  public static Optional<Result> run(String name, String... arguments) {
    Optional<String> program = find(name);
    if (program.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(program.get());
    return run(command, PATIENCE_MILLIS);
  }

  static Optional<Result> run(List<String> command, long patienceMillis) {
    CompletableFuture<Result> said = new CompletableFuture<>();
    Process process;
    try {
      process = start(new ProcessBuilder(command), MOST_BYTES, said::complete);
    } catch (IOException _) {
      return Optional.empty();
    }
    try {
      return Optional.of(said.get(patienceMillis, TimeUnit.MILLISECONDS))
          .filter(result -> result.status() >= 0);
    } catch (TimeoutException _) {
      process.destroyForcibly();
      return Optional.empty();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts a program; what it says on both of its outputs together is handed over when it ends, by
  /// another thread.
  ///
  /// @param command the program's path and its arguments
  /// @return to be destroyed when it takes too long; what it said until then is handed over, too
  public static Process start(List<String> command, Consumer<Result> whenEnded) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return start(builder, MOST_BYTES_TOGETHER, whenEnded);
  }

  private static Process start(ProcessBuilder builder, int most, Consumer<Result> whenEnded)
      throws IOException {
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    environment.remove("LANGUAGE");
    Process process = builder.start();
    try (OutputStream input = process.getOutputStream()) {
      input.flush();
    } catch (IOException _) {
      // It has ended already.
    }
    Thread.ofPlatform()
        .daemon()
        .name("pathwhy-" + process.pid())
        .start(() -> whenEnded.accept(read(process, most)));
    return process;
  }

  private static Result read(Process process, int most) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status = -1;
    try (InputStream stream = process.getInputStream();
        InputStream errorStream = process.getErrorStream()) {
      if (read(stream, most, output)) {
        read(errorStream, MOST_ERRORS, errors);
        status = process.waitFor();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // Closing fails: nothing is lost.
    }
    process.destroyForcibly();
    return new Result(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** Reads to the end, at most so much; says whether that was all. */
  private static boolean read(InputStream from, int most, ByteArrayOutputStream into) {
    byte[] chunk = new byte[CHUNK];
    try {
      while (into.size() < most) {
        int count = from.read(chunk, 0, Math.min(CHUNK, most - into.size()));
        if (count < 0) {
          return true;
        }
        into.write(chunk, 0, count);
      }
      return false;
    } catch (IOException _) {
      // Destroyed: what it said so far counts.
      return true;
    }
  }
}
