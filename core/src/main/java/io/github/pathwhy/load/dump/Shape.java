package io.github.pathwhy.load.dump;

import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an object in a dump is, told by its keys. */
final class Shape {
  /** How deep resources are wrapped: by the name of an output, by whoever recorded the command. */
  private static final int WRAPPERS = 3;

  private Shape() {}

  /** Whether an object has a key, in any case. */
  static boolean has(Tree.Mapping mapping, String key) {
    return mapping.findIgnoringCase(key) != null;
  }

  /** Whether an object describes a resource: it has a full id, or a type and a name. */
  static boolean isResource(Tree.Mapping mapping) {
    return ArmId.of(mapping).isPresent() || (has(mapping, "type") && has(mapping, "name"));
  }

  /** Whether an object is a row of an effective route table. */
  static boolean isEffectiveRoute(Tree.Mapping mapping) {
    return has(mapping, "nextHopType")
        && has(mapping, "addressPrefix")
        && has(mapping, "source")
        && !has(mapping, "id");
  }

  /** Whether an object holds the effective rules of a security group. */
  static boolean isEffectiveGroup(Tree.Mapping mapping) {
    return has(mapping, "effectiveSecurityRules");
  }

  /** Whether an object is something that this package reads or knows to leave out. */
  static boolean isKnown(Tree.Mapping mapping) {
    return isResource(mapping)
        || isEffectiveRoute(mapping)
        || isEffectiveGroup(mapping)
        || isLearnedRoute(mapping)
        || WatcherAnswer.isAnswer(mapping);
  }

  /** Whether an object is a row of what a gateway learned from, or has with, its BGP peers. */
  static boolean isLearnedRoute(Tree.Mapping mapping) {
    return has(mapping, "localAddress") && (has(mapping, "asPath") || has(mapping, "neighbor"));
  }

  /** Whether the values of an object are resources, under the names of outputs. */
  static boolean isWrapper(Tree.Mapping mapping) {
    return isWrapper(mapping, WRAPPERS);
  }

  private static boolean isWrapper(Tree.Mapping mapping, int depth) {
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.value() instanceof Tree.Mapping value
          && (ArmId.of(value).isPresent()
              || headless(value).isPresent()
              || (depth > 1 && isWrapper(value, depth - 1)))) {
        return true;
      }
    }
    return false;
  }

  /// The id of a resource that is printed without its own, as `az network lb create` does: that of
  /// which its parts are parts. What only refers to the resource has no name in its list.
  static Optional<ArmId> headless(Tree.Mapping mapping) {
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.value() instanceof Tree.Sequence parts
          && !parts.items().isEmpty()
          && parts.items().getFirst() instanceof Tree.Mapping part
          && has(part, "name")) {
        Optional<ArmId> id = ArmId.of(part);
        if (id.isPresent()
            && id.get().collection().equalsIgnoreCase(entry.key())
            && id.get().parent().type().isPresent()) {
          return Optional.of(id.get().parent());
        }
      }
    }
    return Optional.empty();
  }

  /// What PowerShell's `ConvertTo-Json` prints, with the keys as the API has them: `AddressPrefix`
  /// becomes `addressPrefix`.
  static Tree withApiKeys(Tree tree, Limits limits) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence list -> {
        List<Tree> items = new ArrayList<>(list.items().size());
        for (Tree item : list.items()) {
          items.add(withApiKeys(item, limits));
        }
        limits.addNode(list.at(), 0);
        yield new Tree.Sequence(items, list.at());
      }
      case Tree.Mapping mapping when counted(mapping) instanceof Tree.Sequence list ->
          withApiKeys(list, limits);
      case Tree.Mapping mapping -> {
        Tree.Mapping renamed = new Tree.Mapping(mapping.at());
        for (Tree.Entry entry : mapping.entries()) {
          limits.addNode(entry.at(), entry.key().length());
          renamed.add(
              new Tree.Entry(apiKey(entry.key()), entry.at(), withApiKeys(entry.value(), limits)));
        }
        yield renamed;
      }
    };
  }

  /** Windows PowerShell prints some lists as `{"value": […], "Count": 2}`. */
  private static @Nullable Tree counted(Tree.Mapping mapping) {
    return mapping.entries().size() == 2 && mapping.get("Count") instanceof Tree.Scalar
        ? mapping.get("value")
        : null;
  }

  /// Where `ConvertTo-Json` cut an object off and printed its type instead, or its text: it goes no
  /// deeper than two levels unless it is told to.
  static @Nullable Tree cutOff(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> isCutOff(scalar.text()) ? scalar : null;
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          Tree found = cutOff(item);
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      case Tree.Mapping mapping -> {
        for (Tree.Entry entry : mapping.entries()) {
          Tree found = cutOff(entry.value());
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
    };
  }

  private static boolean isCutOff(String text) {
    return text.startsWith("Microsoft.Azure.")
        || text.startsWith("System.Collections.")
        || text.startsWith("System.Object")
        || text.startsWith("@{");
  }

  private static String apiKey(String key) {
    return key.isEmpty() ? key : Character.toLowerCase(key.charAt(0)) + key.substring(1);
  }

  /** Whether the keys of an object are PowerShell's. */
  static boolean isFromPowerShell(Tree.Mapping mapping) {
    return mapping.find("Id") != null
        || mapping.find("NextHopType") != null
        || mapping.find("EffectiveSecurityRules") != null;
  }
}
