package io.github.pathwhy.diagnose;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.trace.evidence.BalancerStep;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.GatewayStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a diagnosis says of a trace as a whole. */
final class TraceSummary {
  private TraceSummary() {}

  /** The ways of the answers, with the hops that their requests went through. */
  static List<Diagnosis.Reply> replies(Trace trace) {
    List<Diagnosis.Reply> replies = new ArrayList<>();
    for (Path path : trace.paths()) {
      List<Hop> hops = path.hops();
      List<String> through =
          hops.subList(Math.min(1, hops.size()), Math.max(1, hops.size() - 1)).stream()
              .map(hop -> Wording.nameOf(hop.node()))
              .toList();
      path.replies().forEach(reply -> replies.add(new Diagnosis.Reply(through, reply)));
    }
    return replies;
  }

  /** The source hop of a trace that is delivered on some of its paths only. */
  static DiagnosedHop withPartialIssue(DiagnosedHop source) {
    String words = "some of the equal paths work and others do not";
    List<Issue> issues = new ArrayList<>(source.issues());
    issues.add(
        new Issue(
            IssueType.DESTINATION_PARTIALLY_REACHABLE,
            Issue.Origin.OUTBOUND,
            Issue.Severity.ERROR,
            Optional.empty(),
            List.of(new Issue.Context("Reason", words)),
            words,
            Optional.empty()));
    return new DiagnosedHop(source.role(), source.hop(), issues, source.next(), source.previous());
  }

  /** What the input lacks, each thing once. */
  static List<Missing> missing(Trace trace) {
    List<Missing> missing = new ArrayList<>();
    for (Path path : trace.paths()) {
      List<Path> ways = new ArrayList<>(path.replies());
      ways.addFirst(path);
      for (Path way : ways) {
        for (Hop hop : way.hops()) {
          for (Step step : hop.steps()) {
            List<Missing> found =
                switch (step) {
                  case Step.Unknown(Missing what) -> List.of(what);
                  case Step.Filtered filtered ->
                      filtered.decisions().stream().flatMap(d -> d.missing().stream()).toList();
                  case Step.Passing _,
                      Step.Blocking _,
                      Step.Routed _,
                      Step.DefaultOutbound _,
                      Step.ApplianceFiltered _,
                      Step.ForwardedTrafficNotAllowed _,
                      Step.HighCpu _,
                      Step.HighMemory _,
                      Step.ServiceDenied _,
                      Step.NotFollowed _,
                      Step.Doubtful _,
                      BalancerStep _,
                      FirewallStep _,
                      GatewayStep _ ->
                      List.of();
                };
            found.stream().filter(what -> !missing.contains(what)).forEach(missing::add);
          }
        }
      }
    }
    return missing;
  }
}
