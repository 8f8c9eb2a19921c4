package io.github.pathwhy.model.security;

/** The direction of a flow as the network interface sees it. */
public enum Direction {
  INBOUND("Inbound"),
  OUTBOUND("Outbound");

  private final String label;

  Direction(String label) {
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
