package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares output with what a file says it should be. With `-Dgolden.update=true` it writes the
/// file instead; the difference is then for a person to look at.
final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private Golden() {}

  /** Checks an output; for an empty one there is no file. */
  static void check(Path file, String actual) {
    if (UPDATE) {
      write(file, actual);
      return;
    }
    String expected = Files.exists(file) ? Repository.read(file) : "";
    assertThat(actual).as("%s (-Dgolden.update=true rewrites it)", file).isEqualTo(expected);
  }

  private static void write(Path file, String actual) {
    try {
      if (actual.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
