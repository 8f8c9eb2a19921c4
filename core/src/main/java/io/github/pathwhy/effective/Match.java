package io.github.pathwhy.effective;

/** Whether a rule matches; unknown when the input lacks what would decide it. */
public enum Match {
  YES,
  NO,
  UNKNOWN
}
