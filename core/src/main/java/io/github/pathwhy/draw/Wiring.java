package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way of lines between tiles in rows: every upper end has a bar of its own in the space below
/// its row, from which it drops to the ends below; bars to rows further down go through a channel
/// left of all tiles. No line crosses a tile. Also places the rows, since the spaces between them
/// depend on the bars.
final class Wiring {
  private static final int MARGIN = 24;
  private static final int LANE = 12;
  private static final int CLEAR = 26;
  private static final int NEAR = 7;

  private final List<List<Tile>> rows;
  private final Map<ResourceId, Integer> rowOf = new HashMap<>();
  private final Map<ResourceId, Tile> tiles = new HashMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Set<Bar>> lanes = new ArrayList<>();
  private final Set<Bar> channel = new LinkedHashSet<>();
  private final Map<Integer, Set<Integer>> taken = new HashMap<>();
  private final List<Path> paths = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private int width;
  private int height;

  /** What shares a bar: the lines of one kind from one upper end. */
  private record Bar(ResourceId owner, Line.Kind kind) {}

  /** A line whose upper end is known. */
  private record Wire(Line line, Bar bar, Tile upper, Tile lower) {}

  /** A line as drawn: `points` are pairs of x and y; the last drop carries the label. */
  record Path(Line line, List<Integer> points, boolean isDrop, boolean hasJunction) {}

  Wiring(List<List<Tile>> rows, List<Line> lines, Map<ResourceId, Box> outer) {
    this.rows = rows;
    for (int row = 0; row < rows.size(); row++) {
      for (Tile tile : rows.get(row)) {
        rowOf.put(tile.box().key(), row);
        tiles.put(tile.box().key(), tile);
      }
      lanes.add(new LinkedHashSet<>());
    }
    for (Line line : lines) {
      ResourceId from = outer.containsKey(line.from()) ? outer.get(line.from()).key() : line.from();
      ResourceId to = outer.containsKey(line.to()) ? outer.get(line.to()).key() : line.to();
      if (!from.equals(to) && tiles.containsKey(from) && tiles.containsKey(to)) {
        add(line, from, to);
      }
    }
    place();
    route();
  }

  private void add(Line line, ResourceId from, ResourceId to) {
    boolean down = rowOf.get(from) <= rowOf.get(to);
    ResourceId upper = down ? from : to;
    ResourceId lower = down ? to : from;
    Bar bar = new Bar(upper, line.kind());
    wires.add(new Wire(line, bar, tiles.get(upper), tiles.get(lower)));
    int above = rowOf.get(upper);
    int below = rowOf.get(lower);
    lanes.get(above).add(bar);
    if (below > above + 1) {
      lanes.get(below - 1).add(bar);
      channel.add(bar);
    }
  }

  /** Places the rows below each other, each in the middle. */
  private void place() {
    int widest = 0;
    for (List<Tile> row : rows) {
      widest = Math.max(widest, widthOf(row));
    }
    int left = MARGIN + (channel.isEmpty() ? 0 : channel.size() * LANE + LANE);
    width = left + widest + MARGIN;
    int top = MARGIN;
    for (int i = 0; i < rows.size(); i++) {
      int x = left + (widest - widthOf(rows.get(i))) / 2;
      int bottom = top;
      for (Tile tile : rows.get(i)) {
        tile.place(x, top);
        x += tile.width() + Ranks.spacing();
        bottom = Math.max(bottom, tile.bottom());
      }
      ends.add(bottom);
      int bars = lanes.get(i).size();
      top = bottom + (bars == 0 ? Ranks.spacing() : 2 * CLEAR + (bars - 1) * LANE);
    }
    height = (ends.isEmpty() ? MARGIN : ends.getLast()) + MARGIN;
    if (!lanes.isEmpty() && !lanes.getLast().isEmpty()) {
      height += CLEAR + lanes.getLast().size() * LANE;
    }
  }

  private static int widthOf(List<Tile> row) {
    int width = -Ranks.spacing();
    for (Tile tile : row) {
      width += tile.width() + Ranks.spacing();
    }
    return width;
  }

  private void route() {
    Map<Bar, Integer> exits = new LinkedHashMap<>();
    Map<ResourceId, Integer> drops = new HashMap<>();
    Map<ResourceId, Integer> used = new HashMap<>();
    for (Wire wire : wires) {
      drops.merge(wire.lower().box().key(), 1, Integer::sum);
    }
    Map<ResourceId, Long> exitsOf = new HashMap<>();
    wires.stream()
        .map(Wire::bar)
        .distinct()
        .forEach(bar -> exitsOf.merge(bar.owner(), 1L, Long::sum));
    Map<ResourceId, Integer> exitsUsed = new HashMap<>();
    for (Wire wire : wires) {
      int row = rowOf.get(wire.upper().box().key());
      int exit =
          exits.computeIfAbsent(
              wire.bar(),
              bar -> {
                int of = exitsUsed.merge(bar.owner(), 1, Integer::sum);
                int count = exitsOf.get(bar.owner()).intValue();
                return free(row, port(wire.upper(), of, count));
              });
      int nth = used.merge(wire.lower().box().key(), 1, Integer::sum);
      int port = port(wire.lower(), nth, drops.get(wire.lower().box().key()));
      draw(wire, row, exit, port);
    }
  }

  private void draw(Wire wire, int row, int exit, int port) {
    boolean shared = wires.stream().filter(other -> other.bar().equals(wire.bar())).count() > 1;
    int below = rowOf.get(wire.lower().box().key());
    int first = lane(row, wire.bar());
    if (below == row) {
      int x = free(row, port);
      paths.add(new Path(wire.line(), List.of(exit, wire.upper().bottom(), exit, first), false, false));
      paths.add(
          new Path(wire.line(), List.of(exit, first, x, first, x, wire.lower().bottom()), true, shared));
      return;
    }
    int last = lane(below - 1, wire.bar());
    int x = below == row + 1 && Math.abs(port - exit) < NEAR ? exit : free(below - 1, port);
    List<Integer> trunk = new ArrayList<>(List.of(exit, wire.upper().bottom(), exit, first));
    if (below > row + 1) {
      int side = MARGIN + List.copyOf(channel).indexOf(wire.bar()) * LANE;
      trunk.addAll(List.of(side, first, side, last, x, last));
    } else {
      trunk.addAll(List.of(x, first));
    }
    paths.add(new Path(wire.line(), trunk, false, false));
    paths.add(new Path(wire.line(), List.of(x, last, x, wire.lower().y()), true, shared));
  }

  private int lane(int row, Bar bar) {
    return ends.get(row) + CLEAR + List.copyOf(lanes.get(row)).indexOf(bar) * LANE;
  }

  private static int port(Tile tile, int nth, int count) {
    return tile.x() + tile.width() * nth / (count + 1);
  }

  /** The next x in a space between rows that no other upright line is near to. */
  private int free(int row, int wanted) {
    Set<Integer> used = taken.computeIfAbsent(row, _ -> new LinkedHashSet<>());
    int x = wanted;
    while (isNear(used, x)) {
      x += NEAR;
    }
    used.add(x);
    return x;
  }

  private static boolean isNear(Set<Integer> used, int x) {
    for (int other : used) {
      if (Math.abs(other - x) < NEAR) {
        return true;
      }
    }
    return false;
  }

  /** The lines, those of a bar in the order of drawing. */
  List<Path> paths() {
    return paths;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }
}
