package io.github.pathwhy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hops of a check as rows. */
public final class HopTable {
  private HopTable() {}

  /** One row a hop: number, address, name, kind, issues. */
  public static List<Map<String, Object>> of(CheckReport report) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CheckReport.HopView hop : report.hops()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Hop", rows.size() + 1);
      row.put("Address", hop.address());
      row.put("Name", hop.name());
      row.put("Type", DocumentedSchema.type(hop.kind()));
      row.put(
          "Issues",
          hop.issues().isEmpty()
              ? "-"
              : String.join(
                  "; ",
                  hop.issues().stream()
                      .map(issue -> issue.severity() + " " + issue.type() + ": " + issue.words())
                      .toList()));
      hop.measured()
          .ifPresent(measured -> {
            measured
                .latency()
                .ifPresent(
                    latency -> row.put("AvgInMs", MeasuredDocument.millis(latency.average())));
            row.put("Lost", measured.lost() + "/" + measured.sent());
          });
      row.put("ConnectionStatus", report.status());
      rows.add(row);
    }
    return rows;
  }
}
