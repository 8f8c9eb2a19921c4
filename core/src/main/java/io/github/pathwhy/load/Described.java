package io.github.pathwhy.load;

import io.github.pathwhy.load.own.Description;
import io.github.pathwhy.text.Problem;
import java.util.List;

/** The outcome of describing inputs in pathwhy's own form. */
public sealed interface Described {

  /** The description. */
  record Ok(Description description) implements Described {}

  /** Everything that is wrong, in the order of the inputs; never empty. */
  record Invalid(List<Problem> problems) implements Described {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
