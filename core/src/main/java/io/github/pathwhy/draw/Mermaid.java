package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.List;

/// Writes a drawing as a Mermaid flowchart, for Markdown. Names are quoted, and whatever means
/// something to Mermaid or HTML is written as a character code.
public final class Mermaid {
  /** Titles of two lines need more room than Mermaid leaves. */
  private static final String TITLES =
      """
      %%{init: {"flowchart": {"subGraphTitleMargin": {"bottom": 24}, "wrappingWidth": 420}}}%%
      """;

  private final Drawing drawing;
  private final Numbering names = new Numbering();
  private final StringBuilder text = new StringBuilder();

  private Mermaid(Drawing drawing) {
    this.drawing = drawing;
  }

  /** The flowchart, with a line feed at the end. */
  public static String write(Drawing drawing) {
    return new Mermaid(drawing).write();
  }

  private String write() {
    text.append(TITLES).append("flowchart TB\n");
    drawing.boxes().forEach(box -> box(box, "  "));
    if (!drawing.unplaced().isEmpty()) {
      text.append("  subgraph unplaced[\"not placed\"]\n");
      drawing.unplaced().forEach(box -> box(box, "    "));
      text.append("  end\n");
    }
    drawing
        .unmodelled()
        .forEach((type, ids) ->
            text.append("  ")
                .append(names.of(ResourceId.of(ids.getFirst())))
                .append("[\"")
                .append(Escapes.mermaid(ids.size() + " " + type))
                .append("<br/>not modelled\"]:::faint\n"));
    drawing.lines().forEach(this::line);
    text.append("  classDef faint stroke-dasharray: 4 3\n");
    return text.toString();
  }

  private void box(Box box, String indent) {
    String name = names.of(box.key());
    if (!box.kind().isContainer()) {
      text.append(indent).append(name).append(shape(box)).append('\n');
      return;
    }
    text.append(indent).append("subgraph ").append(name).append("[\"").append(title(box));
    text.append("\"]\n");
    box.inside().forEach(each -> box(each, indent + "  "));
    text.append(indent).append("end\n");
  }

  private static String shape(Box box) {
    String label = "\"" + label(box) + "\"";
    return switch (box.kind()) {
      case INTERNET -> "((" + label + "))";
      case SITE -> "[(" + label + ")]";
      case APPLIANCE, FIREWALL -> "{{" + label + "}}";
      case BASTION, BALANCER, APPLICATION_GATEWAY, ENDPOINT, LINK_SERVICE, ROUTE_SERVER, GATEWAY ->
          "([" + label + "])";
      case MORE, REMOTE_NETWORK, INTERFACE -> "[" + label + "]:::faint";
      case NETWORK, HUB, SUBNET, MACHINE, RESOURCE -> "[" + label + "]";
    };
  }

  private static String label(Box box) {
    StringBuilder label = new StringBuilder(Escapes.mermaid(box.name()));
    for (Box.Fact fact : box.facts()) {
      label.append("<br/>").append(Escapes.mermaid(fact.words()));
    }
    return label.toString();
  }

  /** The name, and all facts on one line below. */
  private static String title(Box box) {
    String facts = String.join(", ", box.facts().stream().map(Box.Fact::words).toList());
    return Escapes.mermaid(box.name()) + (facts.isEmpty() ? "" : "<br/>" + Escapes.mermaid(facts));
  }

  private void line(Line line) {
    String arrow =
        switch (line.kind()) {
          case PEERING -> line.broken() ? "-.-" : "---";
          case CONNECTION -> line.broken() ? "-.-" : "===";
          case INTERNET -> "---";
          case SAME_MACHINE -> "-.-";
        };
    List<String> parts =
        line.label().isEmpty()
            ? List.of(names.of(line.from()), arrow, names.of(line.to()))
            : List.of(
                names.of(line.from()),
                arrow + "|\"" + Escapes.mermaid(line.label()) + "\"|",
                names.of(line.to()));
    text.append("  ").append(String.join(" ", parts)).append('\n');
  }
}
