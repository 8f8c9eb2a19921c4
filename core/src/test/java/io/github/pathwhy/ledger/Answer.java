package io.github.pathwhy.ledger;

import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.DiagnosedHop;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is answered to the question of a scenario.
///
/// @param doubts the gaps that make it unknown
/// @param notFollowed the gaps that it goes without
/// @param text all of it but for places, to be compared
record Answer(
    Verdict verdict, List<Gap> doubts, List<Gap> notFollowed, List<String> missing, String text) {

  static Topology load(String... texts) {
    List<Source> sources = new ArrayList<>();
    for (String text : texts) {
      if (!text.isEmpty()) {
        sources.add(new Source("input" + sources.size(), text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return switch (TopologyLoader.load(sources)) {
      case Loaded.Ok(Topology topology, _) -> topology;
      case Loaded.Invalid(var problems) -> throw new IllegalArgumentException(problems.toString());
    };
  }

  /** The topology, unless the input is refused. */
  static Optional<Topology> tryLoad(String... texts) {
    try {
      return Optional.of(load(texts));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Answer to(Scenario question, Topology topology) {
    CheckRequest request =
        new CheckRequest(
            question.source(),
            question.destination(),
            Optional.empty(),
            Optional.of(question.port()),
            Optional.of(question.application()),
            Optional.empty(),
            false);
    try {
      return of(new ConnectivityCheck(new EffectiveNetwork(topology)).check(request));
    } catch (RequestException e) {
      return new Answer(Verdict.UNREACHABLE, List.of(), List.of(), List.of(), e.getMessage());
    }
  }

  private static Answer of(Diagnosis diagnosis) {
    List<Hop> hops = new ArrayList<>();
    diagnosis.hops().stream().map(DiagnosedHop::hop).forEach(hops::add);
    diagnosis.replies().stream().map(Diagnosis.Reply::path).map(Path::hops).forEach(hops::addAll);
    List<Gap> doubts = new ArrayList<>();
    List<Gap> notFollowed = new ArrayList<>();
    StringBuilder text = new StringBuilder().append(diagnosis.verdict()).append('\n');
    for (Hop hop : hops) {
      text.append(hop.flow()).append('\n');
      for (Step step : hop.steps()) {
        text.append("  ").append(step.getClass().getSimpleName()).append('\n');
        switch (step) {
          case Step.Unknown(Missing.Value(Gap gap)) -> doubts.add(gap);
          case Step.Doubtful(_, Gap gap) -> doubts.add(gap);
          case Step.NotFollowed(Gap gap) -> notFollowed.add(gap);
          default -> {}
        }
      }
    }
    List<String> missing = new ArrayList<>(diagnosis.missing());
    missing.add(diagnosis.why());
    return new Answer(diagnosis.verdict(), doubts, notFollowed, missing, text.toString());
  }
}
