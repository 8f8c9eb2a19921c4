package io.github.pathwhy.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lays one description of a resource over another: keys of the later one win, objects are merged,
/// and lists of named objects are merged by name. ARM's `properties` wrappers are dissolved.
final class Merge {
  private static final String WRAPPER = "properties";

  private Merge() {}

  /** The two objects as one; the place is that of the later one. */
  static Tree.Mapping merge(Tree.Mapping earlier, Tree.Mapping later) {
    Tree.Mapping merged = new Tree.Mapping(later.at());
    Tree.Mapping over = flat(later);
    for (Tree.Entry entry : flat(earlier).entries()) {
      Tree.Entry winner = over.findIgnoringCase(entry.key());
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

  private static Tree byName(Tree.Sequence earlier, Tree.Sequence later) {
    List<Tree> items = new ArrayList<>(earlier.items());
    for (Tree item : later.items()) {
      int same = indexOf(items, nameOf(item));
      if (same < 0) {
        items.add(item);
      } else {
        items.set(same, merge(items.get(same), item));
      }
    }
    return new Tree.Sequence(items, later.at());
  }

  private static int indexOf(List<Tree> items, Optional<String> name) {
    for (int i = 0; i < items.size(); i++) {
      if (nameOf(items.get(i)).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> nameOf(Tree tree) {
    return tree instanceof Tree.Mapping mapping
            && mapping.get("name") instanceof Tree.Scalar(String name, Tree.Kind _, long _)
        ? Optional.of(name.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** The object with the entries of its `properties` beside its own. */
  static Tree.Mapping flat(Tree.Mapping mapping) {
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

  /** The object with one more item in the list under a key, unless an item has that name. */
  static Tree.Mapping withItem(Tree.Mapping parent, String key, Tree.Mapping item) {
    Tree.Mapping addition = new Tree.Mapping(parent.at());
    addition.add(new Tree.Entry(key, item.at(), new Tree.Sequence(List.of(item), item.at())));
    Tree.Mapping flat = flat(parent);
    Tree.Entry present = flat.findIgnoringCase(key);
    if (present != null && present.value() instanceof Tree.Sequence known) {
      Tree.Mapping changed = new Tree.Mapping(parent.at());
      for (Tree.Entry entry : flat.entries()) {
        changed.add(
            entry.key().equals(present.key())
                ? new Tree.Entry(
                    entry.key(),
                    entry.at(),
                    byName(known, new Tree.Sequence(List.of(item), known.at())))
                : entry);
      }
      return changed;
    }
    return merge(addition, flat);
  }
}
