package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Escapes;
import io.github.pathwhy.draw.Lettering;
import io.github.pathwhy.report.picture.PathPicture.Mark;
import io.github.pathwhy.report.picture.PathPicture.Step;
import io.github.pathwhy.report.picture.PathPicture.Stop;
import io.github.pathwhy.report.picture.PathPicture.Way;
import java.util.ArrayList;
import java.util.List;

/** Writes a path as a Mermaid flowchart, for Markdown. */
public final class PathMermaid {
  private static final int SIZE = 11;
  private static final int ROOM = 640;

  private final PathPicture picture;
  private final StringBuilder text = new StringBuilder();
  private final List<Mark> links = new ArrayList<>();

  private PathMermaid(PathPicture picture) {
    this.picture = picture;
  }

  /** The flowchart, with a line feed at the end. */
  public static String write(PathPicture picture) {
    return new PathMermaid(picture).write();
  }

  private String write() {
    text.append("flowchart LR\n");
    part("hop", picture.stops(), picture.steps(), "-->", "  ");
    for (int i = 0; i < picture.ways().size(); i++) {
      Way way = picture.ways().get(i);
      text.append("  subgraph reply").append(i).append("[\"").append(words(way.name()));
      text.append("\"]\n    direction RL\n");
      part("back" + i + "_", way.stops(), way.steps(), "-.->", "    ");
      text.append("  end\n");
    }
    text.append("  classDef faint stroke-dasharray: 4 3\n");
    text.append("  classDef blocks stroke:#c8372d,stroke-width:3px\n");
    text.append("  classDef unknown stroke:#9a6700,stroke-width:3px\n");
    for (int i = 0; i < links.size(); i++) {
      String colour =
          switch (links.get(i)) {
            case PASSES -> "";
            case WARNS, UNDETERMINED -> "stroke:#9a6700,stroke-width:2px";
            case BLOCKS -> "stroke:#c8372d,stroke-width:3px";
          };
      if (!colour.isEmpty()) {
        text.append("  linkStyle ").append(i).append(' ').append(colour).append('\n');
      }
    }
    return text.toString();
  }

  private void part(
      String prefix, List<Stop> stops, List<Step> steps, String arrow, String indent) {
    for (int i = 0; i < stops.size(); i++) {
      Stop stop = stops.get(i);
      List<String> label = stop.label().stream().map(PathMermaid::words).toList();
      text.append(indent).append(prefix).append(i).append("[\"");
      text.append(String.join("<br/>", label)).append("\"]").append(look(stop)).append('\n');
    }
    for (Step step : steps) {
      text.append(indent).append(prefix).append(step.from()).append(' ').append(arrow);
      if (!step.label().isEmpty()) {
        text.append("|\"").append(words(step.label())).append("\"|");
      }
      text.append(' ').append(prefix).append(step.to()).append('\n');
      links.add(step.mark());
    }
  }

  private static String look(Stop stop) {
    return switch (stop.mark()) {
      case PASSES, WARNS -> stop.reached() ? "" : ":::faint";
      case UNDETERMINED -> ":::unknown";
      case BLOCKS -> ":::blocks";
    };
  }

  private static String words(String foreign) {
    return Escapes.mermaid(Lettering.fit(foreign, SIZE, ROOM));
  }
}
