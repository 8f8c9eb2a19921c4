package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.live.PortsReport;
import io.github.pathwhy.report.live.PortsReport.GroupView;
import io.github.pathwhy.report.live.PortsReport.HostView;
import io.github.pathwhy.report.live.PortsReport.LineView;
import io.github.pathwhy.report.live.PortsReport.State;
import java.util.List;

/// The text view of ports: a table for each host, then a line for many ports with one answer.
public final class PortsText {
  private static final String[] TITLES = {"Port", "State", "Service", "RTT", "Reason"};
  private static final String GAP = "  ";

  private final TextWriter writer;
  private final Style style;

  public PortsText(Console console, boolean colours, boolean verbose) {
    this.writer = new TextWriter(console, colours, verbose);
    this.style = writer.style();
  }

  /** Prints the report. */
  public void print(PortsReport report) {
    boolean first = true;
    List<HostView> hosts = report.hosts();
    for (HostView host : hosts) {
      if (!first) {
        writer.line("");
      }
      first = false;
      print(host);
    }
    writer.list(hosts.isEmpty() ? "Hosts" : "Other hosts", report.rest());
    writer.list("Notes", report.notes());
    writer.line("");
    writer.line(style.faint(writer.safe(report.how())));
  }

  private void print(HostView host) {
    writer.line(style.strong(writer.safe(host.subject())) + GAP + writer.safe(host.summary()));
    if (!host.lines().isEmpty()) {
      printTable(host.lines());
    }
    for (GroupView group : host.groups()) {
      writer.paragraph(
          group.count()
              + " "
              + group.state().words()
              + ": "
              + group.reason()
              + "; ports "
              + group.ports());
      group.place().ifPresent(place -> writer.place(GAP, place));
    }
    for (String note : host.notes()) {
      writer.item(note);
    }
  }

  private void printTable(List<LineView> lines) {
    int[] widths = new int[TITLES.length];
    lines.forEach(line -> widen(widths, cells(line)));
    for (int i = 0; i < widths.length; i++) {
      widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], TITLES[i].length());
    }
    writer.line(style.faint(joined(widths, TITLES, 0)));
    for (LineView line : lines) {
      String[] cells = cells(line);
      writer.line(
          writer.safe(padded(cells[0], widths[0]))
              + GAP
              + coloured(line.state(), padded(cells[1], widths[1]))
              + GAP
              + writer.safe(joined(widths, cells, 2)));
      line.place().ifPresent(place -> writer.place(GAP, place));
    }
  }

  private String coloured(State state, String text) {
    return switch (state) {
      case OPEN, ALLOWED -> style.good(text);
      case CLOSED, FILTERED, UNREACHABLE -> style.bad(text);
      case OPEN_OR_FILTERED, NOT_SENT, UNKNOWN -> style.doubtful(text);
    };
  }

  private static String[] cells(LineView line) {
    return new String[] {
      line.port(), line.state().words(), line.service(), line.rtt(), line.reason()
    };
  }

  /** Columns without any content are left out: their width stays 0. */
  private static void widen(int[] widths, String[] cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  private static String joined(int[] widths, String[] cells, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < cells.length; i++) {
      if (widths[i] > 0) {
        text.append(text.isEmpty() ? "" : GAP).append(padded(cells[i], widths[i]));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
