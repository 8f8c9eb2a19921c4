package io.github.pathwhy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What probes saw, as the part `Measured` of the explanation.
final class MeasuredDocument {
  private static final double STEPS_IN_MILLI = 1000;

  private MeasuredDocument() {}

  static Map<String, Object> of(CheckReport.MeasuredView measured) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Method", measured.how().method());
    document.put("Tier", measured.how().tier());
    document.put("Clock", measured.how().clock());
    document.put("Privilege", measured.how().privilege());
    measured.latency().ifPresent(latency -> put(document, latency));
    List<Object> hops = new ArrayList<>();
    measured.hops().forEach(hop -> hops.add(hop(hop)));
    document.put("Hops", hops);
    List<Object> facts = new ArrayList<>();
    for (CheckReport.FactView fact : measured.facts()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Name", fact.name());
      entry.put("Value", fact.value());
      facts.add(entry);
    }
    document.put("Facts", facts);
    measured
        .comparison()
        .ifPresent(comparison -> document.put("Comparison", comparison(comparison)));
    document.put("Limits", measured.limits());
    return document;
  }

  private static Map<String, Object> hop(CheckReport.MeasuredHopView hop) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Distance", hop.distance());
    document.put("Addresses", hop.addresses());
    document.put("ProbesSent", hop.sent());
    document.put("ProbesLost", hop.lost());
    hop.latency().ifPresent(latency -> put(document, latency));
    hop.end().ifPresent(end -> document.put("End", end));
    return document;
  }

  private static Map<String, Object> comparison(CheckReport.ComparisonView comparison) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Predicted", comparison.predicted());
    document.put("Agrees", comparison.agrees());
    document.put("Verdict", comparison.verdict());
    document.put("Reasons", comparison.reasons());
    return document;
  }

  private static void put(Map<String, Object> document, CheckReport.LatencyView latency) {
    document.put("MinInMs", millis(latency.min()));
    document.put("AvgInMs", millis(latency.average()));
    document.put("MaxInMs", millis(latency.max()));
  }

  /** Milliseconds to the microsecond. */
  static double millis(double value) {
    return Math.round(value * STEPS_IN_MILLI) / STEPS_IN_MILLI;
  }
}
