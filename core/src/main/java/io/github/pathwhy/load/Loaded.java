package io.github.pathwhy.load;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Problem;
import java.util.List;

/** The outcome of loading. */
public sealed interface Loaded {

  /** A complete topology. */
  record Ok(Topology topology) implements Loaded {}

  /** Everything that is wrong, in the order of the inputs; never empty. */
  record Invalid(List<Problem> problems) implements Loaded {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
