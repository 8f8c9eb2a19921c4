package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import java.util.List;
import java.util.Optional;

/// What all stages at an interface say together. A certain denial outweighs an unknown; an unknown
/// outweighs what is allowed. Without any stage everything is allowed, by no rule.
public record Judgement(StageDecision.Verdict verdict, List<StageEvaluation> stages) {

  public Judgement {
    stages = List.copyOf(stages);
  }

  static Judgement of(List<StageEvaluation> stages) {
    StageDecision.Verdict verdict = StageDecision.Verdict.ALLOW;
    for (StageEvaluation stage : stages) {
      switch (stage.decision().verdict()) {
        case ALLOW -> {}
        case DENY -> {
          return new Judgement(StageDecision.Verdict.DENY, stages);
        }
        case UNKNOWN -> verdict = StageDecision.Verdict.UNKNOWN;
      }
    }
    return new Judgement(verdict, stages);
  }

  /** The decision that the verdict comes from; of several that allow, the last one. */
  public Optional<StageDecision> decisive() {
    return stages.stream()
        .map(StageEvaluation::decision)
        .filter(decision -> decision.verdict() == verdict)
        .reduce((_, last) -> last);
  }

  /** What would have to be known for a certain answer. */
  public List<Missing> missing() {
    return verdict == StageDecision.Verdict.UNKNOWN
        ? stages.stream().flatMap(stage -> stage.decision().missing().stream()).toList()
        : List.of();
  }
}
