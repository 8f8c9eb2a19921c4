package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what the command line names: a file, or `-` for stdin. */
public final class Inputs {
  /** The name of stdin on the command line. */
  public static final String STDIN = "-";

  // Far above any real export; a larger file would exhaust memory instead of giving an answer.
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private Inputs() {}

  /** The content of a file or of stdin. */
  public static Source read(String path, Console console) throws UsageException {
    return path.equals(STDIN) ? readStdin(console) : read(path(path));
  }

  /** The content of a file. */
  public static Source file(String path) throws UsageException {
    return read(path(path));
  }

  private static Source readStdin(Console console) throws UsageException {
    try {
      return new Source("<stdin>", console.readInput());
    } catch (IOException e) {
      throw new UsageException("cannot read stdin: " + e.getMessage());
    }
  }

  /** The path that a text means. */
  public static Path path(String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + text + "' is no path: " + e.getReason());
    }
  }

  /** The content of a file, which may refer to others in its folder. */
  static Source read(Path file) throws UsageException {
    Path folder = file.getParent();
    return read(file, folder == null ? Path.of("") : folder);
  }

  /** The content of a file, which may refer to others in a folder. */
  static Source read(Path file, Path folder) throws UsageException {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new UsageException(
            file + ": " + size / (1024 * 1024) + " MiB; the most is " + MOST_BYTES / (1024 * 1024));
      }
      return new Source(
          file.toString(), Files.readAllBytes(file), new FileNeighbours(file, folder));
    } catch (NoSuchFileException _) {
      throw new UsageException(file + ": no such file");
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
