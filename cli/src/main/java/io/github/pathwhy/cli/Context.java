package io.github.pathwhy.cli;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command runs in. */
record Context(Console console, Map<String, String> environment) {
  private static final int MOST_SHOWN = 50;

  /** The topology; empty after its problems were written to stderr. */
  Optional<Topology> load(List<Source> sources) {
    return switch (TopologyLoader.load(sources)) {
      case Loaded.Ok(Topology topology, _) -> Optional.of(topology);
      case Loaded.Invalid(List<Problem> problems) -> {
        show(problems);
        yield Optional.empty();
      }
    };
  }

  /** Writes the first problems of an input to stderr. */
  void show(List<Problem> problems) {
    problems.stream().limit(MOST_SHOWN).forEach(problem -> console.error(problem.toString()));
    if (problems.size() > MOST_SHOWN) {
      console.error("and " + (problems.size() - MOST_SHOWN) + " more problems");
    }
  }
}
