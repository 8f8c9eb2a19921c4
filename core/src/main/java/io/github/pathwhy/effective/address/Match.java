package io.github.pathwhy.effective.address;

/** Whether a rule matches; unknown when the input lacks what would decide it. */
public enum Match {
  YES,
  NO,
  UNKNOWN;

  /** The answer to what is known. */
  public static Match of(boolean matches) {
    return matches ? YES : NO;
  }
}
