package io.github.pathwhy.trace.evidence;

/** What a step means for the flow. */
public enum Effect {
  /** The flow goes on. */
  PASSES,
  /** The flow goes on, but somebody should know. */
  WARNS,
  /** The flow ends here. */
  BLOCKS,
  /** The input does not say whether the flow goes on. */
  UNDETERMINED;

  /** What the effect makes of a flow that nothing else happens to. */
  public Disposition.Outcome outcome() {
    return switch (this) {
      case PASSES, WARNS -> Disposition.Outcome.SUCCESS;
      case BLOCKS -> Disposition.Outcome.FAILURE;
      case UNDETERMINED -> Disposition.Outcome.UNDETERMINED;
    };
  }
}
