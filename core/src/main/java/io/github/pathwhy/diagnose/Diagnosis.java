package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The answer to a connectivity question, with everything that led to it. `flow` is absent when the
/// destination has no address, `destinationId` present when it was named and not given as an
/// address. `cause` says why, where and what to do; `assumptions` what was taken for granted
/// because the input does not say; `missing` what would turn an unknown into an answer.
public record Diagnosis(
    Verdict verdict,
    String sourceName,
    String destinationName,
    Optional<Flow> flow,
    CheckRequest.Application application,
    Optional<ResourceId> destinationId,
    List<DiagnosedHop> hops,
    List<Reply> replies,
    Cause cause,
    List<String> assumptions,
    List<String> missing) {

  public Diagnosis {
    hops = List.copyOf(hops);
    replies = List.copyOf(replies);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
  }

  /** The reason in one sentence. */
  public String why() {
    return cause.words();
  }

  /** A way of the answer, and the names of the hops that its request went through. */
  public record Reply(List<String> through, Path path) {
    public Reply {
      through = List.copyOf(through);
    }
  }

  /// Whether nothing was taken for granted that the verdict hangs on. What blocks, blocks, whatever
  /// else was assumed; but nobody knows whether a property that is in no list lifts a block where
  /// it is met.
  public boolean isCertain() {
    return switch (verdict) {
      case REACHABLE -> assumptions.isEmpty();
      case UNREACHABLE -> steps().noneMatch(Diagnosis::isOpenBlock);
      case UNKNOWN -> false;
    };
  }

  private static boolean isOpenBlock(List<Step> steps) {
    return steps.stream().anyMatch(step -> step.effect() == Effect.BLOCKS)
        && steps.stream()
            .anyMatch(step ->
                step instanceof Step.NotFollowed(Gap gap) && gap.kind() == Gap.Kind.UNLISTED);
  }

  /** The decisions of each hop, those of the way back included. */
  private Stream<List<Step>> steps() {
    return Stream.concat(
            hops.stream().map(DiagnosedHop::hop),
            replies.stream().flatMap(reply -> reply.path().hops().stream()))
        .map(Hop::steps);
  }

  /** Whether a resource, or a part of it, is named as something that answers do not follow. */
  public boolean isInDoubtOver(ResourceId resource) {
    return steps()
        .flatMap(List::stream)
        .flatMap(step -> doubted(step).stream())
        .anyMatch(each -> each.isWithin(resource));
  }

  private static Optional<ResourceId> doubted(Step step) {
    if (step instanceof Step.Unknown(Missing.Behaviour(ResourceId of))) {
      return Optional.of(of);
    }
    return gap(step).map(Gap::of);
  }

  private static Optional<Gap> gap(Step step) {
    if (step instanceof Step.Unknown(Missing.Value(Gap gap))) {
      return Optional.of(gap);
    } else if (step instanceof Step.Doubtful(Step _, Gap gap)) {
      return Optional.of(gap);
    } else if (step instanceof Step.NotFollowed(Gap gap)) {
      return Optional.of(gap);
    }
    return Optional.empty();
  }

  /** The same, with what the destination is called. */
  Diagnosis named(String destination) {
    return with(destination, cause, assumptions);
  }

  /** The same for a reason that says more. */
  Diagnosis because(String reason) {
    return with(destinationName, cause.saying(reason), assumptions);
  }

  /** The same with more that was taken for granted. */
  Diagnosis assuming(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(assumptions);
    return more.isEmpty() ? this : with(destinationName, cause, all);
  }

  private Diagnosis with(String destination, Cause reason, List<String> assumed) {
    return new Diagnosis(
        verdict,
        sourceName,
        destination,
        flow,
        application,
        destinationId,
        hops,
        replies,
        reason,
        assumed,
        missing);
  }

  /// The same hops, when the input does not say which answer holds.
  ///
  /// @param lacking what it does not say
  Diagnosis unknown(String reason, String lacking) {
    DiagnosedHop source = hops.getFirst();
    List<Issue> issues = new ArrayList<>(source.issues());
    issues.add(
        new Issue(
            IssueType.INCOMPLETE_TOPOLOGY,
            Issue.Origin.LOCAL,
            Issue.Severity.WARNING,
            Optional.empty(),
            List.of(new Issue.Context("Reason", reason)),
            reason,
            Optional.empty()));
    List<DiagnosedHop> changed = new ArrayList<>(hops);
    changed.set(
        0, new DiagnosedHop(source.role(), source.hop(), issues, source.next(), source.previous()));
    List<String> all = new ArrayList<>(missing);
    all.add(lacking);
    return new Diagnosis(
        Verdict.UNKNOWN,
        sourceName,
        destinationName,
        flow,
        application,
        destinationId,
        changed,
        replies,
        Cause.of(reason).with(cause.remedies()),
        assumptions,
        all);
  }

  /** Whether an issue is at least this severe. */
  public boolean hasIssue(Issue.Severity least) {
    return hops.stream()
        .flatMap(hop -> hop.issues().stream())
        .anyMatch(issue -> issue.severity().compareTo(least) >= 0);
  }
}
