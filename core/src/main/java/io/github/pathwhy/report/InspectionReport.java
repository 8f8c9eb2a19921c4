package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Evidence;
import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The answer of a single-purpose verb in all its forms: the document in Azure's shape, the rows of
/// a table, and what people read, the answer first.
public record InspectionReport(
    Outcome outcome,
    String answer,
    String subject,
    List<CheckReport.EvidenceView> why,
    List<Section> sections,
    List<String> missing,
    List<Map<String, Object>> rows,
    Map<String, Object> document) {

  /** The column of places; text shows it on request only. */
  public static final String DECLARED_AT = "Declared At";

  private static final int MOST_SHOWN = 3;

  public InspectionReport {
    why = List.copyOf(why);
    sections = List.copyOf(sections);
    missing = List.copyOf(missing);
    rows = List.copyOf(rows);
  }

  /** How the answer is to be taken, the worst last. */
  public enum Outcome {
    /** Neither yes nor no: a fact. */
    FACT,
    /** Yes. */
    POSITIVE,
    /** The input does not say. */
    UNDETERMINED,
    /** No. */
    NEGATIVE
  }

  /** A part of the text under a heading: sentences, or a table. */
  public record Section(
      String title, List<CheckReport.EvidenceView> lines, List<Map<String, Object>> table) {
    public Section {
      lines = List.copyOf(lines);
      table = List.copyOf(table);
    }
  }

  /** Several answers as one: their lists one after the other, and the worst outcome. */
  public static InspectionReport of(List<InspectionReport> reports) {
    if (reports.size() == 1) {
      return reports.getFirst();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Section> sections = new ArrayList<>();
    List<CheckReport.EvidenceView> why = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    InspectionReport worst = reports.getFirst();
    for (InspectionReport each : reports) {
      merge(document, each.document());
      rows.addAll(each.rows());
      why.addAll(each.why());
      for (Section section : each.sections()) {
        sections.add(
            new Section(each.subject() + ": " + section.title(), section.lines(), section.table()));
      }
      missing.addAll(each.missing());
      worst = each.outcome().compareTo(worst.outcome()) > 0 ? each : worst;
    }
    return new InspectionReport(
        worst.outcome(),
        worst.answer(),
        String.join(", ", reports.stream().map(InspectionReport::subject).toList()),
        why,
        sections,
        List.copyOf(missing),
        rows,
        document);
  }

  @SuppressWarnings("unchecked") // documents are maps with text keys
  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    more.forEach((key, value) -> {
      Object known = into.get(key);
      if (known instanceof List<?> list && value instanceof List<?> added) {
        List<Object> all = new ArrayList<>(list);
        all.addAll(added);
        into.put(key, all);
      } else if (known instanceof Map<?, ?> map && value instanceof Map<?, ?> added) {
        Map<String, Object> all = new LinkedHashMap<>((Map<String, Object>) map);
        merge(all, (Map<String, Object>) added);
        into.put(key, all);
      } else {
        into.putIfAbsent(key, value);
      }
    });
  }

  /** Evidence for readers. */
  static List<CheckReport.EvidenceView> views(List<Evidence> lines) {
    return lines.stream()
        .map(line ->
            new CheckReport.EvidenceView(
                line.effect().name().toLowerCase(Locale.ROOT),
                line.text(),
                line.declaredAt().map(SourcePosition::toString)))
        .toList();
  }

  /** Prefixes for a cell of a table; of many the first one and how many more there are. */
  static String some(List<Prefix> prefixes) {
    return prefixes.size() <= MOST_SHOWN
        ? String.join(" ", prefixes.stream().map(Prefix::toString).toList())
        : prefixes.getFirst() + " and " + (prefixes.size() - 1) + " more";
  }

  /** A warning about an address that is asked about at an interface that does not have it. */
  static Optional<CheckReport.EvidenceView> foreign(EffectiveInterface at, IpAddress address) {
    if (at.owns(address)) {
      return Optional.empty();
    }
    List<String> own =
        at.nic().ipConfigurations().stream().map(each -> each.privateAddress().toString()).toList();
    return Optional.of(
        new CheckReport.EvidenceView(
            "warns",
            address
                + " is not an address of "
                + at.nic().name()
                + " ("
                + String.join(", ", own)
                + ")",
            Optional.empty()));
  }

  /** An interface as people call it: the machine, and the interface in brackets. */
  static String nameOf(EffectiveInterface at) {
    String owner = at.ownerName();
    return owner.equals(at.nic().name()) ? owner : owner + " (" + at.nic().name() + ")";
  }
}
