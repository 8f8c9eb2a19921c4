package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The security rules in force at an interface, as `az network nic list-effective-nsg` prints them:
/// one entry for each group, with its tags expanded.
public final class EffectiveRulesReport {
  private EffectiveRulesReport() {}

  public static InspectionReport of(InterfaceRules.Answer answer) {
    List<InspectionReport.Section> sections = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Object> value = new ArrayList<>();
    for (InterfaceRules.Group group : answer.groups()) {
      value.add(entry(group));
      sections.add(section(group));
      for (SecurityRule rule : group.rules()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("NetworkSecurityGroup", group.stage().securityGroup().name());
        row.put("AppliedTo", group.stage().attachedTo().name());
        row.putAll(row(rule));
        rows.add(row);
      }
    }
    List<Map<String, Object>> tags = tags(answer);
    if (!tags.isEmpty()) {
      sections.add(new InspectionReport.Section("Service tags", List.of(), tags));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("value", value);
    document.put("explanation", explanation(answer));
    return new InspectionReport(
        outcome(answer),
        headline(answer.groups()),
        InspectionReport.nameOf(answer.at()),
        List.of(),
        sections,
        Wording.of(answer.missing()),
        rows,
        document);
  }

  /** An answer without the rules of a group is none. */
  private static InspectionReport.Outcome outcome(InterfaceRules.Answer answer) {
    return answer.groups().stream().anyMatch(InterfaceRules.Group::absent)
        ? InspectionReport.Outcome.UNDETERMINED
        : InspectionReport.Outcome.FACT;
  }

  /** How many groups there are, in words. */
  static String headline(List<InterfaceRules.Group> groups) {
    long own =
        groups.stream()
            .filter(group -> group.level() != InterfaceRules.Level.VIRTUAL_NETWORK)
            .count();
    String counted =
        own == 1
            ? "1 network security group"
            : (own == 0 ? "no" : own) + " network security groups";
    return own < groups.size() ? "security admin rules, " + counted : counted;
  }

  /** A group in the text: a heading and its rules. */
  static InspectionReport.Section section(InterfaceRules.Group group) {
    String level =
        switch (group.level()) {
          case VIRTUAL_NETWORK -> "virtual network ";
          case SUBNET -> "subnet ";
          case NETWORK_INTERFACE -> "network interface ";
        };
    return new InspectionReport.Section(
        group.stage().securityGroup().name() + " at " + level + group.stage().attachedTo().name(),
        List.of(),
        group.rules().stream().map(EffectiveRulesReport::row).toList());
  }

  private static Map<String, Object> row(SecurityRule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Direction", rule.direction().label());
    row.put("Priority", rule.priority());
    row.put("Name", rule.name());
    row.put("Access", rule.access().label());
    row.put("Protocol", rule.protocol().label());
    row.put("Source", joined(rule.traffic().source()));
    row.put("SrcPort", joined(rule.traffic().sourcePorts()));
    row.put("Destination", joined(rule.traffic().destination()));
    row.put("Port", joined(rule.traffic().destinationPorts()));
    rule.declaredAt().ifPresent(place -> row.put(InspectionReport.DECLARED_AT, place.toString()));
    return row;
  }

  private static String joined(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static Map<String, Object> entry(InterfaceRules.Group group) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("networkSecurityGroup", id(group.stage().securityGroup().toString()));
    String attachedTo = group.stage().attachedTo().toString();
    entry.put(
        "association",
        switch (group.level()) {
          case VIRTUAL_NETWORK ->
              Map.of("networkManager", id(group.stage().securityGroup().toString()));
          case SUBNET -> Map.of("subnet", id(attachedTo));
          case NETWORK_INTERFACE -> Map.of("networkInterface", id(attachedTo));
        });
    entry.put(
        "effectiveSecurityRules",
        group.rules().stream()
            .map(rule ->
                RuleDocuments.inForce(
                    RuleNames.path(group.stage(), rule), rule, group.expansions()))
            .toList());
    entry.put("tagMap", tagMap(group));
    return entry;
  }

  /** What the tags stand for, a row each; long expansions are only counted. */
  private static List<Map<String, Object>> tags(InterfaceRules.Answer answer) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (InterfaceRules.Group group : answer.groups()) {
      group
          .expansions()
          .forEach((term, prefixes) ->
              texts.putIfAbsent(term.toString(), InspectionReport.some(prefixes)));
      group.unknownTags().forEach(tag -> texts.putIfAbsent(tag, "not known"));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    texts.forEach((tag, prefixes) -> {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Tag", tag);
      row.put("Prefixes", prefixes);
      rows.add(row);
    });
    return rows;
  }

  private static Map<String, Object> id(String id) {
    return Map.of("id", id);
  }

  private static Map<String, Object> tagMap(InterfaceRules.Group group) {
    Map<String, Object> tags = new LinkedHashMap<>();
    group
        .expansions()
        .forEach((term, prefixes) -> {
          if (term instanceof AddressTerm.Tag(String name)) {
            tags.put(name, prefixes.stream().map(Prefix::toString).toList());
          }
        });
    return tags;
  }

  private static Map<String, Object> explanation(InterfaceRules.Answer answer) {
    Map<String, Object> places = new LinkedHashMap<>();
    for (InterfaceRules.Group group : answer.groups()) {
      for (SecurityRule rule : group.rules()) {
        rule.declaredAt()
            .map(SourcePosition::toString)
            .ifPresent(place -> places.put(rule.id().toString(), place));
      }
    }
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("networkInterface", answer.at().nic().id().toString());
    explanation.put("declaredAt", places);
    explanation.put("missing", Wording.of(answer.missing()));
    return explanation;
  }
}
