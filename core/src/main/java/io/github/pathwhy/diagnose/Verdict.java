package io.github.pathwhy.diagnose;

/** The answer to a connectivity question. */
public enum Verdict {
  REACHABLE("Reachable"),
  UNREACHABLE("Unreachable"),
  /** The input does not say enough. */
  UNKNOWN("Unknown");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** Azure's word. */
  public String label() {
    return label;
  }
}
