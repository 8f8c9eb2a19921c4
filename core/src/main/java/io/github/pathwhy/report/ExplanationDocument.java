package io.github.pathwhy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What pathwhy adds to Azure's schemas, in one object: the reason in words, every decision of the
/// path and of the return path with the place where it was declared, and what was not known.
final class ExplanationDocument {
  private ExplanationDocument() {}

  static Map<String, Object> of(CheckReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Why", report.why());
    report.cause().declaredAt().ifPresent(place -> document.put("DeclaredAt", place));
    document.put(
        "Remedies", report.cause().remedies().stream().map(ExplanationDocument::remedy).toList());
    document.put("Source", report.source());
    document.put("Destination", report.destination());
    report.flow().ifPresent(flow -> document.put("Flow", flow(flow)));
    document.put("Confidence", confidence(report));
    document.put("Path", hops(report.hops()));
    document.put(
        "ReturnPaths", report.returnPaths().stream().map(way -> hops(way.hops())).toList());
    document.put("Assumptions", report.assumptions());
    document.put("Missing", report.missing());
    report
        .measured()
        .ifPresent(measured -> document.put("Measured", MeasuredDocument.of(measured)));
    return document;
  }

  private static Map<String, Object> remedy(CheckReport.RemedyView remedy) {
    Map<String, Object> document = new LinkedHashMap<>();
    switch (remedy) {
      case CheckReport.RemedyView.Change(String words) -> {
        document.put("Kind", "Change");
        document.put("Text", words);
      }
      case CheckReport.RemedyView.Say(String words) -> {
        document.put("Kind", "Say");
        document.put("Text", words);
      }
      case CheckReport.RemedyView.Fetch(String command, String file) -> {
        document.put("Kind", "Fetch");
        document.put("Command", command);
        document.put("File", file);
      }
    }
    return document;
  }

  private static Map<String, Object> flow(CheckReport.FlowView flow) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("SourceAddress", flow.source());
    document.put("DestinationAddress", flow.destination());
    document.put("Protocol", flow.protocol());
    document.put("SourcePort", flow.sourcePort());
    document.put("DestinationPort", flow.destinationPort());
    return document;
  }

  private static String confidence(CheckReport report) {
    if (report.status().equals("Unknown")) {
      return "Undetermined";
    }
    if (report.measured().isPresent()) {
      return "Measured";
    }
    return report.certain() ? "Certain" : "Assumed";
  }

  private static List<Object> hops(List<CheckReport.HopView> hops) {
    List<Object> documents = new ArrayList<>(hops.size());
    for (CheckReport.HopView hop : hops) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("Name", hop.name());
      document.put("Address", hop.address());
      document.put("Decisions", hop.evidence().stream().map(ExplanationDocument::line).toList());
      documents.add(document);
    }
    return documents;
  }

  private static Map<String, Object> line(CheckReport.EvidenceView line) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Effect", line.effect());
    document.put("Text", line.text());
    line.declaredAt().ifPresent(place -> document.put("DeclaredAt", place));
    return document;
  }

  /** The same document with keys that start with a small letter. */
  static Map<String, Object> camelCase(Map<String, Object> document) {
    Map<String, Object> result = new LinkedHashMap<>();
    document.forEach((key, value) -> result.put(decapitalized(key), camelCased(value)));
    return result;
  }

  private static Object camelCased(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, item) -> result.put(decapitalized((String) key), camelCased(item)));
        yield result;
      }
      case List<?> list -> list.stream().map(ExplanationDocument::camelCased).toList();
      default -> value;
    };
  }

  private static String decapitalized(String key) {
    return Character.toLowerCase(key.charAt(0)) + key.substring(1);
  }
}
