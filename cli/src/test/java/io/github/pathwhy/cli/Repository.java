package io.github.pathwhy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that tests are about, wherever the tests are run from. */
final class Repository {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path ROOT = find();

  private Repository() {}

  private static Path find() {
    Path at = HERE;
    while (!Files.isRegularFile(at.resolve("mvnw"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("no repository above " + HERE);
      }
    }
    return at;
  }

  /** A file of the repository. */
  static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** The folders of the samples, by name. */
  static List<Path> samples() {
    try (Stream<Path> folders = Files.list(ROOT.resolve("samples"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a file is called from the working directory. */
  static String fromHere(Path file) {
    return HERE.relativize(file.toAbsolutePath().normalize()).toString();
  }

  /** A topology of the samples, called from the working directory. */
  static String sample(String path) {
    return fromHere(file("samples/" + path));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
