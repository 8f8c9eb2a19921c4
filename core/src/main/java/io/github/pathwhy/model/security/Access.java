package io.github.pathwhy.model.security;

/** What a rule does with a flow it matches. */
public enum Access {
  ALLOW("Allow"),
  DENY("Deny");

  private final String label;

  Access(String label) {
    this.label = label;
  }

  /** Azure's spelling. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
