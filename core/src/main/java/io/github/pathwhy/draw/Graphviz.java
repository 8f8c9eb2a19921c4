package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Printable;
import java.util.HashSet;
import java.util.Set;

/// Writes a drawing in Graphviz's DOT language. Containers are clusters; each holds an invisible
/// point that lines to the container itself start from and end at.
public final class Graphviz {
  private final Drawing drawing;
  private final Numbering names = new Numbering();
  private final Set<ResourceId> clusters = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  private Graphviz(Drawing drawing) {
    this.drawing = drawing;
  }

  /** The graph, with a line feed at the end. */
  public static String write(Drawing drawing) {
    return new Graphviz(drawing).write();
  }

  private String write() {
    text.append(
        """
        graph network {
          compound=true
          rankdir=TB
          ranksep=1
          fontname="Helvetica"
          node [shape=box, style=rounded, fontname="Helvetica", fontsize=11]
          edge [fontname="Helvetica", fontsize=10]
        """);
    drawing.boxes().forEach(box -> box(box, "  "));
    drawing.unplaced().forEach(box -> box(box, "  "));
    drawing
        .unmodelled()
        .forEach((type, ids) ->
            text.append("  ")
                .append(names.of(ResourceId.of(ids.getFirst())))
                .append(" [label=")
                .append(Escapes.dot(ids.size() + " " + type + "\nnot modelled"))
                .append(", style=\"rounded,dashed\"]\n"));
    drawing.lines().forEach(this::line);
    return text.append("}\n").toString();
  }

  private void box(Box box, String indent) {
    String name = names.of(box.key());
    if (!box.kind().isContainer()) {
      text.append(indent).append(name).append(" [label=").append(label(box)).append(look(box));
      text.append("]\n");
      return;
    }
    clusters.add(box.key());
    String below = indent + "  ";
    text.append(indent).append("subgraph cluster_").append(name).append(" {\n");
    text.append(below).append("label=").append(label(box)).append('\n');
    text.append(below).append("style=").append('"').append("rounded,filled").append("\"\n");
    String fill = box.kind() == Box.Kind.SUBNET ? "white" : "#f3f7fc";
    text.append(below).append("fillcolor=\"").append(fill).append("\"\n");
    text.append(below).append(name).append(" [shape=point, style=invis]\n");
    box.inside().forEach(each -> box(each, below));
    text.append(indent).append("}\n");
  }

  private static String look(Box box) {
    return switch (box.kind()) {
      case INTERNET -> ", shape=ellipse";
      case SITE -> ", shape=cylinder";
      case APPLIANCE, FIREWALL -> ", shape=hexagon, style=solid";
      case BASTION, BALANCER, APPLICATION_GATEWAY, ENDPOINT, LINK_SERVICE, ROUTE_SERVER, GATEWAY ->
          ", style=\"rounded,bold\"";
      case MORE, REMOTE_NETWORK, INTERFACE -> ", style=\"rounded,dashed\"";
      case NETWORK, HUB, SUBNET, MACHINE, RESOURCE -> "";
    };
  }

  private static String label(Box box) {
    StringBuilder label = new StringBuilder(Printable.whole(box.name()));
    box.facts().forEach(fact -> label.append('\n').append(Printable.whole(fact.words())));
    return Escapes.dot(label.toString());
  }

  private void line(Line line) {
    text.append("  ").append(names.of(line.from())).append(" -- ").append(names.of(line.to()));
    text.append(" [");
    if (clusters.contains(line.from())) {
      text.append("ltail=cluster_").append(names.of(line.from())).append(", ");
    }
    if (clusters.contains(line.to())) {
      text.append("lhead=cluster_").append(names.of(line.to())).append(", ");
    }
    String style =
        line.broken() ? "dashed" : line.kind() == Line.Kind.SAME_MACHINE ? "dotted" : "solid";
    text.append("style=").append(style);
    text.append(", label=").append(Escapes.dot(Printable.whole(line.label()))).append("]\n");
  }
}
