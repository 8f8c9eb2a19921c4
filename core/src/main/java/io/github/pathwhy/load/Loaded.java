package io.github.pathwhy.load;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Problem;
import java.util.List;

/** The outcome of loading. */
public sealed interface Loaded {

  /** A complete topology, and what of the inputs has no part in it. */
  record Ok(Topology topology, List<LeftOut> leftOut) implements Loaded {
    public Ok {
      leftOut = List.copyOf(leftOut);
    }
  }

  /** Everything that is wrong, in the order of the inputs; never empty. */
  record Invalid(List<Problem> problems) implements Loaded {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
