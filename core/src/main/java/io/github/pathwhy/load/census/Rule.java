package io.github.pathwhy.load.census;

import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row: what a property is, and when it counts as not set.
///
/// @param finding what it means when it is set
/// @param standard the words of its default; none is none
/// @param whole whether the words are the elements of a list
/// @param falseCounts whether false is a value that is set
/// @param copyOf the type whose rows hold below; empty for a reference that has an id only
record Rule(
    Finding finding,
    List<String> standard,
    boolean whole,
    boolean falseCounts,
    @Nullable String copyOf) {
  static final Rule HARMLESS = new Rule(new Finding.Harmless());
  static final Rule MODELLED = new Rule(new Finding.Modelled(Optional.empty()));

  private Rule(Finding finding) {
    this(finding, List.of(), false, false, null);
  }

  /** Whether the value counts as not set; what it holds is looked at by the rows below. */
  boolean isDefault(Tree value, Place below) {
    return switch (value) {
      case Tree.Scalar scalar -> isDefault(scalar);
      case Tree.Sequence list -> whole ? isWhole(list) : allDefault(list, below);
      case Tree.Mapping object -> below.within(object).isDefault(object, this);
    };
  }

  private boolean allDefault(Tree.Sequence list, Place below) {
    for (Tree item : list.items()) {
      if (!isDefault(item, below)) {
        return false;
      }
    }
    return true;
  }

  private boolean isDefault(Tree.Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> true;
      case UNKNOWN -> false;
      case TEXT, NUMBER, BOOLEAN ->
          scalar.text().isEmpty()
              || (!falseCounts && scalar.text().equalsIgnoreCase("false"))
              || (!whole && isStandard(scalar.text()));
    };
  }

  private boolean isStandard(String text) {
    for (String word : standard) {
      if (word.equalsIgnoreCase(text) || isNamedBy(text, word)) {
        return true;
      }
    }
    return false;
  }

  /** A default that is the name of a resource is met by its id. */
  private static boolean isNamedBy(String id, String name) {
    return id.startsWith("/") && id.substring(id.lastIndexOf('/') + 1).equalsIgnoreCase(name);
  }

  private boolean isWhole(Tree.Sequence list) {
    for (Tree item : list.items()) {
      if (!(item instanceof Tree.Scalar scalar && isStandard(scalar.text()))) {
        return false;
      }
    }
    return list.items().isEmpty() || list.items().size() == standard.size();
  }
}
