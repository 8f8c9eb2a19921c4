package io.github.pathwhy.trace;

import io.github.pathwhy.trace.evidence.Disposition.Outcome;
import io.github.pathwhy.trace.evidence.Effect;
import java.util.ArrayList;
import java.util.List;

/// How the connections go that follow each other on one path: a proxy ends the one and opens
/// another one. A request opens legs on its way, an answer closes them again, the innermost one
/// first.
final class Legs {
  private Outcome whole = Outcome.SUCCESS;

  /** Of a request: how each leg goes from where it was opened, the outermost one first. */
  private List<Outcome> opened = List.of();

  /** Of an answer: how it went until each leg was closed, the innermost one first. */
  private List<Closed> closed = List.of();

  /** An end of a leg: how the answer went until there, over how many hops. */
  private record Closed(Outcome outcome, int hops) {}

  Legs copy() {
    Legs copy = new Legs();
    copy.whole = whole;
    copy.opened = copyOf(opened);
    copy.closed = copyOf(closed);
    return copy;
  }

  /** Most paths have none. */
  private static <T> List<T> copyOf(List<T> list) {
    return list.isEmpty() ? list : new ArrayList<>(list);
  }

  /** Something happened. */
  void add(Effect effect) {
    Outcome outcome = effect.outcome();
    whole = whole.worse(outcome);
    if (!opened.isEmpty()) {
      opened.replaceAll(outcome::worse);
    }
  }

  /** A connection of its own goes on from here. */
  void open() {
    if (opened.isEmpty()) {
      opened = new ArrayList<>(1);
    }
    opened.add(Outcome.SUCCESS);
  }

  /** The connection ends here, after so many hops. */
  void close(int hops) {
    if (closed.isEmpty()) {
      closed = new ArrayList<>(1);
    }
    closed.add(new Closed(whole, hops));
  }

  /** The answer fails at a hop, which was found out later. */
  void failAt(int hop) {
    whole = Outcome.FAILURE;
    if (!closed.isEmpty()) {
      closed.replaceAll(end -> end.hops() > hop ? new Closed(Outcome.FAILURE, end.hops()) : end);
    }
  }

  /** Takes in how the answer goes. */
  void answeredBy(Legs answer) {
    whole = whole.worse(answer.whole);
    for (int leg = 0; leg < opened.size(); leg++) {
      int inner = opened.size() - 1 - leg;
      Outcome back =
          inner < answer.closed.size() ? answer.closed.get(inner).outcome() : answer.whole;
      opened.set(leg, opened.get(leg).worse(back));
    }
  }

  /** The number of legs that were opened. */
  int count() {
    return opened.size();
  }

  /** How all goes from where a leg was opened, and back to there. */
  Outcome from(int leg) {
    return opened.get(leg);
  }
}
