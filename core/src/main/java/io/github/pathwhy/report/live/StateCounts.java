package io.github.pathwhy.report.live;

import io.github.pathwhy.report.live.PortsReport.State;
import java.util.function.ObjIntConsumer;

/** How many ports of a host are in each state. */
@SuppressWarnings(
    "EnumOrdinal") // there may be very many hosts; the index does not leave this class
final class StateCounts {
  private static final State[] STATES = State.values();

  private final int[] counts = new int[STATES.length];

  /** Counts a port. */
  void add(State state) {
    counts[state.ordinal()]++;
  }

  /** Whether a client gets through anywhere. */
  boolean hasGood() {
    for (State state : STATES) {
      if (state.isGood() && counts[state.ordinal()] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is known of any port that no client gets through. */
  boolean hasBad() {
    for (State state : STATES) {
      boolean bad =
          switch (state) {
            case CLOSED, FILTERED, UNREACHABLE -> true;
            case OPEN, ALLOWED, OPEN_OR_FILTERED, NOT_SENT, UNKNOWN -> false;
          };
      if (bad && counts[state.ordinal()] > 0) {
        return true;
      }
    }
    return false;
  }

  /** The states that there are, in their order. */
  void forEach(ObjIntConsumer<State> action) {
    for (State state : STATES) {
      if (counts[state.ordinal()] > 0) {
        action.accept(state, counts[state.ordinal()]);
      }
    }
  }
}
