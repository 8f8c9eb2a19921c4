package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Equality;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a template allows for the value of a parameter
/// (`azure-resource-manager/templates/parameters`): values, bounds, lengths. Only values that the
/// user gave are checked.
record Constraint(Run run, String parameter, Tree.Mapping definition) {

  void check(Tree value) {
    if (Values.hasUnknown(value) || Values.isNull(value)) {
      return;
    }
    Tree.Entry allowed = definition.findIgnoringCase("allowedValues");
    if (allowed != null && allowed.value() instanceof Tree.Sequence(List<Tree> choices, long _)) {
      checkAmong(value, choices);
    }
    if (value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NUMBER) {
      checkBounds(value, whole(scalar), "minValue", "maxValue", "");
    } else if (value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.TEXT) {
      checkBounds(value, (long) scalar.text().length(), "minLength", "maxLength", " characters");
    } else if (value instanceof Tree.Sequence list) {
      checkBounds(value, (long) list.items().size(), "minLength", "maxLength", " items");
    }
  }

  /** The items of a list are what must be allowed. */
  private void checkAmong(Tree value, List<Tree> choices) {
    if (value instanceof Tree.Sequence list && !contains(choices, value)) {
      list.items().forEach(item -> checkAmong(item, choices));
    } else if (!contains(choices, value)) {
      StringBuilder words = new StringBuilder();
      for (Tree choice : choices) {
        words
            .append(words.isEmpty() ? "" : ", ")
            .append(choice instanceof Tree.Scalar scalar ? scalar.text() : choice.describe());
      }
      problem(value, value.describe(), "allowed: " + words);
    }
  }

  private static boolean contains(List<Tree> choices, Tree value) {
    for (Tree choice : choices) {
      boolean same =
          choice instanceof Tree.Scalar a
              && value instanceof Tree.Scalar b
              && a.text().equalsIgnoreCase(b.text());
      if (same || Equality.of(choice, value) == Equality.EQUAL) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Long whole(Tree.Scalar scalar) {
    try {
      return Long.valueOf(scalar.text());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private void checkBounds(
      Tree value, @Nullable Long size, String least, String most, String unit) {
    Long from = bound(least);
    Long to = bound(most);
    if (size != null && from != null && size < from) {
      problem(value, value.describe(), "at least " + from + unit);
    }
    if (size != null && to != null && size > to) {
      problem(value, value.describe(), "at most " + to + unit);
    }
  }

  private @Nullable Long bound(String key) {
    Tree.Entry entry = definition.findIgnoringCase(key);
    return entry != null && entry.value() instanceof Tree.Scalar scalar ? whole(scalar) : null;
  }

  private void problem(Tree value, String message, String hint) {
    run.reading().problems().add(value.at(), "parameters." + parameter, message, hint);
  }
}
