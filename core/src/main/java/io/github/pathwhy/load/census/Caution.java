package io.github.pathwhy.load.census;

import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Role;
import org.jspecify.annotations.Nullable;

/** Chooses where it is not known which of several rows holds: the one that leaves more open. */
final class Caution {
  private Caution() {}

  static Finding more(Finding one, Finding other) {
    return of(other) > of(one) ? other : one;
  }

  /** No row is a row that knows nothing. */
  static @Nullable Rule more(@Nullable Rule one, @Nullable Rule other) {
    return of(other) > of(one) ? other : one;
  }

  private static int of(@Nullable Rule rule) {
    return of(rule == null ? new Finding.Unlisted() : rule.finding());
  }

  private static int of(Finding finding) {
    return switch (finding) {
      case Finding.Harmless() -> 0;
      case Finding.Modelled _ -> 1;
      case Finding.Parts() -> 2;
      case Finding.Unlisted() -> 3;
      case Finding.Decides(Role _, boolean warning, Condition _) -> warning ? 4 : 5;
    };
  }
}
