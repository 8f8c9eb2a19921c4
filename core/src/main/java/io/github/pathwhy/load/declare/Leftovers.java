package io.github.pathwhy.load.declare;

import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.text.Tree;
import java.util.Locale;
import java.util.Set;

/// Finds the keys of an object that no reader asked for, and names them once for each place.
///
/// @param withoutBearing keys that say nothing about who reaches whom, in lower case
/// @param backReferences lists that only repeat what stands elsewhere, in lower case
public record Leftovers(
    Set<String> withoutBearing, Set<String> backReferences, Omissions omissions) {
  private static final String WRAPPER = "properties";

  /** Names what is left over in an object; the path says what it is, such as `azurerm_subnet: `. */
  public void find(Tree.Mapping mapping, Coverage.Shape shape, String path) {
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.key().equals(WRAPPER) && entry.value() instanceof Tree.Mapping properties) {
        find(properties, shape, path);
      } else if (!shape.isAsked(entry.key())) {
        if (saysSomething(entry)) {
          omissions.add(entry.at(), path + entry.key(), "not understood");
        }
      } else if (!(entry.value() instanceof Tree.Scalar)) {
        shape
            .find(entry.key())
            .ifPresent(inner -> findInside(entry.value(), inner, path + entry.key() + "."));
      }
    }
  }

  private void findInside(Tree value, Coverage.Shape shape, String path) {
    switch (value) {
      case Tree.Mapping mapping -> find(mapping, shape, path);
      case Tree.Sequence list -> {
        for (Tree item : list.items()) {
          if (item instanceof Tree.Mapping mapping) {
            find(mapping, shape, path);
          }
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  /** Whether a key has a bearing and a value that is not what every resource has. */
  private boolean saysSomething(Tree.Entry entry) {
    String key = entry.key().toLowerCase(Locale.ROOT);
    if (withoutBearing.contains(key)) {
      return false;
    }
    return switch (entry.value()) {
      case Tree.Scalar scalar ->
          scalar.kind() != Tree.Kind.NULL
              && !scalar.text().isEmpty()
              && !scalar.text().equalsIgnoreCase("false");
      case Tree.Sequence list -> !list.items().isEmpty() && !backReferences.contains(key);
      case Tree.Mapping mapping -> !mapping.entries().isEmpty();
    };
  }
}
