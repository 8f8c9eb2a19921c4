package io.github.pathwhy.text;

import io.github.pathwhy.model.resource.SourcePosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong in the inputs, and knows their names. */
public final class Problems {
  // A person reads the first screens; a hostile input must not fill memory.
  private static final int MOST = 1000;

  private final List<String> inputs = new ArrayList<>();
  private final BitSet strict = new BitSet();
  private final Set<Found> found = new LinkedHashSet<>();
  private int dropped;

  private record Found(long at, Problem problem) {}

  /** Registers an input and returns its index. */
  public int addInput(String name) {
    inputs.add(name);
    return inputs.size() - 1;
  }

  /** How many inputs were registered; there may be {@link Position#MOST_INPUTS}. */
  public int inputs() {
    return inputs.size();
  }

  /** What was found first in an input. */
  public Optional<String> first(int input) {
    return found.stream()
        .filter(each -> Position.input(each.at()) == input)
        .map(each -> each.problem().message())
        .findFirst();
  }

  /** Forgets what is wrong with an input that does not count after all. */
  public void forget(int input) {
    found.removeIf(each -> Position.input(each.at()) == input);
  }

  /** Notes that an input is in pathwhy's own format, whose keys are all known. */
  public void markStrict(int input) {
    strict.set(input);
  }

  /** Whether any input is in pathwhy's own format. */
  public boolean hasStrict() {
    return !strict.isEmpty();
  }

  /** Whether a place is in an input of pathwhy's own format. */
  public boolean isStrict(long at) {
    return strict.get(Position.input(at));
  }

  /** Takes down a problem at a place. */
  public void add(long at, String path, String message, String hint) {
    if (isFull()) {
      dropped++;
      return;
    }
    String file = inputs.get(Position.input(at));
    Problem problem =
        new Problem(file, Position.line(at), Position.column(at), path, message, hint);
    found.add(new Found(at, problem));
  }

  /** Takes down a problem of a whole input. */
  public void add(int input, String message, String hint) {
    add(Position.of(input, 0, 0), "", message, hint);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether further problems are only counted, so that nothing needs to be said about them. */
  public boolean isFull() {
    return found.size() >= MOST;
  }

  /** Everything found so far: by input, then by line and column. */
  public List<Problem> all() {
    List<Problem> all = new ArrayList<>(found.size() + 1);
    found.stream()
        .sorted(Comparator.comparingLong(Found::at))
        .forEach(each -> all.add(each.problem()));
    if (dropped > 0) {
      all.add(new Problem(inputs.getFirst(), 0, 0, "", dropped + " more problems", ""));
    }
    return all;
  }

  /** The public form of a place. */
  public SourcePosition position(long at) {
    return new SourcePosition(
        inputs.get(Position.input(at)), Position.line(at), Position.column(at));
  }
}
