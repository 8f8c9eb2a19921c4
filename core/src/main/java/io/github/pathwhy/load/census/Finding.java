package io.github.pathwhy.load.census;

import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Role;
import java.util.Optional;

/** What a property, with the value that it has, means for answers. */
public sealed interface Finding {

  /** Where a path has to meet the resource, when that is known. */
  default Optional<Role> where() {
    return switch (this) {
      case Modelled(Optional<Role> role) -> role;
      case Decides(Role role, boolean _, Condition _) -> Optional.of(role);
      case Harmless _, Parts _, Unlisted _ -> Optional.empty();
    };
  }

  /** It changes no answer: by its nature, or because it is not set. */
  record Harmless() implements Finding {}

  /// A reader asks for it, and answers follow it.
  ///
  /// @param role where a path has to meet the resource for a value that is not known to count;
  ///   empty when it counts wherever the resource is met
  record Modelled(Optional<Role> role) implements Finding {}

  /// It decides and is not modelled.
  ///
  /// @param role where a path has to meet the resource
  /// @param warning whether the answer stays certain there, with a warning
  /// @param condition for which of the flows that meet it
  record Decides(Role role, boolean warning, Condition condition) implements Finding {}

  /** It has no row of its own, but what it holds has: that is to be asked for. */
  record Parts() implements Finding {}

  /** Nothing is known of it. */
  record Unlisted() implements Finding {}
}
