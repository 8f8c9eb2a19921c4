package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Escapes;
import io.github.pathwhy.draw.SvgColours;
import io.github.pathwhy.report.picture.PathLayout.Point;
import java.util.List;

/** The elements of a path's picture; foreign text is escaped here. */
final class PathSvgText {
  private static final String LOOK =
      """
      <style>
      .pathwhy { --page: #ffffff; --ink: #16202b; --soft: #5b6875; --hop: #f6f8fa; --hop-line: #b4c0cc;
        --line: #9aa7b4; --good: #1a7f4b; --bad: #c8372d; --bad-hop: #fdecea; --doubt: #9a6700; --doubt-hop: #fff4d6; }
      @media (prefers-color-scheme: dark) {
        .pathwhy { --page: #0d1117; --ink: #e6edf3; --soft: #9aa7b4; --hop: #1a222c; --hop-line: #455362;
          --line: #61758a; --good: #4cc38a; --bad: #f0645a; --bad-hop: #3b1d1b; --doubt: #e3b341; --doubt-hop: #33280e; } }
      .pathwhy text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
        fill: var(--ink); white-space: pre; }
      .pathwhy .page { fill: var(--page); }
      .pathwhy .verdict { font-size: 17px; font-weight: 700; }
      .pathwhy .verdict.passes { fill: var(--good); }
      .pathwhy .why { font-size: 13px; }
      .pathwhy .name { font-size: 13px; font-weight: 600; }
      .pathwhy .note { font-size: 11px; fill: var(--soft); }
      .pathwhy .label { font-size: 11px; font-weight: 600; }
      .pathwhy .query { font-size: 16px; font-weight: 700; fill: var(--doubt); }
      .pathwhy text.blocks { fill: var(--bad); }
      .pathwhy text.unknown { fill: var(--doubt); }
      .pathwhy text.warns { fill: var(--doubt); }
      .pathwhy rect.hop { fill: var(--hop); stroke: var(--hop-line); }
      .pathwhy rect.back { fill: var(--page); stroke: var(--hop-line); stroke-dasharray: 4 3; }
      .pathwhy rect.unreached { fill: var(--page); stroke-dasharray: 4 3; }
      .pathwhy rect.blocks { fill: var(--bad-hop); stroke: var(--bad); stroke-width: 2; }
      .pathwhy rect.unknown { fill: var(--doubt-hop); stroke: var(--doubt); stroke-width: 2; }
      .pathwhy rect.warns { fill: var(--hop); stroke: var(--doubt); }
      .pathwhy polyline { fill: none; stroke: var(--line); stroke-width: 1.5; stroke-linejoin: round; }
      .pathwhy polyline.reply { stroke-dasharray: 5 4; }
      .pathwhy polyline.blocks { stroke: var(--bad); stroke-width: 3; }
      .pathwhy polyline.unknown { stroke: var(--doubt); stroke-width: 2; }
      .pathwhy polyline.warns { stroke: var(--doubt); }
      .pathwhy polygon { fill: var(--line); }
      .pathwhy polygon.blocks { fill: var(--bad); }
      .pathwhy polygon.unknown { fill: var(--doubt); }
      .pathwhy polygon.warns { fill: var(--doubt); }
      </style>
      """;

  private final SvgColours colours = new SvgColours(LOOK);
  private final StringBuilder text = new StringBuilder();

  void open(int width, int height, String title) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pathwhy\" role=\"img\"");
    attribute("width", width);
    attribute("height", height);
    text.append(" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\">\n<title>");
    text.append(Escapes.xml(title)).append("</title>\n").append(LOOK);
    start("rect", "page");
    text.append(" width=\"100%\" height=\"100%\"/>\n");
  }

  String close() {
    return text.append("</svg>\n").toString();
  }

  /** Starts a group; the lines of its title appear under the pointer. */
  void group(String title) {
    text.append("<g><title>");
    text.append(String.join("&#10;", title.lines().map(Escapes::xml).toList()));
    text.append("</title>\n");
  }

  void endGroup() {
    text.append("</g>\n");
  }

  void rectangle(String look, Point at, int width, int height) {
    start("rect", look);
    attribute("x", at.x());
    attribute("y", at.y());
    attribute("width", width);
    attribute("height", height);
    attribute("rx", 7);
    if (look.startsWith("back") || look.contains("unreached")) {
      text.append(" stroke-dasharray=\"4 3\"");
    }
    text.append("/>\n");
  }

  void polyline(String look, List<Point> line) {
    start("polyline", look);
    if (look.contains("reply")) {
      text.append(" stroke-dasharray=\"5 4\"");
    }
    points(line);
  }

  /** The head of an arrow at the end of a line, which is level there. */
  void head(String look, List<Point> line) {
    Point end = line.getLast();
    int back = end.x() > line.get(line.size() - 2).x() ? -9 : 9;
    start("polygon", look);
    points(
        List.of(
            end, new Point(end.x() + back, end.y() - 5), new Point(end.x() + back, end.y() + 5)));
  }

  private void points(List<Point> points) {
    text.append(" points=\"");
    text.append(String.join(" ", points.stream().map(each -> each.x() + "," + each.y()).toList()));
    text.append("\"/>\n");
  }

  void words(String look, int x, int y, String words) {
    start("text", look);
    attribute("x", x);
    attribute("y", y);
    text.append('>').append(Escapes.xml(words)).append("</text>\n");
  }

  private void start(String element, String look) {
    text.append('<').append(element).append(" class=\"").append(look).append('"');
    text.append(colours.of(element, look));
  }

  private void attribute(String name, int value) {
    text.append(' ').append(name).append("=\"").append(value).append('"');
  }
}
