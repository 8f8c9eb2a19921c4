package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trees that are written rather than read. */
final class Written {
  private static final String WRAPPER = "properties";

  private Written() {}

  /** An object without keys. */
  static Tree.Mapping object() {
    return new Tree.Mapping(0);
  }

  /** A text. */
  static Tree.Scalar text(String text) {
    return Tree.text(text, 0);
  }

  /** A list. */
  static Tree.Sequence list(List<Tree> items) {
    return new Tree.Sequence(List.copyOf(items), 0);
  }

  /** Adds an entry, unless the value is absent or the key is there. */
  static void put(Tree.Mapping object, String key, @Nullable Tree value) {
    if (value != null) {
      object.add(new Tree.Entry(key, 0, value));
    }
  }

  /** The object with another value under a key, at the same place. */
  static Tree.Mapping with(Tree.Mapping object, String key, @Nullable Tree value) {
    Tree.Mapping changed = object();
    for (Tree.Entry entry : object.entries()) {
      put(changed, entry.key(), entry.key().equals(key) ? value : entry.value());
    }
    put(changed, key, value);
    return changed;
  }

  /** The object without some keys. */
  static Tree.Mapping without(Tree.Mapping object, String... keys) {
    List<String> dropped = List.of(keys);
    Tree.Mapping changed = object();
    for (Tree.Entry entry : object.entries()) {
      if (!dropped.contains(entry.key())) {
        changed.add(entry);
      }
    }
    return changed;
  }

  /** The items of a list; a single value is a list of one. */
  static List<Tree> items(@Nullable Tree value) {
    return switch (value) {
      case null -> List.of();
      case Tree.Sequence(List<Tree> items, long _) -> items;
      case Tree.Scalar scalar -> List.of(scalar);
      case Tree.Mapping mapping -> List.of(mapping);
    };
  }

  /** The objects in a list. */
  static List<Tree.Mapping> objects(@Nullable Tree value) {
    List<Tree.Mapping> found = new ArrayList<>();
    for (Tree item : items(value)) {
      if (item instanceof Tree.Mapping mapping) {
        found.add(mapping);
      }
    }
    return found;
  }

  /** The text of the scalar under a key. */
  static Optional<String> textOf(Tree.Mapping object, String key) {
    Tree.Entry entry = object.findIgnoringCase(key);
    return entry != null
            && entry.value() instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
            && kind != Tree.Kind.NULL
            && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The object with the entries of ARM's `properties` beside its own, which count where both have
  /// one. Null counts as absent, as it does for readers.
  static Tree.Mapping flat(Tree.Mapping mapping) {
    Tree.Mapping flat = new Tree.Mapping(mapping.at());
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.key().equals(WRAPPER) && entry.value() instanceof Tree.Mapping properties) {
        for (Tree.Entry inner : properties.entries()) {
          Tree.Entry own = mapping.findIgnoringCase(inner.key());
          if (!isNull(inner.value()) && (own == null || isNull(own.value()))) {
            flat.add(inner);
          }
        }
      } else if (!isNull(entry.value())) {
        flat.add(entry);
      }
    }
    return flat;
  }

  /// The object with the name of its SKU, which has another default in pathwhy's own form than in
  /// ARM's: what stands for one that is not given.
  static Tree.Mapping withSku(Tree.Mapping object, String usual) {
    Tree.Entry entry = object.findIgnoringCase("sku");
    Tree given = entry == null || isNull(entry.value()) ? text("") : entry.value();
    return switch (given) {
      case Tree.Mapping sku when textOf(sku, "name").isEmpty() -> {
        Tree.Mapping named = object();
        put(named, "name", text(usual));
        without(sku, "name").entries().forEach(named::add);
        yield with(object, "sku", named);
      }
      case Tree.Scalar sku when sku.text().isEmpty() -> with(object, "sku", text(usual));
      case Tree.Mapping _, Tree.Scalar _, Tree.Sequence _ -> object;
    };
  }

  private static boolean isNull(Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
  }

  /** Whether anything in a value is not known. */
  static boolean isOpen(@Nullable Tree tree) {
    return switch (tree) {
      case null -> false;
      case Tree.Scalar scalar -> scalar.kind() == Tree.Kind.UNKNOWN;
      case Tree.Sequence(List<Tree> items, long _) -> items.stream().anyMatch(Written::isOpen);
      case Tree.Mapping mapping ->
          mapping.entries().stream().anyMatch(entry -> isOpen(entry.value()));
    };
  }

  /** Whether a value is, or lists, one that is not known. */
  static boolean isUnknown(@Nullable Tree tree) {
    return switch (tree) {
      case null -> false;
      case Tree.Scalar scalar -> scalar.kind() == Tree.Kind.UNKNOWN;
      case Tree.Sequence(List<Tree> items, long _) -> items.stream().anyMatch(Written::isUnknown);
      case Tree.Mapping _ -> false;
    };
  }
}
