package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.effective.rules.StageDecision;
import io.github.pathwhy.effective.rules.StageEvaluation;
import io.github.pathwhy.inspect.IpFlowVerify;
import io.github.pathwhy.inspect.Judgement;
import io.github.pathwhy.inspect.Socket;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of IP flow verify: `access`, and `ruleName` when a rule decides
/// (`network-watcher/ip-flow-verify-overview`).
public final class IpFlowReport {
  private IpFlowReport() {}

  public static InspectionReport of(IpFlowVerify.Answer answer) {
    Judgement judgement = answer.judgement();
    String access = RuleNames.access(judgement.verdict());
    Optional<String> ruleName = ruleName(judgement);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("access", access);
    ruleName.ifPresent(name -> document.put("ruleName", name));
    document.put("explanation", explanation(answer));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Access", access);
    row.put("RuleName", ruleName.orElse(""));
    return new InspectionReport(
        RuleNames.outcome(judgement.verdict()),
        access,
        subject(answer),
        shown(answer),
        sections(answer),
        Wording.of(judgement.missing()),
        List.of(row),
        document);
  }

  private static Optional<String> ruleName(Judgement judgement) {
    if (judgement.verdict() == StageDecision.Verdict.UNKNOWN) {
      return Optional.empty();
    }
    return judgement
        .decisive()
        .flatMap(decision -> decision.rule().map(rule -> RuleNames.path(decision.stage(), rule)));
  }

  private static String subject(IpFlowVerify.Answer answer) {
    IpFlowVerify.Question question = answer.question();
    boolean inbound = question.direction() == Direction.INBOUND;
    Socket from = inbound ? question.remote() : question.local();
    Socket to = inbound ? question.local() : question.remote();
    return InspectionReport.nameOf(answer.at())
        + "  "
        + question.direction()
        + " "
        + question.protocol()
        + " "
        + from
        + " -> "
        + to;
  }

  /** The reasons, and that the question was asked for an address that the interface lacks. */
  private static List<CheckReport.EvidenceView> shown(IpFlowVerify.Answer answer) {
    List<CheckReport.EvidenceView> shown = new ArrayList<>();
    if (answer.judgement().verdict() != StageDecision.Verdict.UNKNOWN) {
      shown.addAll(why(answer));
    }
    InspectionReport.foreign(answer.at(), answer.question().local().address())
        .ifPresent(shown::add);
    return shown;
  }

  private static List<CheckReport.EvidenceView> why(IpFlowVerify.Answer answer) {
    if (answer.exempt()) {
      return List.of(
          passes("platform traffic: only rules with a platform tag apply, and none denies it"));
    }
    Optional<StageDecision> decisive = answer.judgement().decisive();
    if (decisive.isEmpty()) {
      return List.of(
          passes("no network security group at the interface or its subnet: everything passes"));
    }
    return InspectionReport.views(
        Wording.of(answer.question().direction(), List.of(decisive.get())));
  }

  private static CheckReport.EvidenceView passes(String text) {
    return new CheckReport.EvidenceView("passes", text, Optional.empty());
  }

  private static List<InspectionReport.Section> sections(IpFlowVerify.Answer answer) {
    List<StageDecision> decisions = decisions(answer);
    boolean told =
        decisions.size() < 2 && answer.judgement().verdict() != StageDecision.Verdict.UNKNOWN;
    return told
        ? List.of()
        : List.of(
            new InspectionReport.Section(
                "Evaluated",
                InspectionReport.views(Wording.of(answer.question().direction(), decisions)),
                List.of()));
  }

  private static List<StageDecision> decisions(IpFlowVerify.Answer answer) {
    return answer.judgement().stages().stream().map(StageEvaluation::decision).toList();
  }

  private static Map<String, Object> explanation(IpFlowVerify.Answer answer) {
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("networkInterface", answer.at().nic().id().toString());
    explanation.put("why", why(answer).stream().map(CheckReport.EvidenceView::text).toList());
    explanation.put("localAddressIsOwn", answer.at().owns(answer.question().local().address()));
    explanation.put("evaluated", decisions(answer).stream().map(IpFlowReport::decision).toList());
    explanation.put("missing", Wording.of(answer.judgement().missing()));
    return explanation;
  }

  private static Map<String, Object> decision(StageDecision decision) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("networkSecurityGroupId", decision.stage().securityGroup().toString());
    document.put("appliedTo", decision.stage().attachedTo().toString());
    document.put("access", RuleNames.access(decision.verdict()));
    decision
        .rule()
        .ifPresent(rule -> document.put("ruleName", RuleNames.path(decision.stage(), rule)));
    decision
        .rule()
        .flatMap(SecurityRule::declaredAt)
        .ifPresent(place -> document.put("declaredAt", place.toString()));
    return document;
  }
}
