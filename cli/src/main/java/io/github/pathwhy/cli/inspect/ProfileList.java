package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.options.Inputs;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.Profile;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Questions of NSG diagnostics as JSON, as `az` takes them: a list, or `@FILE` with one. */
final class ProfileList {
  static final String OPTION = "--queries";

  private ProfileList() {}

  static List<Profile> read(String text) throws UsageException {
    Source source =
        text.startsWith("@")
            ? Inputs.file(text.substring(1))
            : new Source(OPTION, text.getBytes(StandardCharsets.UTF_8));
    Problems problems = new Problems();
    Optional<Tree> tree =
        DocumentParser.parse(source, problems, new Limits(Runtime.getRuntime().maxMemory()));
    if (tree.isEmpty()) {
      throw new UsageException(problems.all().getFirst().toString());
    }
    List<Profile> profiles = new ArrayList<>();
    List<Tree> items =
        tree.get() instanceof Tree.Sequence(List<Tree> all, long _) ? all : List.of(tree.get());
    for (Tree item : items) {
      profiles.add(profile(item));
    }
    if (profiles.isEmpty()) {
      throw new UsageException(OPTION + " is empty: give a list of questions");
    }
    return profiles;
  }

  private static Profile profile(Tree item) throws UsageException {
    if (!(item instanceof Tree.Mapping object)) {
      throw new UsageException(OPTION + " has " + item.describe() + "; allowed: objects");
    }
    return new Profile(
        direction(value(object, "direction")),
        value(object, "protocol"),
        value(object, "source"),
        value(object, "destination"),
        value(object, "destinationPort"));
  }

  private static String value(Tree.Mapping object, String key) throws UsageException {
    Tree.Entry entry = object.findIgnoringCase(key);
    if (entry != null && entry.value() instanceof Tree.Scalar(String text, var _, long _)) {
      return text;
    }
    throw new UsageException(
        OPTION
            + " has an object without "
            + key
            + "; each needs direction, protocol, source,"
            + " destination and destinationPort");
  }

  private static Direction direction(String word) throws UsageException {
    for (Direction direction : Direction.values()) {
      if (direction.name().equals(word.toUpperCase(Locale.ROOT))) {
        return direction;
      }
    }
    throw new UsageException(
        OPTION + " has the direction '" + word + "'; allowed: Inbound, Outbound");
  }
}
