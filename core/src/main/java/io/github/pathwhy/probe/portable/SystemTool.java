package io.github.pathwhy.probe.portable;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A program of the system, run without a shell, in the language of the specifications, and with
/// bounded output.
final class SystemTool {
  /** Families of systems, by the options that their tools take. */
  enum Family {
    LINUX,
    BUSYBOX,
    BSD,
    WINDOWS
  }

  private static final int MOST_OUTPUT = 65_536;
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin");

  private SystemTool() {}

  /** What a program said, on both of its outputs. */
  record Output(String text, int exitCode) {}

  /** The family of this system, all its tools taken together. */
  static Family system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Family.WINDOWS;
    }
    return name.startsWith("linux") ? Family.LINUX : Family.BSD;
  }

  /** The family of a tool of this system. */
  static Family family(Path tool) {
    Family system = system();
    if (system != Family.LINUX) {
      return system;
    }
    try {
      Path real = tool.toRealPath().getFileName();
      return real != null && real.toString().startsWith("busybox") ? Family.BUSYBOX : Family.LINUX;
    } catch (IOException _) {
      return Family.LINUX;
    }
  }

  /** A program by its name, from the folders that hold programs. */
  static Optional<Path> find(String name) {
    if (system() == Family.WINDOWS) {
      String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
      return executable(Path.of(root, "System32"), name + ".exe");
    }
    for (String folder : FOLDERS) {
      Optional<Path> found = executable(Path.of(folder), name);
      if (found.isPresent()) {
        return found;
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      try {
        Path absolute = Path.of(folder);
        Optional<Path> found =
            absolute.isAbsolute() ? executable(absolute, name) : Optional.empty();
        if (found.isPresent()) {
          return found;
        }
      } catch (InvalidPathException _) {
        // No folder.
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(Path folder, String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /// Starts a program; its output is handed over when it ends, by another thread.
  ///
  /// @return to be destroyed when it takes too long; what it said until then is handed over, too
  static Process start(List<String> command, Consumer<Output> whenEnded) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
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
        .start(() -> whenEnded.accept(read(process)));
    return process;
  }

  private static Output read(Process process) {
    byte[] bytes = new byte[MOST_OUTPUT];
    int length = 0;
    try (InputStream output = process.getInputStream()) {
      while (length < MOST_OUTPUT) {
        int count = output.read(bytes, length, MOST_OUTPUT - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
    } catch (IOException _) {
      // Destroyed: what it said so far counts.
    }
    int exitCode = -1;
    try {
      if (length == MOST_OUTPUT) {
        process.destroyForcibly();
      }
      exitCode = process.waitFor();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return new Output(
        new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1), exitCode);
  }
}
