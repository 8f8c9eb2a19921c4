package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.effective.rules.StageDecision.Verdict;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.Direction;
import java.util.ArrayList;
import java.util.List;

/// NSG diagnostics: every rule that is looked at for a flow or a range of flows, level by level
/// (`network-watcher/diagnose-network-security-rules`).
public final class SecurityDiagnostics {
  private final EffectiveNetwork network;

  public SecurityDiagnostics(EffectiveNetwork network) {
    this.network = network;
  }

  /** Flows at a machine or at an interface. */
  public record Question(String resource, Profile profile) {}

  /** What is decided at one interface. */
  public record Result(EffectiveInterface at, Judgement judgement) {}

  /** One result for each interface of the resource. */
  public record Answer(Question question, List<Result> results) {
    public Answer {
      results = List.copyOf(results);
    }

    /** Deny when one interface denies, else unknown when one is unknown. */
    public Verdict verdict() {
      Verdict worst = Verdict.ALLOW;
      for (Result result : results) {
        switch (result.judgement().verdict()) {
          case ALLOW -> {}
          case DENY -> {
            return Verdict.DENY;
          }
          case UNKNOWN -> worst = Verdict.UNKNOWN;
        }
      }
      return worst;
    }
  }

  /** Answers; throws when the resource is not found. */
  public Answer answer(Question question) throws RequestException {
    FlowPattern pattern = question.profile().pattern();
    Direction direction = question.profile().direction();
    List<Result> results = new ArrayList<>();
    for (EffectiveInterface at : new Subjects(network).ofResource(question.resource())) {
      results.add(new Result(at, Judgement.of(network.evaluate(at, direction, pattern))));
    }
    return new Answer(question, results);
  }
}
