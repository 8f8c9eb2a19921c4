package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.InspectionReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The text view of a single-purpose verb: the answer on top, what decides and where it was
/// declared, then the details.
public final class InspectionText {
  private final TextWriter writer;
  private final Style style;
  private final boolean verbose;

  public InspectionText(Console console, boolean colours, boolean verbose) {
    this.writer = new TextWriter(console, colours, verbose);
    this.style = writer.style();
    this.verbose = verbose;
  }

  /** Prints the report. */
  public void print(InspectionReport report) {
    writer.line(answer(report) + "  " + style.strong(writer.safe(report.subject())));
    for (CheckReport.EvidenceView line : report.why()) {
      if (line.effect().equals("warns")) {
        writer.evidence("", line);
        continue;
      }
      writer.paragraph(line.text());
      line.declaredAt().ifPresent(place -> writer.place("  ", place));
    }
    for (InspectionReport.Section section : report.sections()) {
      writer.heading(section.title());
      section.lines().forEach(line -> writer.evidence("", line));
      if (!section.table().isEmpty()) {
        TableView.table(shown(section.table())).forEach(line -> writer.line(writer.safe(line)));
      }
    }
    writer.list("Not known", report.missing());
  }

  private List<Map<String, Object>> shown(List<Map<String, Object>> table) {
    if (verbose) {
      return table;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : table) {
      Map<String, Object> shown = new LinkedHashMap<>(row);
      shown.remove(InspectionReport.DECLARED_AT);
      rows.add(shown);
    }
    return rows;
  }

  private String answer(InspectionReport report) {
    Glyphs glyphs = writer.glyphs();
    String answer = writer.safe(report.answer());
    return switch (report.outcome()) {
      case POSITIVE -> style.good(glyphs.good() + " " + answer);
      case NEGATIVE -> style.bad(glyphs.bad() + " " + answer);
      case UNDETERMINED -> style.doubtful(glyphs.unknown() + " " + answer);
      case FACT -> style.good(answer);
    };
  }
}
