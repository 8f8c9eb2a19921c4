package io.github.pathwhy.report.picture;

import io.github.pathwhy.draw.Lettering;
import io.github.pathwhy.report.CheckReport.EvidenceView;
import io.github.pathwhy.report.picture.PathLayout.Point;
import io.github.pathwhy.report.picture.PathPicture.Mark;
import io.github.pathwhy.report.picture.PathPicture.Step;
import io.github.pathwhy.report.picture.PathPicture.Stop;
import io.github.pathwhy.report.picture.PathPicture.Way;
import java.util.ArrayList;
import java.util.List;

/// Writes a path as a picture: one SVG file without scripts, fonts or links, for light and dark
/// pages.
public final class PathSvg {
  private static final int LEAST_WIDTH = 640;
  private static final int NAME = 13;
  private static final int SMALL = 11;
  private static final int LINE = 13;
  private static final int LABEL_LINES = 4;
  private static final int WHY_LINES = 3;
  private static final int HEAD = 34;
  private static final int PAD = 12;

  private final PathPicture picture;
  private final boolean titled;
  private final PathLayout layout;
  private final List<String> why;
  private final int width;
  private final PathSvgText text = new PathSvgText();

  /**
   * @param titled whether it says the verdict and the cause itself
   */
  private PathSvg(PathPicture picture, boolean titled) {
    this.picture = picture;
    this.titled = titled;
    this.width = Math.max(LEAST_WIDTH, new PathLayout(picture, 0).width());
    this.why =
        titled
            ? Wrap.lines(picture.why(), NAME, width - 2 * PathLayout.LEFT, WHY_LINES)
            : List.of();
    this.layout = new PathLayout(picture, titled ? HEAD + why.size() * 18 : 0);
  }

  /** The picture, with a line feed at the end. */
  public static String write(PathPicture picture) {
    return new PathSvg(picture, true).write();
  }

  /** The picture for a page that says the verdict and the cause above it. */
  static PathSvg within(PathPicture picture) {
    return new PathSvg(picture, false);
  }

  /** Where the hops stand in it. */
  PathLayout layout() {
    return layout;
  }

  String write() {
    text.open(width, layout.height(), picture.heading());
    if (titled) {
      text.words(
          "verdict " + look(picture.verdict()),
          PathLayout.LEFT,
          30,
          Lettering.fit(picture.heading(), 17, width - 2 * PathLayout.LEFT));
    }
    for (int i = 0; i < why.size(); i++) {
      text.words("why", PathLayout.LEFT, 52 + i * 18, why.get(i));
    }
    steps();
    for (int i = 0; i < picture.stops().size(); i++) {
      stop(picture.stops().get(i), layout.stop(i), "hop");
    }
    for (int i = 0; i < picture.ways().size(); i++) {
      way(i, picture.ways().get(i));
    }
    return text.close();
  }

  /** Steps that pass first, so that what decides lies above them. */
  private void steps() {
    for (Mark mark : Mark.values()) {
      for (int i = 0; i < picture.steps().size(); i++) {
        Step step = picture.steps().get(i);
        if (step.mark() == mark) {
          List<Point> line = layout.step(i);
          Point label = PathLayout.label(line);
          line(step, line, "", new Point(label.x() + 24, label.y()));
        }
      }
    }
  }

  private void line(Step step, List<Point> line, String more, Point label) {
    String look = look(step.mark());
    text.group(step.label());
    text.polyline("step " + look + more, line);
    text.head("head " + look, line);
    int room = PathLayout.GAP - 52;
    List<String> lines = Wrap.lines(step.label(), SMALL, room, LABEL_LINES);
    String words = step.mark() == Mark.PASSES ? "note" : "label " + look;
    for (int i = 0; i < lines.size(); i++) {
      text.words(words, label.x(), label.y() - 7 - (lines.size() - 1 - i) * LINE, lines.get(i));
    }
    text.endGroup();
  }

  private void stop(Stop stop, Point at, String kind) {
    text.group(title(stop));
    text.rectangle(
        kind + " " + look(stop.mark()) + (stop.reached() ? "" : " unreached"),
        at,
        PathLayout.BOX_WIDTH,
        PathLayout.BOX_HEIGHT);
    List<String> label = stop.label();
    int room = PathLayout.BOX_WIDTH - 2 * PAD - (stop.mark() == Mark.UNDETERMINED ? 14 : 0);
    int y = at.y() + (label.size() == 1 ? 28 : 20);
    text.words(
        kind.equals("hop") ? "name" : "note",
        at.x() + PAD,
        y,
        Lettering.fit(stop.name(), NAME, room));
    if (stop.mark() == Mark.UNDETERMINED) {
      text.words("query", at.x() + PathLayout.BOX_WIDTH - 18, at.y() + 28, "?");
    }
    if (label.size() > 1) {
      text.words("note", at.x() + PAD, at.y() + 36, Lettering.fit(label.getLast(), SMALL, room));
    }
    text.endGroup();
  }

  private static String title(Stop stop) {
    List<String> lines = new ArrayList<>(stop.label());
    stop.decisions().stream().map(EvidenceView::text).forEach(lines::add);
    lines.addAll(stop.issues());
    return String.join("\n", lines);
  }

  /** A way of the reply: its hops from right to left, below those of the request. */
  private void way(int index, Way way) {
    if (way.stops().isEmpty()) {
      return;
    }
    Point first = layout.replyStop(index, 0);
    text.words(
        "note",
        PathLayout.LEFT,
        first.y() - 8,
        Lettering.fit(way.name(), SMALL, width - 2 * PathLayout.LEFT));
    for (Step step : way.steps()) {
      Point from = layout.replyStop(index, step.from());
      Point to = layout.replyStop(index, step.to());
      int y = from.y() + PathLayout.BOX_HEIGHT / 2;
      List<Point> line =
          List.of(new Point(from.x(), y), new Point(to.x() + PathLayout.BOX_WIDTH, y));
      line(step, line, " reply", new Point(from.x() - PathLayout.GAP + 24, y));
    }
    for (int i = 0; i < way.stops().size(); i++) {
      stop(way.stops().get(i), layout.replyStop(index, i), "back");
    }
  }

  private static String look(Mark mark) {
    return switch (mark) {
      case PASSES -> "passes";
      case WARNS -> "warns";
      case UNDETERMINED -> "unknown";
      case BLOCKS -> "blocks";
    };
  }
}
