package io.github.pathwhy.draw;

import java.util.List;

/** The elements of an SVG file; foreign text is escaped here. */
final class SvgText {
  private static final String LOOK =
      """
      <style>
      .pathwhy { --page: #ffffff; --ink: #16202b; --soft: #566573; --net: #eef4fb; --net-line: #7ba3cf;
        --sub: #ffffff; --sub-line: #cbd8e6; --thing: #f6f8fa; --thing-line: #d9e1ea; --mark: #8fa3b8;
        --guard: #d9822b; --service: #2a9d8f; --gateway: #7a5cc0; --site: #fbf4e6; --site-line: #c9a45c;
        --hub: #f1edfb; --hub-line: #9d86d6; --peering: #2f6fb3; --bad: #c8372d; --nsg: #fde8e4; --routes: #e3eefb;
        --nat: #e2f4ef; --public: #fdf0d5; }
      @media (prefers-color-scheme: dark) {
        .pathwhy { --page: #0d1117; --ink: #e6edf3; --soft: #9aa7b4; --net: #131c28; --net-line: #3d6a9e;
          --sub: #0f151d; --sub-line: #2c3a4a; --thing: #1a222c; --thing-line: #303c49; --mark: #61758a;
          --guard: #e39a4f; --service: #3fb8a9; --gateway: #a78bea; --site: #241e11; --site-line: #8c7136;
          --hub: #1b1728; --hub-line: #6f58ab; --peering: #63a4e8; --bad: #f0645a; --nsg: #40201d; --routes: #1b2f47;
          --nat: #143229; --public: #3a2f14; } }
      .pathwhy text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
        fill: var(--ink); white-space: pre; }
      .pathwhy .page { fill: var(--page); }
      .pathwhy .name { font-size: 13px; font-weight: 600; }
      .pathwhy .title { font-size: 14px; font-weight: 700; }
      .pathwhy .note { font-size: 11px; fill: var(--soft); }
      .pathwhy .pill-text { font-size: 10px; text-anchor: middle; }
      .pathwhy .on-line { font-size: 10px; fill: var(--soft); stroke: var(--page); stroke-width: 3px; paint-order: stroke; }
      .pathwhy rect { stroke-width: 1; }
      .pathwhy .network { fill: var(--net); stroke: var(--net-line); stroke-width: 1.5; }
      .pathwhy .hub { fill: var(--hub); stroke: var(--hub-line); }
      .pathwhy .subnet { fill: var(--sub); stroke: var(--sub-line); }
      .pathwhy .thing { fill: var(--thing); stroke: var(--thing-line); }
      .pathwhy .faint { stroke-dasharray: 4 3; }
      .pathwhy .site { fill: var(--site); stroke: var(--site-line); }
      .pathwhy .world { fill: var(--routes); stroke: var(--peering); }
      .pathwhy .mark { fill: var(--mark); stroke: none; }
      .pathwhy .mark.guard { fill: var(--guard); }
      .pathwhy .mark.service { fill: var(--service); }
      .pathwhy .mark.gateway { fill: var(--gateway); }
      .pathwhy .mark.site { fill: var(--site-line); }
      .pathwhy .mark.world { fill: none; }
      .pathwhy .pill { stroke: none; fill: var(--thing-line); }
      .pathwhy .p-nsg { fill: var(--nsg); }
      .pathwhy .p-routes { fill: var(--routes); }
      .pathwhy .p-nat { fill: var(--nat); }
      .pathwhy .p-public { fill: var(--public); }
      .pathwhy polyline { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-linejoin: round; }
      .pathwhy polyline.peering { stroke: var(--peering); stroke-width: 2; }
      .pathwhy polyline.connection { stroke: var(--site-line); stroke-width: 2; }
      .pathwhy polyline.internet { stroke: var(--soft); stroke-width: 1; }
      .pathwhy polyline.same { stroke: var(--soft); stroke-dasharray: 2 3; }
      .pathwhy polyline.broken { stroke: var(--bad); stroke-dasharray: 6 4; }
      .pathwhy circle { fill: var(--soft); }
      .pathwhy circle.peering { fill: var(--peering); }
      .pathwhy circle.connection { fill: var(--site-line); }
      .pathwhy circle.broken { fill: var(--bad); }
      </style>
      """;

  private final SvgColours colours = new SvgColours(LOOK);
  private final StringBuilder text = new StringBuilder();

  void open(int width, int height) {
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pathwhy\" role=\"img\" width=\"");
    text.append(width).append("\" height=\"").append(height).append("\" viewBox=\"0 0 ");
    text.append(width).append(' ').append(height).append("\">\n<title>Network topology</title>\n");
    text.append(LOOK);
    start("rect", "page");
    text.append(" width=\"100%\" height=\"100%\"/>\n");
  }

  String close() {
    return text.append("</svg>\n").toString();
  }

  /** Starts the group of a box; what its title says appears under the pointer. */
  void group(Box box) {
    text.append("<g><title>").append(Escapes.xml(box.key().toString()));
    box.facts().forEach(fact -> text.append("&#10;").append(Escapes.xml(fact.words())));
    text.append("</title>\n");
  }

  void endGroup() {
    text.append("</g>\n");
  }

  void rectangle(String look, int x, int y, int width, int height, int radius) {
    start("rect", look);
    attribute("x", x);
    attribute("y", y);
    attribute("width", width);
    attribute("height", height);
    attribute("rx", radius);
    text.append("/>\n");
  }

  void circle(String look, int x, int y) {
    start("circle", look);
    attribute("cx", x);
    attribute("cy", y);
    text.append(" r=\"3\"/>\n");
  }

  void polyline(String look, List<Integer> points) {
    start("polyline", look);
    text.append(" points=\"");
    for (int i = 0; i < points.size(); i += 2) {
      text.append(i == 0 ? "" : " ").append(points.get(i)).append(',').append(points.get(i + 1));
    }
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
