package io.github.pathwhy.effective.address;

/// Whether something holds; unknown when the input lacks what would decide it. Three-valued logic
/// as Kleene has it: what decides alone outweighs an unknown.
public enum Match {
  YES,
  NO,
  UNKNOWN;

  /** The answer to what is known. */
  public static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  /** Whether both hold. */
  public Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : UNKNOWN;
  }

  /** Whether one of them holds. */
  public Match or(Match other) {
    if (this == YES || other == YES) {
      return YES;
    }
    return this == NO ? other : UNKNOWN;
  }
}
