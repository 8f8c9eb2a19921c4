package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Escapes;
import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReport.EvidenceView;
import io.github.pathwhy.report.CheckReport.RemedyView;
import io.github.pathwhy.report.picture.PathLayout.Point;
import io.github.pathwhy.report.picture.PathPicture.Stop;
import java.util.List;

/// Writes a path as a page: one file without scripts or links. The decisions of a hop appear where
/// the pointer or the focus is, and stand below the picture.
public final class PathHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      """;

  private static final String LOOK =
      """
      <style>
      :root { --page: #ffffff; --ink: #16202b; --soft: #5b6875; --line: #d0d7de; --card: #f6f8fa;
        --good: #1a7f4b; --bad: #c8372d; --doubt: #9a6700; }
      @media (prefers-color-scheme: dark) { :root { --page: #0d1117; --ink: #e6edf3; --soft: #9aa7b4;
        --line: #303c49; --card: #1a222c; --good: #4cc38a; --bad: #f0645a; --doubt: #e3b341; } }
      body { margin: 24px; background: var(--page); color: var(--ink);
        font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
      h1 { font-size: 20px; margin: 0 0 8px; overflow-wrap: anywhere; }
      h2 { font-size: 16px; margin: 24px 0 8px; }
      h1.passes { color: var(--good); }
      .blocks { color: var(--bad); }
      .undetermined, .warns { color: var(--doubt); }
      p, li, summary { overflow-wrap: anywhere; }
      p { margin: 4px 0; }
      code, .place { font-family: ui-monospace, Consolas, monospace; font-size: 13px; }
      .place { color: var(--soft); }
      .scroll { overflow-x: auto; margin: 16px 0; }
      .stage { position: relative; padding-bottom: 120px; }
      .stage svg { display: block; }
      .spot { position: absolute; border-radius: 7px; }
      .spot:hover, .spot:focus { outline: 2px solid var(--soft); z-index: 1; }
      .card { display: none; position: absolute; left: 0; top: 100%; width: 420px; padding: 8px 12px;
        background: var(--card); border: 1px solid var(--line); border-radius: 7px; font-size: 13px; }
      .spot.late .card { left: auto; right: 0; }
      .spot:hover .card, .spot:focus .card { display: block; }
      .card ul, details ul { margin: 4px 0; padding-left: 18px; }
      .card li.passes, details li.passes { color: var(--soft); }
      details { border-top: 1px solid var(--line); padding: 6px 0; }
      summary { cursor: pointer; }
      </style>
      """;

  private final CheckReport report;
  private final PathPicture picture;
  private final StringBuilder text = new StringBuilder();

  private PathHtml(CheckReport report) {
    this.report = report;
    this.picture = PathPictures.of(report);
  }

  /** The page, with a line feed at the end. */
  public static String write(CheckReport report) {
    return new PathHtml(report).write();
  }

  private String write() {
    text.append(HEAD).append("<title>").append(Escapes.xml(picture.heading()));
    text.append("</title>\n").append(LOOK).append("</head>\n<body>\n");
    verdict();
    stage();
    text.append("<h2>Hops</h2>\n");
    picture.stops().forEach(this::details);
    picture
        .ways()
        .forEach(way -> {
          text.append("<h2>").append(Escapes.xml("Return path: " + way.name())).append("</h2>\n");
          way.stops().forEach(this::details);
        });
    list("Taken for granted", report.assumptions());
    list("Missing", report.missing());
    return text.append("</body>\n</html>\n").toString();
  }

  private void verdict() {
    String look =
        switch (picture.verdict()) {
          case PASSES -> "passes";
          case WARNS, UNDETERMINED -> "undetermined";
          case BLOCKS -> "blocks";
        };
    element("h1", look, picture.heading());
    element("p", "why", report.why());
    report.cause().declaredAt().ifPresent(place -> element("p", "place", place));
    for (RemedyView remedy : report.cause().remedies()) {
      switch (remedy) {
        case RemedyView.Change(String words) -> element("p", "help", "help: " + words);
        case RemedyView.Say(String words) -> element("p", "help", words);
        case RemedyView.Fetch(String command, String file) ->
            text.append("<p class=\"help\">Get it: <code>")
                .append(Escapes.xml(command + " > " + file))
                .append("</code></p>\n");
      }
    }
  }

  /** The picture with a spot over each hop of the request that shows its decisions. */
  private void stage() {
    PathSvg drawn = PathSvg.within(picture);
    PathLayout layout = drawn.layout();
    text.append("<div class=\"scroll\"><div class=\"stage\">\n").append(drawn.write());
    for (int i = 0; i < picture.stops().size(); i++) {
      spot(picture.stops().get(i), layout.stop(i));
    }
    for (int way = 0; way < picture.ways().size(); way++) {
      List<Stop> stops = picture.ways().get(way).stops();
      for (int i = 0; i < stops.size(); i++) {
        spot(stops.get(i), layout.replyStop(way, i));
      }
    }
    text.append("</div></div>\n");
  }

  private void spot(Stop stop, Point at) {
    boolean late = at.x() > PathLayout.BOX_WIDTH + PathLayout.GAP;
    text.append("<div class=\"spot")
        .append(late ? " late" : "")
        .append("\" tabindex=\"0\" style=\"");
    text.append("left:").append(at.x()).append("px;top:").append(at.y()).append("px;width:");
    text.append(PathLayout.BOX_WIDTH).append("px;height:").append(PathLayout.BOX_HEIGHT);
    text.append("px\"><div class=\"card\">");
    decisions(stop);
    text.append("</div></div>\n");
  }

  private void details(Stop stop) {
    text.append("<details open><summary><strong>").append(Escapes.xml(stop.name()));
    text.append("</strong> ");
    if (!stop.address().equals(stop.name())) {
      text.append(Escapes.xml(stop.address()));
    }
    text.append(stop.reached() ? "" : " not reached").append("</summary>");
    decisions(stop);
    text.append("</details>\n");
  }

  private void decisions(Stop stop) {
    text.append("<ul>\n");
    for (EvidenceView line : stop.decisions()) {
      text.append("<li class=\"").append(Escapes.xml(line.effect())).append("\">");
      text.append(Escapes.xml(line.text()));
      line.declaredAt()
          .ifPresent(place ->
              text.append(" <span class=\"place\">").append(Escapes.xml(place)).append("</span>"));
      text.append("</li>\n");
    }
    stop.issues().forEach(issue -> element("li", "warns", issue));
    if (stop.decisions().isEmpty() && stop.issues().isEmpty()) {
      element("li", "passes", "nothing decides here");
    }
    text.append("</ul>");
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("<h2>").append(title).append("</h2>\n<ul>\n");
      lines.forEach(line -> element("li", "said", line));
      text.append("</ul>\n");
    }
  }

  private void element(String name, String look, String words) {
    text.append('<').append(name).append(" class=\"").append(look).append("\">");
    text.append(Escapes.xml(words)).append("</").append(name).append(">\n");
  }
}
