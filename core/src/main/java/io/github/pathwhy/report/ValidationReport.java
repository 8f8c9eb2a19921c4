package io.github.pathwhy.report;

import io.github.pathwhy.monitor.definition.ConnectionMonitor;
import io.github.pathwhy.monitor.definition.Definitions;
import io.github.pathwhy.monitor.definition.TestGroup;
import io.github.pathwhy.report.InspectionReport.Outcome;
import io.github.pathwhy.report.InspectionReport.Section;
import io.github.pathwhy.text.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether connection monitors are valid, what is wrong with them, and how many tests they hold. */
public final class ValidationReport {
  private ValidationReport() {}

  /** The report about the definitions of an input with this name. */
  public static InspectionReport of(String input, Definitions.Read definitions) {
    boolean valid = definitions.isValid();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("valid", valid);
    document.put(
        "problems", definitions.problems().stream().map(ValidationReport::problem).toList());
    document.put("tests", definitions.tests());
    return new InspectionReport(
        valid ? Outcome.POSITIVE : Outcome.NEGATIVE,
        valid ? "Valid" : "Invalid",
        valid ? input + "  " + count(definitions.tests(), "test") : input,
        List.of(),
        valid ? groups(definitions.monitors()) : problems(definitions.problems()),
        List.of(),
        valid
            ? List.of(row(definitions))
            : definitions.problems().stream().map(ValidationReport::row).toList(),
        document);
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("file", problem.file());
    view.put("line", problem.line());
    view.put("column", problem.column());
    view.put("path", problem.path());
    view.put("message", problem.message());
    view.put("hint", problem.hint());
    return view;
  }

  private static Map<String, Object> row(Problem problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("File", problem.file());
    row.put("Line", problem.line());
    row.put("Column", problem.column());
    row.put("Path", problem.path());
    row.put("Problem", problem.message());
    row.put("Hint", problem.hint());
    return row;
  }

  private static Map<String, Object> row(Definitions.Read definitions) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Valid", true);
    row.put("Tests", definitions.tests());
    return row;
  }

  private static List<Section> problems(List<Problem> problems) {
    return List.of(
        new Section(
            count(problems.size(), "problem"),
            problems.stream().map(ValidationReport::line).toList(),
            List.of()));
  }

  private static CheckReport.EvidenceView line(Problem problem) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(problem.path(), problem.message(), problem.hint())) {
      if (!part.isEmpty()) {
        text.append(text.isEmpty() ? "" : ": ").append(part);
      }
    }
    return new CheckReport.EvidenceView("blocks", text.toString(), Optional.of(place(problem)));
  }

  private static String place(Problem problem) {
    return problem.line() == 0
        ? problem.file()
        : problem.file() + ":" + problem.line() + ":" + problem.column();
  }

  private static List<Section> groups(List<ConnectionMonitor> monitors) {
    List<Section> sections = new ArrayList<>();
    for (ConnectionMonitor monitor : monitors) {
      List<Map<String, Object>> table = new ArrayList<>();
      for (TestGroup group : monitor.testGroups()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Test Group", group.name());
        row.put("Sources", group.sources().size());
        row.put("Destinations", group.destinations().size());
        row.put("Configurations", group.testConfigurations().size());
        row.put("Tests", group.tests());
        row.put("State", group.disabled() ? "disabled" : "");
        table.add(row);
      }
      sections.add(new Section(monitor.name().orElse("connection monitor"), List.of(), table));
    }
    return sections;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
