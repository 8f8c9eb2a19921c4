package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.PowerState;
import io.github.pathwhy.text.Tree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The power states of machines, as Azure prints them (`virtual-machines/states-billing`): `VM
/// running` of `az vm list -d`, `PowerState/running` of an instance view, also in Resource Graph.
final class PowerStates {
  private static final String CODE = "PowerState/";
  private static final String WORD = "VM ";
  private static final String UNKNOWN = "unknown";

  private PowerStates() {}

  /** The state that the description of a machine holds, in the words of observations. */
  static Optional<Tree.Scalar> of(Tree.Mapping machine) {
    Tree.Mapping flat = Merge.flat(machine);
    Tree.@Nullable Mapping extended = mapping(flat, "extended");
    Tree.@Nullable Mapping view = mapping(extended == null ? flat : extended, "instanceView");
    @Nullable Tree given = value(flat, "powerState");
    if (given == null && view != null) {
      Tree.@Nullable Mapping state = mapping(view, "powerState");
      given = state == null ? code(view) : value(state, "code");
    }
    return given instanceof Tree.Scalar scalar ? observed(scalar) : Optional.empty();
  }

  /** The code among the statuses of an instance view that is about power. */
  private static @Nullable Tree code(Tree.Mapping view) {
    if (value(view, "statuses") instanceof Tree.Sequence statuses) {
      for (Tree item : statuses.items()) {
        if (item instanceof Tree.Mapping status
            && value(status, "code") instanceof Tree.Scalar code
            && startsWith(code.text(), CODE)) {
          return code;
        }
      }
    }
    return null;
  }

  private static Optional<Tree.Scalar> observed(Tree.Scalar given) {
    String text = given.text();
    String word =
        startsWith(text, CODE)
            ? text.substring(CODE.length())
            : startsWith(text, WORD) ? text.substring(WORD.length()) : text;
    for (PowerState state : PowerState.values()) {
      if (state.label().equalsIgnoreCase(word)) {
        return Optional.of(Tree.text(state.label(), given.at()));
      }
    }
    // Azure says so itself when it does not know the state.
    return word.isEmpty() || word.equalsIgnoreCase(UNKNOWN)
        ? Optional.empty()
        : Optional.of(Tree.unknown("'" + word + "'", given.at()));
  }

  private static boolean startsWith(String text, String start) {
    return text.regionMatches(true, 0, start, 0, start.length());
  }

  private static @Nullable Tree value(Tree.Mapping mapping, String key) {
    Tree.@Nullable Entry entry = mapping.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }

  private static Tree.@Nullable Mapping mapping(Tree.Mapping mapping, String key) {
    return value(mapping, key) instanceof Tree.Mapping found ? found : null;
  }
}
