package io.github.pathwhy.effective;

/** Whether a rule matches; unknown when the input lacks what would decide it. */
public enum Match {
  YES,
  NO,
  UNKNOWN;

  /** The answer to what is known. */
  static Match of(boolean matches) {
    return matches ? YES : NO;
  }
}
