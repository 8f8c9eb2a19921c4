package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.InputBundle;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.text.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// What a command runs in.
///
/// @param stop ends long work; empty when that is up to the process's signals
public record Context(Console console, Map<String, String> environment, Optional<Stop> stop) {
  private static final int MOST_SHOWN = 50;

  /** The same with another console. */
  public Context with(Console other) {
    return new Context(other, environment, stop);
  }

  /// The topology that the command line names; empty after its problems were written to stderr.
  /// What of the inputs has no part in it is counted there, or with `-v` listed.
  public Optional<Topology> load(ParseResult parsed) throws UsageException {
    Optional<Loaded.Ok> loaded = read(parsed);
    loaded.ifPresent(inputs -> remark(parsed, inputs.leftOut()));
    return loaded.map(Loaded.Ok::topology);
  }

  /// The inputs that the command line names, for an answer that may name some of what has no part
  /// in the topology; empty after their problems were written to stderr.
  public Optional<Loaded.Ok> read(ParseResult parsed) throws UsageException {
    TopologyOptions.Sources inputs = TopologyOptions.of(parsed).read(console, environment);
    return switch (TopologyLoader.load(inputs.topology(), inputs.parameters())) {
      case Loaded.Ok ok -> Optional.of(ok);
      case Loaded.Invalid(List<Problem> problems) -> {
        show(problems);
        yield Optional.empty();
      }
    };
  }

  /** Counts on stderr what has no part in an answer, or lists it, as the command line asks. */
  public void remark(ParseResult parsed, List<LeftOut> leftOut) {
    LeftOutText.print(console, OutputOptions.of(parsed), leftOut);
  }

  /// The inputs that the command line names, for another machine: with what they refer to. Empty
  /// after their problems were written to stderr.
  public Optional<InputBundle> bundle(ParseResult parsed) throws UsageException {
    InputBundle bundle = new InputBundle(TopologyOptions.of(parsed).read(console, environment));
    TopologyOptions.Sources inputs = bundle.inputs();
    return switch (TopologyLoader.load(inputs.topology(), inputs.parameters())) {
      case Loaded.Ok _ -> Optional.of(bundle);
      case Loaded.Invalid(List<Problem> problems) -> {
        show(problems);
        yield Optional.empty();
      }
    };
  }

  /** Writes the first problems of an input to stderr. */
  public void show(List<Problem> problems) {
    problems.stream().limit(MOST_SHOWN).forEach(problem -> console.error(problem.toString()));
    if (problems.size() > MOST_SHOWN) {
      console.error("and " + (problems.size() - MOST_SHOWN) + " more problems");
    }
  }
}
