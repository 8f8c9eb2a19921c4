package io.github.pathwhy.report.live;

import io.github.pathwhy.diagnose.DiagnosedHop;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.diagnose.Evidence;
import io.github.pathwhy.diagnose.Issue;
import io.github.pathwhy.diagnose.IssueType;
import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.diagnose.survey.PortSurvey.Stretch;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.report.live.PortsReport.HostAnswers;
import io.github.pathwhy.report.live.PortsReport.PortAnswer;
import io.github.pathwhy.report.live.PortsReport.State;
import io.github.pathwhy.trace.evidence.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The report about ports in a topology. */
public final class SimulatedPorts {
  private static final String LISTENS = " listens on ";

  private SimulatedPorts() {}

  /// The answers for the ports of a destination.
  ///
  /// @param name the destination as it was asked for
  /// @param stretches at least one
  public record Host(String name, List<Stretch> stretches) {
    public Host {
      stretches = List.copyOf(stretches);
    }
  }

  /// The report.
  ///
  /// @param onlyOpen leaves out what is not open
  /// @param verbose lists all ranges in the text
  public static PortsReport of(
      Method method, List<Host> surveyed, boolean onlyOpen, boolean verbose) {
    List<HostAnswers> hosts = new ArrayList<>();
    Set<String> assumptions = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    String source = "";
    for (Host host : surveyed) {
      List<PortAnswer> answers = new ArrayList<>();
      for (Stretch stretch : host.stretches()) {
        addTo(answers, stretch);
        Diagnosis diagnosis = stretch.diagnosis();
        diagnosis.missing().forEach(each -> missing.add(stretch.words(each)));
        for (String each : diagnosis.assumptions()) {
          // The state says already that nobody knows whether something listens.
          if (!each.contains(LISTENS)) {
            assumptions.add(each);
          }
        }
      }
      StateCounts counts = new StateCounts();
      answers.forEach(answer -> counts.add(answer.state()));
      Diagnosis first = host.stretches().getFirst().diagnosis();
      source = first.sourceName();
      hosts.add(
          new HostAnswers(
              host.name(),
              first.flow().map(Flow::destination).map(Object::toString),
              answers,
              counts,
              List.of()));
    }
    PortsDocument view = new PortsDocument(method, onlyOpen, verbose);
    List<String> notes = new ArrayList<>();
    missing.forEach(each -> notes.add("not known: " + each));
    if (verbose) {
      assumptions.forEach(each -> notes.add("taken for granted: " + each));
    }
    return new PortsReport(
        view,
        hosts,
        notes,
        "simulated, from " + source,
        document(method, source, view.targets(hosts), assumptions, missing));
  }

  private static Map<String, Object> document(
      Method method,
      String source,
      List<Map<String, Object>> targets,
      Set<String> assumptions,
      Set<String> missing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Mode", "Simulated");
    document.put("Protocol", method.label());
    document.put("Source", source);
    document.put("Targets", targets);
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("Assumptions", List.copyOf(assumptions));
    explanation.put("Missing", List.copyOf(missing));
    document.put("Explanation", explanation);
    return document;
  }

  private static void addTo(List<PortAnswer> answers, Stretch stretch) {
    Diagnosis diagnosis = stretch.diagnosis();
    State state = state(diagnosis);
    String reason =
        state == State.ALLOWED
            ? diagnosis.why() + "; its listeners were not observed"
            : reason(diagnosis);
    Optional<String> place = place(diagnosis);
    String words = stretch.words(reason);
    List<String> missing = new ArrayList<>();
    diagnosis.missing().forEach(each -> missing.add(stretch.words(each)));
    for (int port = stretch.ports().first(); port <= stretch.ports().last(); port++) {
      answers.add(
          new PortAnswer(
              port, state, words, Optional.empty(), 0, Optional.empty(), place, missing));
    }
  }

  /// What decides, as it stands in the input: it is the same for many ports, where the cause names
  /// one.
  private static String reason(Diagnosis diagnosis) {
    return diagnosis.cause().decidedBy().reversed().stream()
        .flatMap(step -> Wording.of(step).stream())
        .filter(line -> line.effect() != Effect.PASSES)
        .map(Evidence::text)
        .findFirst()
        .orElseGet(diagnosis::why);
  }

  private static State state(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case UNKNOWN -> State.UNKNOWN;
      case UNREACHABLE -> onlyListenerMissing(diagnosis) ? State.CLOSED : State.FILTERED;
      case REACHABLE ->
          diagnosis.assumptions().stream().anyMatch(each -> each.contains(LISTENS))
              ? State.ALLOWED
              : State.OPEN;
    };
  }

  private static boolean onlyListenerMissing(Diagnosis diagnosis) {
    boolean found = false;
    for (DiagnosedHop hop : diagnosis.hops()) {
      for (Issue issue : hop.issues()) {
        if (issue.severity() == Issue.Severity.ERROR) {
          if (issue.type() != IssueType.NO_LISTENER_ON_DESTINATION) {
            return false;
          }
          found = true;
        }
      }
    }
    return found;
  }

  /** Where what decides was declared. */
  private static Optional<String> place(Diagnosis diagnosis) {
    return diagnosis.verdict() == Verdict.REACHABLE
        ? Optional.empty()
        : diagnosis.cause().declaredAt().map(SourcePosition::toString);
  }
}
