package io.github.pathwhy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape and the words of the live service, as `az network watcher test-connectivity` prints
/// them. What pathwhy knows beyond it is under `explanation`.
public final class AzureSchema {
  private static final String NAME = "DNSResolution";
  private static final String LISTENER = "NoListenerOnDestination";
  private static final String OUTBOUND = "OutboundAccessMissing";
  private static final String ROUTE = "UserDefinedRoute";

  private AzureSchema() {}

  /** The document: maps, lists, strings and numbers. */
  public static Map<String, Object> of(CheckReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    Optional<CheckReport.MeasuredView> measured = report.measured();
    Optional<CheckReport.LatencyView> latency =
        report.status().equals("Reachable")
            ? measured.flatMap(CheckReport.MeasuredView::latency)
            : Optional.empty();
    latency.ifPresent(times -> document.put("avgLatencyInMs", Math.round(times.average())));
    document.put("connectionStatus", report.status());
    List<Object> hops = new ArrayList<>();
    for (int i = 0; i < report.hops().size(); i++) {
      hops.add(hop(report, i));
    }
    document.put("hops", hops);
    latency.ifPresent(times -> {
      document.put("maxLatencyInMs", Math.round(times.max()));
      document.put("minLatencyInMs", Math.round(times.min()));
    });
    document.put("probesFailed", measured.map(CheckReport.MeasuredView::probesFailed).orElse(0));
    document.put("probesSent", measured.map(CheckReport.MeasuredView::probesSent).orElse(0));
    document.put("explanation", ExplanationDocument.camelCase(ExplanationDocument.of(report)));
    return document;
  }

  private static Map<String, Object> hop(CheckReport report, int index) {
    CheckReport.HopView hop = report.hops().get(index);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", hop.address());
    document.put("id", hop.id());
    document.put("issues", issues(report, hop));
    document.put("links", links(report, hop, hop.next()));
    document.put("nextHopIds", ids(report, hop.next()));
    document.put("previousHopIds", ids(report, hop.previous()));
    document.put("previousLinks", links(report, hop, hop.previous()));
    // An address is answered with its ip configuration, a machine with itself.
    boolean byConfiguration = hop.kind() == CheckReport.Kind.MACHINE && !report.destinationByName();
    (byConfiguration ? hop.configurationId() : hop.resourceId())
        .ifPresent(id -> document.put("resourceId", id));
    document.put("type", type(report, hop));
    return document;
  }

  private static List<String> ids(CheckReport report, List<Integer> indexes) {
    return indexes.stream().map(index -> report.hops().get(index).id()).toList();
  }

  private static List<Object> links(
      CheckReport report, CheckReport.HopView hop, List<Integer> indexes) {
    List<Object> links = new ArrayList<>();
    for (int index : indexes) {
      CheckReport.HopView other = report.hops().get(index);
      Map<String, Object> link = new LinkedHashMap<>();
      link.put("context", new LinkedHashMap<>());
      link.put("issues", List.of());
      // The same link has the same type from both of its ends.
      boolean isPublic =
          hop.kind() == CheckReport.Kind.INTERNET || other.kind() == CheckReport.Kind.INTERNET;
      link.put("linkType", isPublic ? "Internet" : "VirtualNetwork");
      link.put("nextHopId", other.id());
      link.put("resourceId", "");
      other
          .measured()
          .flatMap(CheckReport.MeasuredHopView::latency)
          .ifPresent(times -> {
            link.put("roundTripTimeAvg", Math.round(times.average()));
            link.put("roundTripTimeMax", Math.round(times.max()));
            link.put("roundTripTimeMin", Math.round(times.min()));
          });
      links.add(link);
    }
    return links;
  }

  private static String type(CheckReport report, CheckReport.HopView hop) {
    return switch (hop.kind()) {
      case SOURCE -> "Source";
      case APPLIANCE, ROUTER -> "VirtualAppliance";
      case LOAD_BALANCER -> "LoadBalancer";
      case GATEWAY -> "VirtualNetworkGateway";
      case HUB -> "VirtualHub";
      case MACHINE -> report.destinationByName() ? "VirtualMachine" : "VirtualNetwork";
      case HOST -> "VirtualNetwork";
      case INTERNET -> "Internet";
      case OUTSIDE, UNRESOLVED -> "Destination";
    };
  }

  private static List<Object> issues(CheckReport report, CheckReport.HopView hop) {
    List<Object> issues = new ArrayList<>();
    boolean hasListenerIssue = false;
    for (CheckReport.IssueView issue : hop.issues()) {
      // The service reports a drop by a system route twice, and does not warn of default access.
      if (issue.type().equals(ROUTE)
          && issue.context().stream().noneMatch(entry -> entry.key().equals("RouteType"))) {
        issues.add(issue("Local", "Error", "RouteMissing", List.of()));
      }
      if (!(issue.type().equals(OUTBOUND) && issue.severity().equals("Warning"))) {
        issues.add(issue(issue));
      }
      hasListenerIssue |= issue.type().equals(LISTENER);
    }
    boolean unreachableMachine =
        hop.kind() == CheckReport.Kind.MACHINE
            && report.destinationByName()
            && report.status().equals("Unreachable");
    if (unreachableMachine && !hasListenerIssue) {
      issues.add(issue("Local", "Error", LISTENER, List.of()));
    }
    return issues;
  }

  private static Map<String, Object> issue(CheckReport.IssueView issue) {
    List<Object> context = new ArrayList<>();
    issue
        .rule()
        .ifPresent(rule ->
            context.add(
                DocumentedSchema.entry(
                    "RuleName",
                    rule.isDefault()
                        ? "DefaultRule_" + rule.name()
                        : rule.groupId() + "/SecurityRules/" + rule.name())));
    issue
        .context()
        .forEach(detail -> context.add(DocumentedSchema.entry(detail.key(), detail.value())));
    return issue(issue.origin(), issue.severity(), issue.type(), context);
  }

  private static Map<String, Object> issue(
      String origin, String severity, String type, List<Object> context) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("context", context);
    document.put("origin", origin);
    document.put("severity", severity);
    // The enumeration of the REST API spells this one differently from the table of fault types.
    document.put("type", type.equals(NAME) ? "DnsResolution" : type);
    return document;
  }
}
