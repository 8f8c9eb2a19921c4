package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The security groups of a machine, interface by interface, as `az network watcher
/// show-security-group-view` prints them: what is attached where, and what is in force.
public final class SecurityGroupViewReport {
  private SecurityGroupViewReport() {}

  public static InspectionReport of(List<InterfaceRules.Answer> answers) {
    List<Object> interfaces = new ArrayList<>();
    List<InspectionReport.Section> sections = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (InterfaceRules.Answer answer : answers) {
      interfaces.add(networkInterface(answer));
      missing.addAll(Wording.of(answer.missing()));
      for (InterfaceRules.Group group : answer.groups()) {
        InspectionReport.Section section = EffectiveRulesReport.section(group);
        String prefix = answers.size() > 1 ? answer.at().nic().name() + ": " : "";
        sections.add(
            new InspectionReport.Section(
                prefix + section.title(), section.lines(), section.table()));
        rows.add(row(answer, group));
      }
    }
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("missing", missing);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("networkInterfaces", interfaces);
    document.put("explanation", explanation);
    boolean absent =
        answers.stream()
            .flatMap(answer -> answer.groups().stream())
            .anyMatch(InterfaceRules.Group::absent);
    return new InspectionReport(
        absent ? InspectionReport.Outcome.UNDETERMINED : InspectionReport.Outcome.FACT,
        EffectiveRulesReport.headline(
            answers.stream().flatMap(answer -> answer.groups().stream()).toList()),
        answers.getFirst().at().ownerName(),
        List.of(),
        sections,
        missing,
        rows,
        document);
  }

  private static Map<String, Object> row(InterfaceRules.Answer answer, InterfaceRules.Group group) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("NetworkInterface", answer.at().nic().name());
    row.put("NetworkSecurityGroup", group.stage().securityGroup().name());
    row.put("AppliedTo", group.stage().attachedTo().name());
    row.put("CustomRules", group.rules().stream().filter(rule -> !rule.isDefault()).count());
    return row;
  }

  private static Map<String, Object> networkInterface(InterfaceRules.Answer answer) {
    Map<String, Object> associations = new LinkedHashMap<>();
    List<Object> defaults = new ArrayList<>();
    List<Object> effective = new ArrayList<>();
    for (InterfaceRules.Group group : answer.groups()) {
      Map<String, Object> association = new LinkedHashMap<>();
      association.put("id", group.stage().attachedTo().toString());
      association.put(
          "securityRules",
          group.rules().stream()
              .filter(rule -> !rule.isDefault())
              .map(RuleDocuments::declared)
              .toList());
      switch (group.level()) {
        case VIRTUAL_NETWORK -> {}
        case SUBNET -> associations.put("subnetAssociation", association);
        case NETWORK_INTERFACE -> associations.put("networkInterfaceAssociation", association);
      }
      boolean first = defaults.isEmpty();
      for (SecurityRule rule : group.rules()) {
        if (rule.isDefault() && first) {
          defaults.add(RuleDocuments.declared(rule));
        }
        effective.add(
            RuleDocuments.inView(
                RuleNames.prefixed(group.stage(), rule), rule, group.expansions()));
      }
    }
    associations.put("defaultSecurityRules", defaults);
    associations.put("effectiveSecurityRules", effective);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", answer.at().nic().id().toString());
    document.put("securityRuleAssociations", associations);
    return document;
  }
}
