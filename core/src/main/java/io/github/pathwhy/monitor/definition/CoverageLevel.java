package io.github.pathwhy.monitor.definition;

/** How many of the machines of a network or scale set take part in tests. */
public enum CoverageLevel {
  DEFAULT("Default"),
  LOW("Low"),
  BELOW_AVERAGE("BelowAverage"),
  AVERAGE("Average"),
  ABOVE_AVERAGE("AboveAverage"),
  FULL("Full");

  private final String label;

  CoverageLevel(String label) {
    this.label = label;
  }

  /** Azure's word. */
  public String label() {
    return label;
  }
}
