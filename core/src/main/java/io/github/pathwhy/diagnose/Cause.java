package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.trace.evidence.Step;
import java.util.List;
import java.util.Optional;

/// Why a flow arrives or does not: the fault of the design rather than its symptom, where it was
/// declared, and what to do about it.
///
/// @param words one sentence
/// @param declaredAt where what decides was declared
/// @param remedies what would change it, or tell what is not known
/// @param decidedBy the decisions that are this cause, in the order in which they are shown
/// @param consequences decisions that are wrong only because of the cause: to change them would
///   help nobody
public record Cause(
    String words,
    Optional<SourcePosition> declaredAt,
    List<Remedy> remedies,
    List<Step> decidedBy,
    List<Step> consequences) {

  public Cause {
    remedies = List.copyOf(remedies);
    decidedBy = List.copyOf(decidedBy);
    consequences = List.copyOf(consequences);
  }

  /** A cause that no decision of a trace tells. */
  static Cause of(String words) {
    return new Cause(words, Optional.empty(), List.of(), List.of(), List.of());
  }

  /** The same in other words. */
  Cause saying(String other) {
    return new Cause(other, declaredAt, remedies, decidedBy, consequences);
  }

  /** The same with what to do. */
  Cause with(List<Remedy> others) {
    return new Cause(words, declaredAt, others, decidedBy, consequences);
  }
}
