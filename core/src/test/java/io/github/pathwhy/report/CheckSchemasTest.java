package io.github.pathwhy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the schemas make of the same report. */
final class CheckSchemasTest {
  private static final String GROUP = "/x/networkSecurityGroups/nsg";

  private static CheckReport.IssueView denial(boolean isDefault) {
    return new CheckReport.IssueView(
        "Inbound",
        "Error",
        "NetworkSecurityRule",
        Optional.of(new CheckReport.RuleView(GROUP, "rule", isDefault)),
        List.of(new CheckReport.ContextView("k", "v")),
        "words",
        Optional.empty(),
        CheckReport.Told.NOWHERE);
  }

  private static CheckReport.IssueView issue(
      String severity, String type, CheckReport.ContextView... context) {
    return new CheckReport.IssueView(
        "Outbound",
        severity,
        type,
        Optional.empty(),
        List.of(context),
        "words",
        Optional.empty(),
        CheckReport.Told.NOWHERE);
  }

  private static CheckReport report(
      String status,
      boolean byName,
      CheckReport.Kind end,
      List<CheckReport.IssueView> atSource,
      List<CheckReport.IssueView> atEnd) {
    return new CheckReport(
        status,
        true,
        "a",
        "b",
        Optional.empty(),
        "Tcp",
        byName,
        CheckReport.CauseView.of("why"),
        List.of(
            new CheckReport.HopView(
                "id-0",
                "a",
                CheckReport.Kind.SOURCE,
                "10.0.0.4",
                Optional.of("/x/virtualMachines/a"),
                Optional.of("/x/networkInterfaces/a/ipConfigurations/c"),
                List.of(1),
                List.of(),
                atSource,
                List.of(),
                Optional.empty()),
            new CheckReport.HopView(
                "id-1",
                "b",
                end,
                "10.0.0.5",
                Optional.of("/x/virtualMachines/b"),
                Optional.of("/x/networkInterfaces/b/ipConfigurations/c"),
                List.of(),
                List.of(0),
                atEnd,
                List.of(),
                Optional.empty())),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Map<?, ?> hop(Map<String, Object> document, String key, int index) {
    return (Map<?, ?>) ((List<?>) document.get(key)).get(index);
  }

  private static List<Object> values(Map<?, ?> hop, String list, String key) {
    return ((List<?>) hop.get(list))
        .stream().<Object>map(item -> ((Map<?, ?>) item).get(key)).toList();
  }

  @Test
  void documentedNamesRulesByOrigin() {
    for (boolean isDefault : new boolean[] {true, false}) {
      CheckReport report =
          report(
              "Unreachable", true, CheckReport.Kind.MACHINE, List.of(), List.of(denial(isDefault)));
      Map<?, ?> issue =
          (Map<?, ?>)
              ((List<?>) hop(DocumentedSchema.of(report), "Hops", 1).get("Issues")).getFirst();

      assertThat(issue.get("Context"))
          .isEqualTo(
              List.of(
                  Map.of(
                      "key",
                      "RuleName",
                      "value",
                      (isDefault ? "DefaultRule_" : "UserRule_") + "rule"),
                  Map.of("key", "k", "value", "v")));
    }
  }

  @Test
  void azureNamesOwnRulesByTheirIds() {
    CheckReport report =
        report("Unreachable", true, CheckReport.Kind.MACHINE, List.of(), List.of(denial(false)));
    Map<?, ?> issue =
        (Map<?, ?>) ((List<?>) hop(AzureSchema.of(report), "hops", 1).get("issues")).getFirst();

    assertThat(((List<?>) issue.get("context")).getFirst())
        .isEqualTo(Map.of("key", "RuleName", "value", GROUP + "/SecurityRules/rule"));
  }

  @Test
  void azureDoubtsTheListenerOfAMachineThatIsNotReached() {
    CheckReport blocked =
        report("Unreachable", true, CheckReport.Kind.MACHINE, List.of(), List.of(denial(false)));
    CheckReport silent =
        report(
            "Unreachable",
            true,
            CheckReport.Kind.MACHINE,
            List.of(),
            List.of(issue("Error", "NoListenerOnDestination")));
    CheckReport open = report("Reachable", true, CheckReport.Kind.MACHINE, List.of(), List.of());

    assertThat(values(hop(AzureSchema.of(blocked), "hops", 1), "issues", "type"))
        .containsExactly("NetworkSecurityRule", "NoListenerOnDestination");
    assertThat(values(hop(AzureSchema.of(silent), "hops", 1), "issues", "type"))
        .containsExactly("NoListenerOnDestination");
    assertThat(values(hop(AzureSchema.of(open), "hops", 1), "issues", "type")).isEmpty();
    assertThat(values(hop(DocumentedSchema.of(blocked), "Hops", 1), "Issues", "Type"))
        .containsExactly("NetworkSecurityRule");
  }

  @Test
  void azureReportsADropBySystemRouteTwice() {
    CheckReport bySystem =
        report(
            "Unreachable",
            false,
            CheckReport.Kind.UNRESOLVED,
            List.of(
                issue(
                    "Error",
                    "UserDefinedRoute",
                    new CheckReport.ContextView("ErrorMessage", "NextHop Type None, NextHop IP "))),
            List.of());
    CheckReport byUser =
        report(
            "Unreachable",
            false,
            CheckReport.Kind.UNRESOLVED,
            List.of(
                issue(
                    "Error", "UserDefinedRoute", new CheckReport.ContextView("RouteType", "User"))),
            List.of());

    assertThat(values(hop(AzureSchema.of(bySystem), "hops", 0), "issues", "type"))
        .containsExactly("RouteMissing", "UserDefinedRoute");
    assertThat(values(hop(AzureSchema.of(byUser), "hops", 0), "issues", "type"))
        .containsExactly("UserDefinedRoute");
  }

  @Test
  void destinationIsCalledWhatItWasAskedAs() {
    CheckReport byName = report("Reachable", true, CheckReport.Kind.MACHINE, List.of(), List.of());
    CheckReport byAddress =
        report("Reachable", false, CheckReport.Kind.MACHINE, List.of(), List.of());

    assertThat(hop(AzureSchema.of(byName), "hops", 1).get("type")).isEqualTo("VirtualMachine");
    assertThat(hop(AzureSchema.of(byName), "hops", 1).get("resourceId"))
        .isEqualTo("/x/virtualMachines/b");
    assertThat(hop(AzureSchema.of(byAddress), "hops", 1).get("type")).isEqualTo("VirtualNetwork");
    assertThat(hop(AzureSchema.of(byAddress), "hops", 1).get("resourceId"))
        .isEqualTo("/x/networkInterfaces/b/ipConfigurations/c");
    assertThat(hop(DocumentedSchema.of(byAddress), "Hops", 1).get("Type")).isEqualTo("VnetLocal");
  }

  @Test
  void linksLeadToNeighbours() {
    Map<?, ?> source =
        hop(
            AzureSchema.of(
                report("Reachable", true, CheckReport.Kind.MACHINE, List.of(), List.of())),
            "hops",
            0);

    assertThat(source.get("nextHopIds")).isEqualTo(List.of("id-1"));
    assertThat(values(source, "links", "nextHopId")).containsExactly("id-1");
    assertThat(source.get("previousHopIds")).isEqualTo(List.of());
  }

  @Test
  void explanationsDifferInCaseOnly() {
    CheckReport report = report("Reachable", true, CheckReport.Kind.MACHINE, List.of(), List.of());

    List<String> documented = keys(DocumentedSchema.of(report).get("Explanation"));
    List<String> azure = keys(AzureSchema.of(report).get("explanation"));

    assertThat(documented).contains("Why", "Confidence", "Path", "ReturnPaths");
    assertThat(azure)
        .isEqualTo(
            documented.stream()
                .map(key -> key.substring(0, 1).toLowerCase(Locale.ROOT) + key.substring(1))
                .toList());
  }

  private static List<String> keys(Object map) {
    return ((Map<?, ?>) map).keySet().stream().map(Object::toString).toList();
  }

  @Test
  void simulationSendsNoProbes() {
    CheckReport report = report("Reachable", true, CheckReport.Kind.MACHINE, List.of(), List.of());

    assertThat(DocumentedSchema.of(report))
        .containsEntry("ProbesSent", 0)
        .containsEntry("ProbesFailed", 0)
        .doesNotContainKey("AvgLatencyInMs");
  }

  @Test
  void tableHasARowForEachHop() {
    List<Map<String, Object>> rows =
        HopTable.of(
            report(
                "Unreachable", true, CheckReport.Kind.MACHINE, List.of(), List.of(denial(false))));

    assertThat(rows).extracting(row -> row.get("Address")).containsExactly("10.0.0.4", "10.0.0.5");
    assertThat(rows)
        .extracting(row -> row.get("Issues"))
        .containsExactly("-", "Error NetworkSecurityRule: words");
  }
}
