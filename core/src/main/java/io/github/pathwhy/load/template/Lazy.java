package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.expression.Evaluation;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Tree;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first needed; one that needs itself fails. */
final class Lazy {
  private final Evaluation evaluation;
  private final String name;
  private final Supplier<Tree> source;
  private @Nullable Tree value;
  private @Nullable Failure failure;
  private boolean busy;

  Lazy(Evaluation evaluation, String name, Supplier<Tree> source) {
    this.evaluation = evaluation;
    this.name = name;
    this.source = source;
  }

  /** The value. */
  Tree get() {
    if (failure != null) {
      throw failure;
    }
    Tree known = value;
    if (known == null) {
      known = compute();
      value = known;
    }
    return known;
  }

  /** Whether the value is being computed. */
  boolean isBusy() {
    return busy;
  }

  private Tree compute() {
    evaluation.begin(name);
    busy = true;
    try {
      Tree computed = source.get();
      return evaluation.checked(computed, computed.at());
    } catch (Failure found) {
      failure = found;
      throw found;
    } finally {
      busy = false;
      evaluation.end();
    }
  }
}
