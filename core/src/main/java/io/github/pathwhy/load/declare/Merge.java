package io.github.pathwhy.load.declare;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lays one description of a resource over another: keys of the later one win, objects are merged,
/// and lists of named objects are merged by name. ARM's `properties` wrappers are dissolved.
public final class Merge {
  private static final String WRAPPER = "properties";

  private Merge() {}

  /** The two objects as one; the place is that of the later one. */
  public static Tree.Mapping merge(Tree.Mapping earlier, Tree.Mapping later) {
    Tree.Mapping merged = new Tree.Mapping(later.at());
    Tree.Mapping over = flat(later);
    Map<String, Tree.Entry> winners = new HashMap<>();
    over.entries().forEach(entry -> winners.putIfAbsent(lower(entry.key()), entry));
    for (Tree.Entry entry : flat(earlier).entries()) {
      Tree.Entry winner = winners.get(lower(entry.key()));
      merged.add(
          winner == null
              ? entry
              : new Tree.Entry(winner.key(), winner.at(), merge(entry.value(), winner.value())));
    }
    over.entries().forEach(merged::add);
    return merged;
  }

  private static Tree merge(Tree earlier, Tree later) {
    if (earlier instanceof Tree.Mapping one && later instanceof Tree.Mapping other) {
      return merge(one, other);
    }
    if (earlier instanceof Tree.Sequence one
        && later instanceof Tree.Sequence other
        && !one.items().isEmpty()
        && !other.items().isEmpty()
        && one.items().stream().allMatch(item -> nameOf(item).isPresent())
        && other.items().stream().allMatch(item -> nameOf(item).isPresent())) {
      return byName(one, other);
    }
    return later;
  }

  private static Tree.Sequence byName(Tree.Sequence earlier, Tree.Sequence later) {
    List<Tree> items = new ArrayList<>(earlier.items());
    Map<Optional<String>, Integer> places = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      places.putIfAbsent(nameOf(items.get(i)), i);
    }
    for (Tree item : later.items()) {
      Integer same = places.putIfAbsent(nameOf(item), items.size());
      if (same == null) {
        items.add(item);
      } else {
        items.set(same, merge(items.get(same), item));
      }
    }
    return new Tree.Sequence(items, later.at());
  }

  private static Optional<String> nameOf(Tree tree) {
    return tree instanceof Tree.Mapping mapping
            && mapping.get("name") instanceof Tree.Scalar(String name, Tree.Kind _, long _)
        ? Optional.of(lower(name))
        : Optional.empty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The object with the entries of its `properties` beside its own. */
  public static Tree.Mapping flat(Tree.Mapping mapping) {
    @Nullable Tree wrapped = mapping.get(WRAPPER);
    if (!(wrapped instanceof Tree.Mapping properties)) {
      return mapping;
    }
    Tree.Mapping flat = new Tree.Mapping(mapping.at());
    for (Tree.Entry entry : mapping.entries()) {
      if (!entry.key().equals(WRAPPER)) {
        flat.add(entry);
      }
    }
    properties.entries().forEach(flat::add);
    return flat;
  }

  /** The list under a key; one that is not known stays as an item of its own. */
  private static Tree.Sequence listed(@Nullable Tree value, long at) {
    return switch (value) {
      case Tree.Sequence list -> list;
      case Tree.Scalar open when open.kind() == Tree.Kind.UNKNOWN ->
          new Tree.Sequence(List.of(open), open.at());
      case null, default -> new Tree.Sequence(List.of(), at);
    };
  }

  /** The object with more items in the list under a key, each over the item of its name. */
  public static Tree.Mapping withItems(Tree.Mapping parent, String key, List<Tree> added) {
    Tree.Mapping flat = flat(parent);
    Tree.Entry present = flat.findIgnoringCase(key);
    Tree.Sequence known = listed(present == null ? null : present.value(), parent.at());
    Tree.Sequence all = byName(known, new Tree.Sequence(added, known.at()));
    Tree.Mapping changed = new Tree.Mapping(parent.at());
    for (Tree.Entry entry : flat.entries()) {
      if (present == null || !entry.key().equals(present.key())) {
        changed.add(entry);
      }
    }
    changed.add(
        present == null
            ? new Tree.Entry(key, added.getFirst().at(), all)
            : new Tree.Entry(present.key(), present.at(), all));
    return changed;
  }
}
