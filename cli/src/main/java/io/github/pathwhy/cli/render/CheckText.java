package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.text.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The text view of a check: the verdict, its one cause, where it stands and what to do next on
/// top; then the path as a tree, as far as the flow gets, then the way back where something is
/// wrong with it. A verbose view has every decision, and what was taken for granted.
public final class CheckText {
  private static final String REACHABLE = "Reachable";
  private static final String UNREACHABLE = "Unreachable";
  private static final String UNKNOWN = "Unknown";

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

  /// How the command was called, as far as the text has to repeat it.
  ///
  /// @param failsOnWarning whether a warning makes the exit code
  /// @param rerun the command with one more file, after the name of the file
  public record Call(boolean failsOnWarning, UnaryOperator<String> rerun) {}

  /** Prints the report. */
  public void print(CheckReport report, Call call) {
    List<CheckReport.IssueView> warnings =
        report.status().equals(REACHABLE) ? warnings(report) : List.of();
    printVerdict(report, warnings.size());
    printCause(report, warnings, call);
    Optional<MeasuredText> measured =
        report.measured().map(view -> new MeasuredText(writer, view, verbose));
    measured.ifPresent(MeasuredText::printSummary);
    writer.heading("Path");
    printHop(report, 0, "", true, new HashSet<>());
    printReturn(report);
    measured.ifPresent(view -> view.printRest(report.missing()));
    if (verbose || (report.status().equals(UNKNOWN) && report.missing().size() > 1)) {
      writer.list("Not known", report.missing());
    }
    if (verbose) {
      writer.list("Assumed", report.assumptions());
    } else if (!report.assumptions().isEmpty() && !report.status().equals(UNREACHABLE)) {
      writer.line("");
      String things = report.assumptions().size() == 1 ? " thing was" : " things were";
      writer.line(
          style.faint(report.assumptions().size() + things + " taken for granted; -v lists them"));
    }
  }

  private void printVerdict(CheckReport report, int warnings) {
    String status =
        switch (report.status()) {
          case REACHABLE ->
              switch (warnings) {
                case 0 -> style.good(glyphs.good() + " Reachable");
                case 1 -> style.doubtful(glyphs.warning() + " Reachable, with 1 warning");
                default ->
                    style.doubtful(glyphs.warning() + " Reachable, with " + warnings + " warnings");
              };
          case UNREACHABLE -> style.bad(glyphs.bad() + " Unreachable");
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
  }

  private static List<CheckReport.IssueView> warnings(CheckReport report) {
    return report.hops().stream()
        .flatMap(hop -> hop.issues().stream())
        .filter(issue -> issue.severity().equals("Warning"))
        .toList();
  }

  /** The cause, its place, and what to do next; of an answer with warnings the first of them. */
  private void printCause(CheckReport report, List<CheckReport.IssueView> warnings, Call call) {
    if (warnings.isEmpty()) {
      writer.paragraph(report.why());
      if (!report.status().equals(UNKNOWN)) {
        report.cause().declaredAt().ifPresent(place -> writer.place("", place));
      }
    } else {
      writer.paragraph(warnings.getFirst().words());
      warnings.getFirst().declaredAt().ifPresent(place -> writer.place("", place));
      if (call.failsOnWarning()) {
        writer.line("exit 1: --fail-on warning");
      }
    }
    List<String> files = new ArrayList<>();
    boolean toGet = false;
    for (CheckReport.RemedyView remedy : report.cause().remedies()) {
      if (!(remedy instanceof CheckReport.RemedyView.Change) && !toGet) {
        writer.line(style.strong("Get it"));
        toGet = true;
      }
      switch (remedy) {
        case CheckReport.RemedyView.Change(String words) -> writer.help(words);
        case CheckReport.RemedyView.Say(String words) -> writer.paragraph("  ", words);
        case CheckReport.RemedyView.Fetch(String command, String file) -> {
          writer.line("  " + writer.safe(command + " > " + file));
          files.add(file);
        }
      }
    }
    if (!files.isEmpty()) {
      writer.line("  " + writer.safe(call.rerun().apply(String.join(" -t ", files))));
    }
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
    boolean stops = !verbose && hop.evidence().stream().anyMatch(CheckText::stops);
    boolean stopped = false;
    for (CheckReport.EvidenceView line : hop.evidence()) {
      if (!line.consequence() && (!stopped || !line.passes())) {
        writer.evidence(margin, line);
      }
      stopped |= stops && stops(line);
    }
    hop.evidence().stream()
        .filter(CheckReport.EvidenceView::consequence)
        .forEach(line -> writer.evidence(margin, line));
    printUntold(margin, hop);
    if (stops && hasNext && isCleanBeyond(report, hop)) {
      writer.line(
          below
              + glyphs.lastBranch()
              + style.faint("beyond this nothing else would stop it (-v shows it)"));
      return;
    }
    for (int i = 0; i < hop.next().size(); i++) {
      printHop(report, hop.next().get(i), below, i == hop.next().size() - 1, shown);
    }
  }

  private static boolean stops(CheckReport.EvidenceView line) {
    return !line.passes() && !line.consequence() && !line.effect().equals("warns");
  }

  /** Whether what comes after a hop is reached, and would let the flow pass. */
  private static boolean isCleanBeyond(CheckReport report, CheckReport.HopView hop) {
    Deque<Integer> open = new ArrayDeque<>(hop.next());
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      int index = open.poll();
      if (seen.add(index)) {
        CheckReport.HopView next = report.hops().get(index);
        boolean clean =
            next.kind() != CheckReport.Kind.UNRESOLVED
                && next.measured().isEmpty()
                && next.issues().isEmpty()
                && next.evidence().stream().allMatch(CheckReport.EvidenceView::passes);
        if (!clean) {
          return false;
        }
        open.addAll(next.next());
      }
    }
    return true;
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
      Optional<String> text =
          switch (issue.told()) {
            case BY_DECISION -> Optional.empty();
            case ON_RETURN_PATH -> Optional.of(issue.type() + ": see Return path");
            case AS_CAUSE -> Optional.of(issue.type());
            case NOWHERE -> Optional.of(issue.type() + ": " + issue.words());
          };
      String effect = issue.severity().equals("Error") ? "blocks" : "warns";
      text.ifPresent(words ->
          writer.evidence(
              margin,
              new CheckReport.EvidenceView(
                  effect,
                  words,
                  issue.told() == CheckReport.Told.NOWHERE
                      ? issue.declaredAt()
                      : Optional.empty())));
    }
  }

  private static boolean passes(CheckReport.HopView hop) {
    return hop.evidence().stream().allMatch(CheckReport.EvidenceView::passes);
  }

  /** The ways of the reply on which something is wrong. */
  private void printReturn(CheckReport report) {
    boolean several = report.returnPaths().size() > 1;
    for (CheckReport.ReturnView way : report.returnPaths()) {
      if (!verbose && way.hops().stream().allMatch(CheckText::passes)) {
        continue;
      }
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
