package io.github.pathwhy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The documented response of connection troubleshoot, property by property
/// (`network-watcher/network-watcher-connectivity-overview`). What pathwhy knows beyond it is under
/// `Explanation`.
public final class DocumentedSchema {
  private DocumentedSchema() {}

  /** The document: maps, lists, strings and numbers. */
  public static Map<String, Object> of(CheckReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ConnectionStatus", report.status());
    Optional<CheckReport.MeasuredView> measured = report.measured();
    if (report.status().equals("Reachable")) {
      measured
          .flatMap(CheckReport.MeasuredView::latency)
          .ifPresent(latency -> {
            document.put("AvgLatencyInMs", MeasuredDocument.millis(latency.average()));
            document.put("MinLatencyInMs", MeasuredDocument.millis(latency.min()));
            document.put("MaxLatencyInMs", MeasuredDocument.millis(latency.max()));
          });
    }
    // A simulation sends nothing.
    document.put("ProbesSent", measured.map(CheckReport.MeasuredView::probesSent).orElse(0));
    document.put("ProbesFailed", measured.map(CheckReport.MeasuredView::probesFailed).orElse(0));
    List<Object> hops = new ArrayList<>();
    for (CheckReport.HopView hop : report.hops()) {
      hops.add(hop(hop, report));
    }
    document.put("Hops", hops);
    document.put("Explanation", ExplanationDocument.of(report));
    return document;
  }

  private static Map<String, Object> hop(CheckReport.HopView hop, CheckReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Type", type(hop.kind()));
    document.put("Id", hop.id());
    document.put("Address", hop.address());
    resourceId(hop).ifPresent(id -> document.put("ResourceId", id));
    document.put(
        "NextHopIds", hop.next().stream().map(index -> report.hops().get(index).id()).toList());
    document.put("Issues", hop.issues().stream().map(DocumentedSchema::issue).toList());
    return document;
  }

  static String type(CheckReport.Kind kind) {
    return switch (kind) {
      case SOURCE -> "Source";
      case APPLIANCE, ROUTER -> "VirtualAppliance";
      case LOAD_BALANCER -> "LoadBalancer";
      case GATEWAY -> "VirtualNetworkGateway";
      case HUB -> "VirtualHub";
      case MACHINE, HOST -> "VnetLocal";
      case INTERNET -> "Internet";
      case OUTSIDE, UNRESOLVED -> "Destination";
    };
  }

  private static Optional<String> resourceId(CheckReport.HopView hop) {
    return switch (hop.kind()) {
      case INTERNET -> Optional.of("Internet");
      case SOURCE,
          APPLIANCE,
          LOAD_BALANCER,
          GATEWAY,
          HUB,
          MACHINE,
          ROUTER,
          HOST,
          OUTSIDE,
          UNRESOLVED ->
          hop.resourceId();
    };
  }

  private static Map<String, Object> issue(CheckReport.IssueView issue) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Origin", issue.origin());
    document.put("Severity", issue.severity());
    document.put("Type", issue.type());
    List<Object> context = new ArrayList<>();
    issue
        .rule()
        .ifPresent(rule ->
            context.add(entry("RuleName", RuleNames.prefixed(rule.name(), rule.isDefault()))));
    issue.context().forEach(detail -> context.add(entry(detail.key(), detail.value())));
    document.put("Context", context);
    return document;
  }

  /** A context entry. */
  static Map<String, Object> entry(String key, String value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("key", key);
    entry.put("value", value);
    return entry;
  }
}
