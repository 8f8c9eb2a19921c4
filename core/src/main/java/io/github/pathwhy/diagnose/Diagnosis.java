package io.github.pathwhy.diagnose;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Path;
import java.util.List;
import java.util.Optional;

/// The answer to a connectivity question, with everything that led to it. `flow` is absent when the
/// destination has no address, `destinationId` present when it was named and not given as an
/// address. `why` says the reason in one sentence; `assumptions` what was taken for granted because
/// the input does not say; `missing` what would turn an unknown into an answer.
public record Diagnosis(
    Verdict verdict,
    String sourceName,
    String destinationName,
    Optional<Flow> flow,
    CheckRequest.Application application,
    Optional<ResourceId> destinationId,
    List<DiagnosedHop> hops,
    List<Reply> replies,
    String why,
    List<String> assumptions,
    List<String> missing) {

  public Diagnosis {
    hops = List.copyOf(hops);
    replies = List.copyOf(replies);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
  }

  /** A way of the answer, and the names of the hops that its request went through. */
  public record Reply(List<String> through, Path path) {
    public Reply {
      through = List.copyOf(through);
    }
  }

  /** Whether an issue is at least this severe. */
  public boolean hasIssue(Issue.Severity least) {
    return hops.stream()
        .flatMap(hop -> hop.issues().stream())
        .anyMatch(issue -> issue.severity().compareTo(least) >= 0);
  }
}
