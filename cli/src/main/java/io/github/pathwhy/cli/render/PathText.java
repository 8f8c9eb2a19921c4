package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.live.PathReport;
import java.util.List;

/// The text view of a trace: a line for each hop, the end of the path in a sentence, then what else
/// was found out and how.
public final class PathText {
  private final TextWriter writer;
  private final Style style;
  private final Glyphs glyphs;

  public PathText(Console console, boolean colours, boolean verbose) {
    this.writer = new TextWriter(console, colours, verbose);
    this.style = writer.style();
    this.glyphs = writer.glyphs();
  }

  /** Prints the report. */
  public void print(PathReport report) {
    writer.line(style.strong(writer.safe(report.subject())));
    int widest = 1;
    int slowest = 0;
    for (PathReport.HopView hop : report.hops()) {
      widest = Math.max(widest, first(hop).length());
      slowest = Math.max(slowest, hop.times().length());
    }
    for (PathReport.HopView hop : report.hops()) {
      printHop(hop, widest, slowest);
    }
    writer.line("");
    String sentence = writer.safe(report.verdict());
    writer.line(
        switch (report.status()) {
          case REACHABLE -> style.good(glyphs.good() + " " + sentence);
          case UNREACHABLE -> style.bad(glyphs.bad() + " " + sentence);
          case UNKNOWN -> style.doubtful(glyphs.unknown() + " " + sentence);
        });
    for (PathReport.Detail detail : report.details()) {
      writer.list(detail.title(), detail.lines());
    }
    writer.list("Odd", report.notes());
    writer.line("");
    writer.line(style.faint(writer.safe(report.how())));
  }

  private static String first(PathReport.HopView hop) {
    return hop.addresses().isEmpty() ? "*" : hop.addresses().getFirst();
  }

  private void printHop(PathReport.HopView hop, int widest, int slowest) {
    StringBuilder line = new StringBuilder();
    String number = Integer.toString(hop.ttl());
    line.repeat(' ', Math.max(0, 2 - number.length())).append(number).append("  ");
    String address = first(hop);
    line.append(address).repeat(' ', widest - address.length() + 2);
    line.append(hop.times()).repeat(' ', slowest - hop.times().length() + 2);
    line.append(hop.loss());
    String facts = writer.safe(line.toString()).stripTrailing();
    String end =
        hop.end()
            .map(each -> {
              String words = writer.safe(each.words());
              return "  "
                  + (each.good()
                      ? style.good(glyphs.good() + " " + words)
                      : style.bad(glyphs.bad() + " " + words));
            })
            .orElse("");
    writer.line(facts + end);
    List<String> addresses = hop.addresses();
    for (int i = 1; i < addresses.size(); i++) {
      writer.line(style.faint("    " + writer.safe(addresses.get(i))));
    }
  }
}
