package io.github.pathwhy.load;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the configurations of network managers have in common, as ARM writes them. */
final class ManagerObjects {
  private ManagerObjects() {}

  /** What stands under `properties`, or the resource itself. */
  static Tree.Mapping properties(Tree.Mapping resource) {
    return value(resource, "properties") instanceof Tree.Mapping inside ? inside : resource;
  }

  /// The resource that an id means: a full one may mean a resource that is described without an id,
  /// by its names.
  static Optional<ResourceId> meant(ResourceId id, Set<ResourceId> known) {
    if (known.contains(id)) {
      return Optional.of(id);
    }
    String text = id.toString().toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(
            each -> !each.isArm() && text.endsWith("/" + each.toString().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether one of the values is not known. */
  static boolean isOpen(Tree.Mapping object) {
    return object.entries().stream()
        .anyMatch(entry ->
            entry.value() instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.UNKNOWN);
  }

  static boolean is(Tree.Mapping object, String key, String word) {
    return value(object, key) instanceof Tree.Scalar scalar && scalar.text().equalsIgnoreCase(word);
  }

  static Optional<ResourceId> id(Tree.Mapping object, String key) {
    return value(object, key) instanceof Tree.Scalar scalar && !scalar.text().isEmpty()
        ? Optional.of(ResourceId.of(scalar.text()))
        : Optional.empty();
  }

  static List<Tree> items(Tree.Mapping object, String key) {
    return value(object, key) instanceof Tree.Sequence list ? list.items() : List.of();
  }

  static @Nullable Tree value(Tree.Mapping object, String key) {
    Tree.Entry entry = object.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }
}
