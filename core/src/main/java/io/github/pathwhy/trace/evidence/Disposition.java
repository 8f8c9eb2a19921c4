package io.github.pathwhy.trace.evidence;

/** The single answer of a trace. */
public sealed interface Disposition {

  /** The class of the answer. */
  Outcome outcome();

  /** The flow arrives, and its answers do. */
  record Delivered(Node at) implements Disposition {
    @Override
    public Outcome outcome() {
      return Outcome.SUCCESS;
    }
  }

  /** The flow or its answer ends at this step of this hop, the first of possibly several. */
  record Blocked(Hop at, Step by) implements Disposition {
    @Override
    public Outcome outcome() {
      return Outcome.FAILURE;
    }
  }

  /** The input lacks what this step needs; nothing else blocks the flow. */
  record Undetermined(Hop at, Step by) implements Disposition {
    @Override
    public Outcome outcome() {
      return Outcome.UNDETERMINED;
    }
  }

  /** From best to worst: a certain failure outweighs an unknown. */
  enum Outcome {
    SUCCESS,
    UNDETERMINED,
    FAILURE;

    /** The worse of both. */
    public Outcome worse(Outcome other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }
}
