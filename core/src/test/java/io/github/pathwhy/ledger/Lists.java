package io.github.pathwhy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Lists of what does not hold yet, as files that tests compare exactly. */
final class Lists {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "github", "pathwhy", "ledger");

  private Lists() {}

  private static List<String> known(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts in comments, then a line for each head with what belongs to it. */
  static List<String> lines(Map<?, ?> counts, Map<String, ? extends Collection<String>> heads) {
    List<String> lines = new ArrayList<>();
    counts.forEach((of, count) -> lines.add("# " + of + ": " + count));
    heads.forEach((head, items) -> lines.add(head + ": " + String.join(" ", items)));
    return lines;
  }

  /// Compares with a file, or writes it with `-Dledger.update=true`: the difference is reviewed,
  /// and only shrinks.
  static void compare(String file, List<String> lines) {
    if (Boolean.getBoolean("ledger.update")) {
      try {
        Files.write(FOLDER.resolve(file), lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(lines).as(file).containsExactlyElementsOf(known(file));
  }
}
