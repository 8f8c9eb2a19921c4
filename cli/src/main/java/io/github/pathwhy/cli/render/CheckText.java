package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.text.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The text view of a check: the verdict and why on top, then the path as a tree with every
/// decision and the line that made it, then the way back, then what was taken for granted.
public final class CheckText {
  private final Console console;
  private final Style style;
  private final Glyphs glyphs;
  private final int width;
  private final boolean verbose;

  public CheckText(Console console, boolean colours, boolean verbose) {
    this.console = console;
    this.style = new Style(colours);
    this.glyphs = console.isUnicode() ? Glyphs.UNICODE : Glyphs.ASCII;
    this.width = Math.min(console.terminal().width(), 120);
    this.verbose = verbose;
  }

  /** Prints the report. */
  public void print(CheckReport report) {
    printVerdict(report);
    console.text("");
    console.text(style.strong("Path"));
    printHop(report, 0, "", true, new HashSet<>());
    printReturn(report);
    printList("Not known", report.missing());
    if (verbose) {
      printList("Assumed", report.assumptions());
    } else if (!report.assumptions().isEmpty() && !report.status().equals("Unreachable")) {
      console.text("");
      String things = report.assumptions().size() == 1 ? " thing was" : " things were";
      console.text(
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
    console.text(
        status
            + "  "
            + style.strong(
                safe(report.source())
                    + " "
                    + glyphs.arrow()
                    + " "
                    + safe(report.destination())
                    + "  "
                    + service));
    wrap("", "", safe(report.why())).forEach(console::text);
  }

  /** A hop, its decisions, and the hops after it, each a level deeper. */
  private void printHop(
      CheckReport report, int index, String indent, boolean last, Set<Integer> shown) {
    CheckReport.HopView hop = report.hops().get(index);
    boolean again = !shown.add(index);
    console.text(
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
      printEvidence(margin, line);
    }
    printUntold(margin, hop);
    for (int i = 0; i < hop.next().size(); i++) {
      printHop(report, hop.next().get(i), below, i == hop.next().size() - 1, shown);
    }
  }

  private String title(CheckReport.HopView hop, String suffix) {
    String name = safe(hop.name());
    StringBuilder title = new StringBuilder(style.strong(name));
    if (!hop.address().equals(hop.name())) {
      title.append("  ").append(hop.address());
    }
    Optional<String> resource = hop.resourceId().map(CheckText::shortId);
    String what =
        switch (hop.kind()) {
          case SOURCE, APPLIANCE, LOAD_BALANCER, GATEWAY, HUB, MACHINE ->
              resource.map(Printable::whole).orElse("internet");
          case INTERNET -> "internet";
          case OUTSIDE -> "outside Azure";
          case UNRESOLVED -> "not reached";
        };
    return title.append("  ").append(style.faint(what)).append(suffix).toString();
  }

  /** The last two segments: type and name. */
  private static String shortId(String id) {
    int name = id.lastIndexOf('/');
    int type = name <= 0 ? -1 : id.lastIndexOf('/', name - 1);
    return type < 0 ? id : id.substring(type + 1);
  }

  private void printEvidence(String margin, CheckReport.EvidenceView line) {
    String mark =
        switch (line.effect()) {
          case "passes" -> style.good(glyphs.good());
          case "blocks" -> style.bad(glyphs.bad());
          case "warns" -> style.doubtful(glyphs.warning());
          default -> style.doubtful(glyphs.unknown());
        };
    boolean decisive = !line.effect().equals("passes");
    List<String> lines = wrap(margin + "  ", margin, safe(line.text()));
    console.text(
        margin + mark + " " + emphasized(lines.getFirst().substring(margin.length()), decisive));
    lines.subList(1, lines.size()).forEach(console::text);
    if (decisive || verbose) {
      line.declaredAt().ifPresent(place -> console.text(margin + "  " + style.faint(safe(place))));
    }
  }

  private String emphasized(String text, boolean decisive) {
    return decisive ? style.strong(text) : text;
  }

  /** Issues that no decision of this hop tells: those of the way back. */
  private void printUntold(String margin, CheckReport.HopView hop) {
    for (CheckReport.IssueView issue : hop.issues()) {
      boolean told = hop.evidence().stream().anyMatch(line -> line.text().equals(issue.words()));
      if (!told) {
        String effect = issue.severity().equals("Error") ? "blocks" : "warns";
        printEvidence(
            margin,
            new CheckReport.EvidenceView(
                effect, issue.type() + ": " + issue.words(), issue.declaredAt()));
      }
    }
  }

  private void printReturn(CheckReport report) {
    boolean several = report.returnPaths().size() > 1;
    for (CheckReport.ReturnView way : report.returnPaths()) {
      console.text("");
      String request =
          several && !way.through().isEmpty()
              ? " of the request through " + safe(String.join(", ", way.through()))
              : "";
      console.text(style.strong("Return path") + request);
      String indent = "";
      for (int i = 0; i < way.hops().size(); i++) {
        CheckReport.HopView hop = way.hops().get(i);
        console.text(indent + glyphs.lastBranch() + title(hop, ""));
        String margin = indent + "   " + (i < way.hops().size() - 1 ? glyphs.stem() : "   ");
        hop.evidence().forEach(line -> printEvidence(margin, line));
        indent += "   ";
      }
    }
  }

  private void printList(String heading, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    console.text("");
    console.text(style.strong(heading));
    for (String item : items) {
      List<String> lines = wrap("  ", "", safe(item));
      console.text("- " + lines.getFirst());
      lines.subList(1, lines.size()).forEach(console::text);
    }
  }

  /// Breaks a text between words. The first line starts with `first`, the others with `rest`; the
  /// first one leaves room for a mark of two columns when the prefixes differ.
  private List<String> wrap(String rest, String first, String text) {
    return Wrapping.wrap(text, width, first, rest);
  }

  private String safe(String text) {
    String safe = Printable.whole(text);
    return console.isUnicode() ? safe : Wrapping.ascii(safe);
  }

  /** The characters of the drawing. */
  private record Glyphs(
      String branch,
      String lastBranch,
      String stem,
      String good,
      String bad,
      String warning,
      String unknown,
      String arrow) {
    static final Glyphs UNICODE = new Glyphs("├─ ", "└─ ", "│  ", "✓", "✗", "!", "?", "→");
    static final Glyphs ASCII = new Glyphs("|- ", "`- ", "|  ", "+", "x", "!", "?", "->");
  }
}
