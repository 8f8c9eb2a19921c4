package io.github.pathwhy.load;

import io.github.pathwhy.model.SourcePosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Collects what is wrong in the inputs, and knows their names. */
final class Problems {
  // A person reads the first screens; a hostile input must not fill memory.
  private static final int MOST = 1000;

  private final List<String> inputs = new ArrayList<>();
  private final BitSet strict = new BitSet();
  private final List<Problem> found = new ArrayList<>();
  private int dropped;

  /** Registers an input and returns its index. */
  int addInput(String name) {
    inputs.add(name);
    return inputs.size() - 1;
  }

  /** Notes that an input is in pathwhy's own format, whose keys are all known. */
  void markStrict(int input) {
    strict.set(input);
  }

  /** Whether a place is in an input of pathwhy's own format. */
  boolean isStrict(long at) {
    return strict.get(Position.input(at));
  }

  /** Takes down a problem at a place. */
  void add(long at, String path, String message, String hint) {
    if (found.size() >= MOST) {
      dropped++;
      return;
    }
    found.add(
        new Problem(
            inputs.get(Position.input(at)),
            Position.line(at),
            Position.column(at),
            path,
            message,
            hint));
  }

  /** Takes down a problem of a whole input. */
  void add(int input, String message, String hint) {
    add(Position.of(input, 0, 0), "", message, hint);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Everything found so far. */
  List<Problem> all() {
    if (dropped == 0) {
      return List.copyOf(found);
    }
    List<Problem> all = new ArrayList<>(found);
    all.add(new Problem(inputs.getFirst(), 0, 0, "", dropped + " more problems", ""));
    return all;
  }

  /** The public form of a place. */
  SourcePosition position(long at) {
    return new SourcePosition(
        inputs.get(Position.input(at)), Position.line(at), Position.column(at));
  }
}
