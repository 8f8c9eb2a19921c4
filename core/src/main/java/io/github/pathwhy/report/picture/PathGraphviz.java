package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Escapes;
import io.github.pathwhy.draw.Lettering;
import io.github.pathwhy.report.picture.PathPicture.Mark;
import io.github.pathwhy.report.picture.PathPicture.Step;
import io.github.pathwhy.report.picture.PathPicture.Stop;
import io.github.pathwhy.report.picture.PathPicture.Way;
import java.util.List;

/// Writes a path in Graphviz's DOT language. Lines of the reply are written from the source on,
/// with their arrows turned around, so that it runs from right to left.
public final class PathGraphviz {
  private static final int SIZE = 11;
  private static final int ROOM = 220;
  private static final int LINES = 4;

  private final PathPicture picture;
  private final StringBuilder text = new StringBuilder();

  private PathGraphviz(PathPicture picture) {
    this.picture = picture;
  }

  /** The graph, with a line feed at the end. */
  public static String write(PathPicture picture) {
    return new PathGraphviz(picture).write();
  }

  private String write() {
    text.append("digraph path {\n  rankdir=LR\n  label=");
    text.append(Escapes.dot(Lettering.fit(picture.heading(), SIZE, 4 * ROOM))).append('\n');
    text.append(
        """
          labelloc=t
          fontname="Helvetica"
          node [shape=box, style=rounded, fontname="Helvetica", fontsize=11, color="#9aa7b4"]
          edge [fontname="Helvetica", fontsize=10, color="#9aa7b4", fontcolor="#5b6875"]
        """);
    part("hop", picture.stops(), picture.steps(), false);
    for (int i = 0; i < picture.ways().size(); i++) {
      Way way = picture.ways().get(i);
      text.append("  subgraph cluster_reply").append(i).append(" {\n  style=dashed\n  label=");
      text.append(Escapes.dot(Lettering.fit(way.name(), SIZE, 4 * ROOM))).append('\n');
      part("back" + i + "_", way.stops(), way.steps(), true);
      text.append("  }\n");
    }
    return text.append("}\n").toString();
  }

  private void part(String prefix, List<Stop> stops, List<Step> steps, boolean reply) {
    for (int i = 0; i < stops.size(); i++) {
      Stop stop = stops.get(i);
      List<String> label = stop.label().stream().map(PathGraphviz::line).toList();
      text.append("  ").append(prefix).append(i).append(" [label=");
      text.append(Escapes.dot(String.join("\n", label))).append(colour(stop.mark()));
      text.append(reply || !stop.reached() ? ", style=\"rounded,dashed\"]\n" : "]\n");
    }
    for (Step step : steps) {
      int first = reply ? step.to() : step.from();
      int second = reply ? step.from() : step.to();
      text.append("  ").append(prefix).append(first).append(" -> ").append(prefix).append(second);
      List<String> label = Wrap.lines(step.label(), SIZE, ROOM, LINES);
      text.append(" [label=").append(Escapes.dot(String.join("\n", label)));
      text.append(colour(step.mark())).append(reply ? ", dir=back, style=dashed]\n" : "]\n");
    }
  }

  private static String colour(Mark mark) {
    return switch (mark) {
      case PASSES -> "";
      case WARNS -> ", color=\"#9a6700\"";
      case UNDETERMINED -> ", color=\"#9a6700\", fontcolor=\"#9a6700\", penwidth=2";
      case BLOCKS -> ", color=\"#c8372d\", fontcolor=\"#c8372d\", penwidth=2";
    };
  }

  private static String line(String foreign) {
    return Lettering.fit(foreign, SIZE, ROOM);
  }
}
