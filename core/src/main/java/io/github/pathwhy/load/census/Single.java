package io.github.pathwhy.load.census;

import io.github.pathwhy.text.Tree;
import java.util.List;

/// A row for single values of a property.
///
/// @param finding what they mean
/// @param words the values, or those that are not meant
/// @param others whether all words but these are meant
record Single(Finding finding, List<String> words, boolean others) {
  /** Stands for texts with a slash. */
  private static final String BLOCK = "/";

  /** Whether this is one of the values, holds one, or may be one. */
  boolean matches(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> matches(scalar);
      case Tree.Sequence list -> matchesItem(list);
      case Tree.Mapping object -> false;
    };
  }

  private boolean matchesItem(Tree.Sequence list) {
    for (Tree item : list.items()) {
      if (matches(item)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(Tree.Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> false;
      case UNKNOWN -> true;
      case TEXT, NUMBER, BOOLEAN -> !scalar.text().isEmpty() && others != listed(scalar.text());
    };
  }

  private boolean listed(String text) {
    for (String word : words) {
      if (word.equals(BLOCK) ? text.contains(BLOCK) : word.equalsIgnoreCase(text)) {
        return true;
      }
    }
    return false;
  }
}
