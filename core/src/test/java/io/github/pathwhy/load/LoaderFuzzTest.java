package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.util.List;

/** Whatever bytes an input has, loading it ends in a topology or in problems that can be shown. */
final class LoaderFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void anyBytesAreLoadedOrRefused(byte[] content) {
    switch (TopologyLoader.load(List.of(new Source("fuzz", content)))) {
      case Loaded.Ok(var topology, _) -> assertThat(topology.resources()).isNotNull();
      case Loaded.Invalid(List<Problem> problems) -> {
        assertThat(problems).isNotEmpty();
        problems.forEach(LoaderFuzzTest::check);
      }
    }
  }

  private static void check(Problem problem) {
    if (!problem.file().equals("fuzz") || problem.message().isEmpty()) {
      throw new AssertionError("incomplete: " + problem);
    }
    if (!Printable.isSafe(problem.toString())) {
      throw new AssertionError("not fit for a terminal: " + Printable.of(problem.toString()));
    }
    if (problem.line() < 0 || (problem.line() > 0 && problem.column() < 1)) {
      throw new AssertionError("no place: " + problem);
    }
  }
}
