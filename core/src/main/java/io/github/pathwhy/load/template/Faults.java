package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Tree;

/** What becomes of an expression without a value. */
@FunctionalInterface
interface Faults {
  /** Whoever evaluates fails, too. */
  Faults PASSED_ON =
      (failure, _, _) -> {
        throw failure;
      };

  /** The value to take instead. */
  Tree instead(Failure failure, Tree.Scalar of, Path path);
}
