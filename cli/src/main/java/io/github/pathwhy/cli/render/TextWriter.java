package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.console.Style;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.text.Printable;
import java.util.List;

/** Writes the parts that text views share: wrapped sentences, evidence, lists. */
final class TextWriter {
  private final Console console;
  private final Style style;
  private final Glyphs glyphs;
  private final int width;
  private final boolean verbose;

  TextWriter(Console console, boolean colours, boolean verbose) {
    this.console = console;
    this.style = new Style(colours);
    this.glyphs = Glyphs.of(console.isUnicode());
    this.width = console.terminal().width();
    this.verbose = verbose;
  }

  Style style() {
    return style;
  }

  Glyphs glyphs() {
    return glyphs;
  }

  /** Writes a line as it is. */
  void line(String text) {
    console.text(text);
  }

  /** Writes a foreign text over as many lines as it needs. */
  void paragraph(String text) {
    wrap("", "", safe(text)).forEach(console::text);
  }

  /** The same with every line after a margin. */
  void paragraph(String margin, String text) {
    wrap(margin, margin, safe(text)).forEach(console::text);
  }

  /// Writes a decision behind a mark, and under it the place where it was declared when it is not
  /// just passing, or always in a verbose view.
  void evidence(String margin, CheckReport.EvidenceView line) {
    if (line.consequence()) {
      List<String> lines = wrap(margin + "  ", margin, safe(line.text()));
      String first = lines.getFirst().substring(margin.length());
      console.text(margin + style.faint(glyphs.aside() + " " + first));
      lines.subList(1, lines.size()).forEach(console::text);
      return;
    }
    String mark =
        switch (line.effect()) {
          case "passes" -> style.good(glyphs.good());
          case "blocks" -> style.bad(glyphs.bad());
          case "warns" -> style.doubtful(glyphs.warning());
          default -> style.doubtful(glyphs.unknown());
        };
    boolean decisive = !line.effect().equals("passes");
    List<String> lines = wrap(margin + "  ", margin, safe(line.text()));
    String first = lines.getFirst().substring(margin.length());
    console.text(margin + mark + " " + (decisive ? style.strong(first) : first));
    lines.subList(1, lines.size()).forEach(console::text);
    if (decisive || verbose) {
      line.declaredAt().ifPresent(place -> place(margin + "  ", place));
    }
  }

  /** Writes what to do, after the word that says so. */
  void help(String text) {
    List<String> lines = wrap("      ", "help: ", safe(text));
    console.text(style.strong("help:") + lines.getFirst().substring("help:".length()));
    lines.subList(1, lines.size()).forEach(console::text);
  }

  /** Writes where something was declared. */
  void place(String margin, String place) {
    console.text(margin + style.faint(safe(place)));
  }

  /** Writes a heading and its items; nothing when there are none. */
  void list(String heading, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    heading(heading);
    items.forEach(this::item);
  }

  /** Writes an item of a list. */
  void item(String text) {
    List<String> lines = wrap("  ", "", safe(text));
    console.text("- " + lines.getFirst());
    lines.subList(1, lines.size()).forEach(console::text);
  }

  /** Writes a heading after an empty line. */
  void heading(String heading) {
    console.text("");
    console.text(style.strong(safe(heading)));
  }

  /** A foreign text made safe for this console. */
  String safe(String text) {
    String safe = Printable.whole(text);
    return console.isUnicode() ? safe : Wrapping.ascii(safe);
  }

  private List<String> wrap(String rest, String first, String text) {
    return Wrapping.wrap(text, width, first, rest);
  }
}
