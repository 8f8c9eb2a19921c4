package io.github.pathwhy.report.picture;

import io.github.pathwhy.report.picture.PathPicture.Step;
import io.github.pathwhy.report.picture.PathPicture.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the hops of a path stand: in columns by their longest distance from the source, branches
/// below each other, and each way of the reply on a row of its own below, from right to left. A
/// step over more than one column keeps a place free in those between.
final class PathLayout {
  static final int BOX_WIDTH = 168;
  static final int BOX_HEIGHT = 46;
  static final int GAP = 176;
  static final int LEFT = 24;

  /** Room above a row for the label of a step. */
  private static final int ROW = 112;

  private static final int WAY = 96;

  /** A point of the picture. */
  record Point(int x, int y) {}

  /** Who stands in a column: a hop, or a step that goes through. */
  private record Place(int column, int hop, int step) {}

  private final PathPicture picture;
  private final int[] columnOf;
  private final List<List<Place>> columns = new ArrayList<>();
  private final Map<Place, Point> points = new HashMap<>();
  private final int width;
  private final int top;
  private final int bottom;

  PathLayout(PathPicture picture, int top) {
    this.picture = picture;
    this.top = top;
    this.columnOf = distances(picture);
    int last = 0;
    for (int each : columnOf) {
      last = Math.max(last, each);
    }
    for (int i = 0; i <= last; i++) {
      columns.add(new ArrayList<>());
    }
    int most = columns.size();
    for (Way way : picture.ways()) {
      most = Math.max(most, way.stops().size());
    }
    this.width = 2 * LEFT + most * BOX_WIDTH + (most - 1) * GAP;
    this.bottom = top + fill() * ROW;
  }

  /** Each hop's longest distance from the source; paths have no circles. */
  private static int[] distances(PathPicture picture) {
    int[] distances = new int[picture.stops().size()];
    boolean changed = true;
    for (int round = 0; changed && round < distances.length; round++) {
      changed = false;
      for (Step step : picture.steps()) {
        if (distances[step.to()] <= distances[step.from()]) {
          distances[step.to()] = distances[step.from()] + 1;
          changed = true;
        }
      }
    }
    return distances;
  }

  /** Puts everything into its column; gives the number of rows. */
  private int fill() {
    for (int i = 0; i < columnOf.length; i++) {
      columns.get(columnOf[i]).add(new Place(columnOf[i], i, -1));
    }
    for (int i = 0; i < picture.steps().size(); i++) {
      Step step = picture.steps().get(i);
      for (int at = columnOf[step.from()] + 1; at < columnOf[step.to()]; at++) {
        columns.get(at).add(new Place(at, -1, i));
      }
    }
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < columns.size(); i++) {
      List<Place> column = columns.get(i);
      int start = top + (rows - column.size()) * ROW / 2 + ROW - BOX_HEIGHT;
      for (int row = 0; row < column.size(); row++) {
        points.put(column.get(row), new Point(x(i), start + row * ROW));
      }
    }
    return rows;
  }

  private static int x(int column) {
    return LEFT + column * (BOX_WIDTH + GAP);
  }

  int width() {
    return width;
  }

  /** The upper left corner of a hop. */
  Point stop(int index) {
    return point(new Place(columnOf[index], index, -1));
  }

  private Point point(Place place) {
    return points.getOrDefault(place, new Point(LEFT, top));
  }

  /// The corners of a step: upright only next to a hop where paths part or merge, where several
  /// share the upright.
  List<Point> step(int index) {
    Step step = picture.steps().get(index);
    List<Point> line = new ArrayList<>();
    Point from = stop(step.from());
    line.add(new Point(from.x() + BOX_WIDTH, from.y() + BOX_HEIGHT / 2));
    boolean parts = picture.steps().stream().filter(each -> each.from() == step.from()).count() > 1;
    for (int at = columnOf[step.from()] + 1; at < columnOf[step.to()]; at++) {
      Point through = point(new Place(at, -1, index));
      turn(line, new Point(x(at), through.y() + BOX_HEIGHT / 2), parts);
      line.add(new Point(x(at) + BOX_WIDTH, through.y() + BOX_HEIGHT / 2));
    }
    Point to = stop(step.to());
    turn(line, new Point(to.x(), to.y() + BOX_HEIGHT / 2), parts && line.size() == 1);
    return line;
  }

  private static void turn(List<Point> line, Point to, boolean early) {
    Point from = line.getLast();
    if (from.y() != to.y()) {
      int x = early ? from.x() + 16 : to.x() - 22;
      line.add(new Point(x, from.y()));
      line.add(new Point(x, to.y()));
    }
    line.add(to);
  }

  /** Where the label of a step stands, above its longest level part. */
  static Point label(List<Point> line) {
    Point best = line.getFirst();
    int longest = -1;
    for (int i = 1; i < line.size(); i++) {
      Point from = line.get(i - 1);
      int length = line.get(i).x() - from.x();
      if (from.y() == line.get(i).y() && length > longest) {
        longest = length;
        best = from;
      }
    }
    return best;
  }

  /** The upper left corner of a hop of a reply: the first below the destination. */
  Point replyStop(int way, int index) {
    int stops = picture.ways().get(way).stops().size();
    int last = Math.max(columns.size(), stops) - 1;
    int column = stops < 2 ? last : last - Math.round((float) (index * last) / (stops - 1));
    return new Point(x(column), bottom + way * WAY + 40);
  }

  /** The lower end of it all. */
  int height() {
    return bottom + picture.ways().size() * WAY + 24;
  }
}
