package io.github.pathwhy.probe.host;

import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tools of the system print as JSON. */
public final class ToolJson {
  private static final long MOST_MEMORY = 256L * 1024 * 1024;

  private ToolJson() {}

  /** The document; empty when it is none. */
  public static Optional<Tree> parse(String text) {
    Problems problems = new Problems();
    Optional<Tree> tree =
        DocumentParser.parse(
            new Source("output", text.getBytes(StandardCharsets.UTF_8)),
            problems,
            new Limits(MOST_MEMORY));
    return problems.isEmpty() ? tree : Optional.empty();
  }

  /** The items of a list; none of anything else. */
  public static List<Tree> items(@Nullable Tree tree) {
    return tree instanceof Tree.Sequence sequence ? sequence.items() : List.of();
  }

  /** What an object has under a key. */
  public static @Nullable Tree get(@Nullable Tree tree, String key) {
    return tree instanceof Tree.Mapping mapping ? mapping.get(key) : null;
  }

  /** The text of a scalar. */
  public static Optional<String> text(@Nullable Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.NULL
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** The text of a scalar under a key. */
  public static Optional<String> text(@Nullable Tree tree, String key) {
    return text(get(tree, key));
  }
}
