package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.draw.Box;
import io.github.pathwhy.draw.Drawing;
import io.github.pathwhy.draw.Line;
import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;

/// The text view of a network: each virtual network as a tree of its subnets and what stands in
/// them, then its peerings and connections; then the networks outside, then what has no place.
public final class TopologyText {
  private final Console console;
  private final Style style;
  private final boolean verbose;
  private final int width;
  private final String branch;
  private final String lastBranch;
  private final String stem;
  private final String link;

  public TopologyText(Console console, boolean colours, boolean verbose) {
    this.console = console;
    this.style = new Style(colours);
    this.verbose = verbose;
    this.width = Math.min(console.terminal().width(), 120);
    boolean unicode = console.isUnicode();
    this.branch = unicode ? "├─ " : "|- ";
    this.lastBranch = unicode ? "└─ " : "`- ";
    this.stem = unicode ? "│  " : "|  ";
    this.link = unicode ? "↔ " : "<-> ";
  }

  /** Prints the drawing. */
  public void print(Drawing drawing) {
    if (drawing.isEmpty()) {
      console.text("Nothing in it.");
      return;
    }
    List<List<String>> parts = new ArrayList<>();
    for (Box box : drawing.boxes()) {
      if (box.kind() != Box.Kind.INTERNET && box.kind() != Box.Kind.REMOTE_NETWORK) {
        List<String> lines = new ArrayList<>();
        print(box, drawing, "", "", lines);
        parts.add(lines);
      }
    }
    if (!drawing.unplaced().isEmpty()) {
      List<String> lines = new ArrayList<>(List.of(style.strong("Not placed")));
      drawing.unplaced().forEach(box -> lines.addAll(title(box, "- ", "  ")));
      parts.add(lines);
    }
    if (!drawing.unmodelled().isEmpty()) {
      parts.add(unmodelled(drawing));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        console.text("");
      }
      parts.get(i).forEach(console::text);
    }
  }

  /** A box, what is inside, and the lines that end at it. */
  private void print(Box box, Drawing drawing, String first, String below, List<String> lines) {
    List<Drawing.End> ends = drawing.ends(box);
    int children = box.inside().size() + ends.size();
    lines.addAll(title(box, first, below + (children > 0 ? stem : "   ")));
    int index = 0;
    for (Box each : box.inside()) {
      boolean last = ++index == children;
      print(
          each,
          drawing,
          below + (last ? lastBranch : branch),
          below + (last ? "   " : stem),
          lines);
    }
    for (Drawing.End end : ends) {
      boolean last = ++index == children;
      lines.add(below + (last ? lastBranch : branch) + end(end));
    }
  }

  private String end(Drawing.End end) {
    Line line = end.line();
    String label = safe(line.label());
    return style.faint(link)
        + safe(end.other())
        + "  "
        + style.faint(line.kind().label())
        + (label.isEmpty() ? "" : "  " + (line.broken() ? style.bad(label) : style.good(label)));
  }

  /** Name and facts, on as many lines as they need. */
  private List<String> title(Box box, String first, String rest) {
    List<String> lines = new ArrayList<>();
    String name = safe(box.name());
    StringBuilder line = new StringBuilder(first).append(emphasized(box, name));
    int used = first.length() + name.length();
    for (Box.Fact fact : box.facts()) {
      String words = safe(fact.words());
      if (used + 2 + words.length() > width && used > rest.length() + 2) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        used = rest.length();
      }
      line.append("  ").append(coloured(fact, words));
      used += 2 + words.length();
    }
    lines.add(line.toString());
    return lines;
  }

  private String emphasized(Box box, String name) {
    return box.kind() == Box.Kind.MORE ? style.faint(name + "; -v lists them") : style.strong(name);
  }

  private String coloured(Box.Fact fact, String words) {
    return switch (fact.role()) {
      case ADDRESS -> words;
      case PUBLIC -> style.doubtful(words);
      case SECURITY_GROUP, ROUTE_TABLE, NAT_GATEWAY, TARGET, NOTE -> style.faint(words);
    };
  }

  private List<String> unmodelled(Drawing drawing) {
    List<String> lines = new ArrayList<>(List.of(style.strong("Not modelled")));
    drawing
        .unmodelled()
        .forEach((type, ids) -> {
          lines.add("- " + ids.size() + " " + safe(type));
          if (verbose) {
            ids.forEach(id -> lines.add("  " + style.faint(safe(id))));
          }
        });
    return lines;
  }

  private String safe(String text) {
    String safe = Printable.whole(text);
    return console.isUnicode() ? safe : Wrapping.ascii(safe);
  }
}
