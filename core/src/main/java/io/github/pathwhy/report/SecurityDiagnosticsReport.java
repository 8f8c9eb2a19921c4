package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.address.Match;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.inspect.Judgement;
import io.github.pathwhy.inspect.Profile;
import io.github.pathwhy.inspect.SecurityDiagnostics;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of NSG diagnostics: for each interface every group in order of evaluation, and for
/// each of its rules, up to the one that decides, which fields match
/// (`network-watcher/diagnose-network-security-rules`).
public final class SecurityDiagnosticsReport {
  private SecurityDiagnosticsReport() {}

  public static InspectionReport of(SecurityDiagnostics.Answer answer) {
    Profile profile = answer.question().profile();
    List<Object> results = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<InspectionReport.Section> sections = new ArrayList<>();
    List<CheckReport.EvidenceView> why = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    boolean several = answer.results().size() > 1;
    for (SecurityDiagnostics.Result result : answer.results()) {
      results.add(result(profile, result.judgement()));
      missing.addAll(Wording.of(result.judgement().missing()));
      why.addAll(why(answer, result));
      for (StageEvaluation stage : result.judgement().stages()) {
        List<Map<String, Object>> table =
            stage.rules().stream().map(rule -> marks(stage, rule)).toList();
        sections.add(
            new InspectionReport.Section(title(result.at(), stage, several), List.of(), table));
        stage.rules().forEach(rule -> rows.add(row(result.at(), stage, rule)));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("results", results);
    document.put("explanation", explanation(answer, missing));
    return new InspectionReport(
        RuleNames.outcome(answer.verdict()),
        RuleNames.access(answer.verdict()),
        subject(answer),
        why,
        sections,
        missing,
        rows,
        document);
  }

  private static String subject(SecurityDiagnostics.Answer answer) {
    Profile profile = answer.question().profile();
    return answer.results().getFirst().at().ownerName()
        + "  "
        + profile.direction()
        + " "
        + profile.protocol()
        + "/"
        + profile.port()
        + " "
        + profile.source()
        + " -> "
        + profile.destination();
  }

  /** What decides at an interface, with its name when there are several. */
  private static List<CheckReport.EvidenceView> why(
      SecurityDiagnostics.Answer answer, SecurityDiagnostics.Result result) {
    Optional<StageDecision> decisive = result.judgement().decisive();
    boolean several = answer.results().size() > 1;
    String at = several ? result.at().nic().name() + ": " : "";
    if (decisive.isEmpty()) {
      return List.of(
          new CheckReport.EvidenceView(
              "passes", at + "no network security group: everything passes", Optional.empty()));
    }
    return InspectionReport.views(
            Wording.of(answer.question().profile().direction(), List.of(decisive.get())))
        .stream()
        .map(line ->
            new CheckReport.EvidenceView(line.effect(), at + line.text(), line.declaredAt()))
        .toList();
  }

  private static String title(EffectiveInterface at, StageEvaluation stage, boolean several) {
    return (several ? at.nic().name() + ": " : "")
        + stage.decision().stage().securityGroup().name()
        + " at "
        + stage.decision().stage().attachedTo().name();
  }

  private static Map<String, Object> result(Profile profile, Judgement judgement) {
    Map<String, Object> echo = new LinkedHashMap<>();
    echo.put("direction", profile.direction().label());
    echo.put("protocol", profile.protocol());
    echo.put("source", profile.source());
    echo.put("destination", profile.destination());
    echo.put("destinationPort", profile.port());
    Map<String, Object> security = new LinkedHashMap<>();
    security.put("securityRuleAccessResult", RuleNames.access(judgement.verdict()));
    security.put(
        "evaluatedNetworkSecurityGroups",
        judgement.stages().stream().map(SecurityDiagnosticsReport::stage).toList());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("profile", echo);
    result.put("networkSecurityGroupResult", security);
    return result;
  }

  private static Map<String, Object> stage(StageEvaluation stage) {
    StageDecision decision = stage.decision();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("networkSecurityGroupId", decision.stage().securityGroup().toString());
    document.put("appliedTo", decision.stage().attachedTo().toString());
    matched(decision)
        .ifPresent(rule -> {
          Map<String, Object> matched = new LinkedHashMap<>();
          matched.put("ruleName", RuleNames.prefixed(decision.stage(), rule));
          matched.put("action", rule.access().label());
          document.put("matchedRule", matched);
        });
    document.put(
        "rulesEvaluationResult", stage.rules().stream().map(rule -> rule(stage, rule)).toList());
    return document;
  }

  private static Optional<SecurityRule> matched(StageDecision decision) {
    return decision.verdict() == StageDecision.Verdict.UNKNOWN ? Optional.empty() : decision.rule();
  }

  private static Map<String, Object> rule(StageEvaluation stage, StageEvaluation.Rule evaluation) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", RuleNames.prefixed(stage.decision().stage(), evaluation.rule()));
    document.put("protocolMatched", evaluation.comparison().protocol());
    document.put("sourceMatched", evaluation.comparison().source() == Match.YES);
    document.put("sourcePortMatched", evaluation.comparison().sourcePort());
    document.put("destinationMatched", evaluation.comparison().destination() == Match.YES);
    document.put("destinationPortMatched", evaluation.comparison().destinationPort());
    return document;
  }

  /** A rule for the text: what it does, and a word for each field. */
  private static Map<String, Object> marks(StageEvaluation stage, StageEvaluation.Rule evaluation) {
    SecurityRule rule = evaluation.rule();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Priority", rule.priority());
    row.put("Rule", rule.name());
    row.put("Access", rule.access().label());
    row.put("Protocol", word(evaluation.comparison().protocol()));
    row.put("Source", word(evaluation.comparison().source()));
    row.put("SrcPort", word(evaluation.comparison().sourcePort()));
    row.put("Destination", word(evaluation.comparison().destination()));
    row.put("Port", word(evaluation.comparison().destinationPort()));
    boolean decides = matched(stage.decision()).filter(rule::equals).isPresent();
    row.put("Matched", decides ? "<-" : "");
    return row;
  }

  private static String word(boolean matched) {
    return matched ? "yes" : "no";
  }

  private static String word(Match match) {
    return switch (match) {
      case YES -> "yes";
      case NO -> "no";
      case UNKNOWN -> "unknown";
    };
  }

  private static Map<String, Object> row(
      EffectiveInterface at, StageEvaluation stage, StageEvaluation.Rule evaluation) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("NetworkInterface", at.nic().name());
    row.put("NetworkSecurityGroup", stage.decision().stage().securityGroup().name());
    row.put("AppliedTo", stage.decision().stage().attachedTo().name());
    row.putAll(marks(stage, evaluation));
    return row;
  }

  private static Map<String, Object> explanation(
      SecurityDiagnostics.Answer answer, List<String> missing) {
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put(
        "networkInterfaces",
        answer.results().stream().map(result -> result.at().nic().id().toString()).toList());
    explanation.put("undecided", undecided(answer));
    explanation.put("declaredAt", places(answer));
    explanation.put("missing", missing);
    return explanation;
  }

  /** Rules of which the input does not say whether they match. */
  private static List<String> undecided(SecurityDiagnostics.Answer answer) {
    return evaluations(answer).stream()
        .filter(evaluation -> evaluation.comparison().match() == Match.UNKNOWN)
        .map(evaluation -> evaluation.rule().id().toString())
        .distinct()
        .toList();
  }

  /** Where each rule that was looked at is declared, by its id. */
  private static Map<String, Object> places(SecurityDiagnostics.Answer answer) {
    Map<String, Object> places = new LinkedHashMap<>();
    for (StageEvaluation.Rule evaluation : evaluations(answer)) {
      Optional<SourcePosition> place = evaluation.rule().declaredAt();
      place.ifPresent(known -> places.put(evaluation.rule().id().toString(), known.toString()));
    }
    return places;
  }

  private static List<StageEvaluation.Rule> evaluations(SecurityDiagnostics.Answer answer) {
    return answer.results().stream()
        .flatMap(result -> result.judgement().stages().stream())
        .flatMap(stage -> stage.rules().stream())
        .toList();
  }
}
