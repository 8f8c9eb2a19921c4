package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.text.Printable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The text view of a check: the verdict and why on top, then the path as a tree with every
/// decision and the line that made it, then the way back, then what was taken for granted.
public final class CheckText {
  private final TextWriter writer;
  private final Style style;
  private final Glyphs glyphs;
  private final boolean verbose;

  public CheckText(Console console, boolean colours, boolean verbose) {
    this.writer = new TextWriter(console, colours, verbose);
    this.style = writer.style();
    this.glyphs = writer.glyphs();
    this.verbose = verbose;
  }

  /** Prints the report. */
  public void print(CheckReport report) {
    printVerdict(report);
    Optional<MeasuredText> measured =
        report.measured().map(view -> new MeasuredText(writer, view, verbose));
    measured.ifPresent(MeasuredText::printSummary);
    writer.heading("Path");
    printHop(report, 0, "", true, new HashSet<>());
    printReturn(report);
    measured.ifPresent(view -> view.printRest(report.missing()));
    writer.list("Not known", report.missing());
    if (verbose) {
      writer.list("Assumed", report.assumptions());
    } else if (!report.assumptions().isEmpty() && !report.status().equals("Unreachable")) {
      writer.line("");
      String things = report.assumptions().size() == 1 ? " thing was" : " things were";
      writer.line(
          style.faint(report.assumptions().size() + things + " taken for granted; -v lists them"));
    }
  }

  private void printVerdict(CheckReport report) {
    String status =
        switch (report.status()) {
          case "Reachable" -> style.good(glyphs.good() + " Reachable");
          case "Unreachable" -> style.bad(glyphs.bad() + " Unreachable");
          default -> style.doubtful(glyphs.unknown() + " " + report.status());
        };
    String service =
        report
            .flow()
            .map(flow ->
                flow.destinationPort() > 0
                    ? report.application() + "/" + flow.destinationPort()
                    : report.application())
            .orElse(report.application());
    writer.line(
        status
            + "  "
            + style.strong(
                writer.safe(report.source())
                    + " "
                    + glyphs.arrow()
                    + " "
                    + writer.safe(report.destination())
                    + "  "
                    + service));
    writer.paragraph(report.why());
  }

  /** A hop, its decisions, and the hops after it, each a level deeper. */
  private void printHop(
      CheckReport report, int index, String indent, boolean last, Set<Integer> shown) {
    CheckReport.HopView hop = report.hops().get(index);
    boolean again = !shown.add(index);
    writer.line(
        indent
            + (last ? glyphs.lastBranch() : glyphs.branch())
            + title(hop, again ? " (above)" : ""));
    if (again) {
      return;
    }
    String below = indent + (last ? "   " : glyphs.stem());
    boolean hasNext = !hop.next().isEmpty();
    String margin = below + (hasNext ? glyphs.stem() : "   ");
    for (CheckReport.EvidenceView line : hop.evidence()) {
      writer.evidence(margin, line);
    }
    printUntold(margin, hop);
    for (int i = 0; i < hop.next().size(); i++) {
      printHop(report, hop.next().get(i), below, i == hop.next().size() - 1, shown);
    }
  }

  private String title(CheckReport.HopView hop, String suffix) {
    String name = writer.safe(hop.name());
    StringBuilder title = new StringBuilder(style.strong(name));
    if (!hop.address().equals(hop.name())) {
      title.append("  ").append(hop.address());
    }
    Optional<String> resource = hop.resourceId().map(CheckText::shortId);
    String what =
        switch (hop.kind()) {
          case SOURCE, APPLIANCE, LOAD_BALANCER, GATEWAY, HUB, MACHINE ->
              resource
                  .map(Printable::whole)
                  .orElse(hop.address().equals(hop.name()) ? "internet" : "outside Azure");
          case ROUTER -> "router";
          case HOST -> "host";
          case INTERNET -> "internet";
          case OUTSIDE -> "outside Azure";
          case UNRESOLVED -> "not reached";
        };
    if (!hop.name().equals(CheckReport.THIS_MACHINE)) {
      title.append("  ").append(style.faint(what));
    }
    hop.measured().ifPresent(measured -> title.append("  ").append(MeasuredText.times(measured)));
    return title.append(suffix).toString();
  }

  /** The last two segments: type and name. */
  private static String shortId(String id) {
    int name = id.lastIndexOf('/');
    int type = name <= 0 ? -1 : id.lastIndexOf('/', name - 1);
    return type < 0 ? id : id.substring(type + 1);
  }

  /** Issues that no decision of this hop tells: those of the way back. */
  private void printUntold(String margin, CheckReport.HopView hop) {
    for (CheckReport.IssueView issue : hop.issues()) {
      boolean told = hop.evidence().stream().anyMatch(line -> line.text().equals(issue.words()));
      if (!told) {
        String effect = issue.severity().equals("Error") ? "blocks" : "warns";
        writer.evidence(
            margin,
            new CheckReport.EvidenceView(
                effect, issue.type() + ": " + issue.words(), issue.declaredAt()));
      }
    }
  }

  private void printReturn(CheckReport report) {
    boolean several = report.returnPaths().size() > 1;
    for (CheckReport.ReturnView way : report.returnPaths()) {
      writer.line("");
      String request =
          several && !way.through().isEmpty()
              ? " of the request through " + writer.safe(String.join(", ", way.through()))
              : "";
      writer.line(style.strong("Return path") + request);
      String indent = "";
      for (int i = 0; i < way.hops().size(); i++) {
        CheckReport.HopView hop = way.hops().get(i);
        writer.line(indent + glyphs.lastBranch() + title(hop, ""));
        String margin = indent + "   " + (i < way.hops().size() - 1 ? glyphs.stem() : "   ");
        hop.evidence().forEach(line -> writer.evidence(margin, line));
        indent += "   ";
      }
    }
  }
}
