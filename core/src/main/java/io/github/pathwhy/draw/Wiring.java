package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way of lines between tiles in rows: every upper end has a bar of its own in the space below
/// its row, from which it drops to the ends below; bars to rows further down go through a channel
/// left of all tiles. No line crosses a tile. Also places the rows, since the spaces between them
/// depend on the bars.
final class Wiring {
  private static final int MARGIN = 24;
  private static final int LANE = 12;
  private static final int CLEAR = 26;
  private static final int NEAR = 7;

  private final List<Row> rows = new ArrayList<>();
  private final Map<ResourceId, Seat> seats = new HashMap<>();
  private final Map<Bar, List<Wire>> wires = new LinkedHashMap<>();
  private final List<Bar> channel = new ArrayList<>();
  private final List<Path> paths = new ArrayList<>();
  private int width;
  private int height;

  /** What shares a bar: the lines of one kind from one upper end. */
  private record Bar(ResourceId owner, Line.Kind kind) {}

  /** Where a tile stands. */
  private record Seat(Tile tile, int row) {}

  /** A line whose upper end is known. */
  private record Wire(Line line, Seat upper, Seat lower) {}

  /// A line as drawn: `points` are pairs of x and y. The last part is the drop, which carries the
  /// label, and starts at a junction when others share the bar.
  record Path(Line line, List<Integer> points, boolean isDrop, boolean hasJunction) {}

  /** A row of tiles and the bars below it. */
  private static final class Row {
    private final List<Tile> tiles;
    private final List<Bar> bars = new ArrayList<>();
    private final Set<Integer> uprights = new LinkedHashSet<>();
    private int bottom;

    private Row(List<Tile> tiles) {
      this.tiles = tiles;
    }

    private int width() {
      int width = -Ranks.spacing();
      for (Tile tile : tiles) {
        width += tile.width() + Ranks.spacing();
      }
      return width;
    }

    private void add(Bar bar) {
      if (!bars.contains(bar)) {
        bars.add(bar);
      }
    }

    private int lane(Bar bar) {
      return bottom + CLEAR + bars.indexOf(bar) * LANE;
    }

    /** The next x in the space below the row that no other upright line is near to. */
    private int free(int wanted) {
      int x = wanted;
      while (isNear(x)) {
        x += NEAR;
      }
      uprights.add(x);
      return x;
    }

    private boolean isNear(int x) {
      for (int other : uprights) {
        if (Math.abs(other - x) < NEAR) {
          return true;
        }
      }
      return false;
    }
  }

  Wiring(List<List<Tile>> ranks, List<Line> lines, Map<ResourceId, Box> outer) {
    for (List<Tile> rank : ranks) {
      for (Tile tile : rank) {
        seats.put(tile.box().key(), new Seat(tile, rows.size()));
      }
      rows.add(new Row(rank));
    }
    for (Line line : lines) {
      Seat from = seat(outer, line.from());
      Seat to = seat(outer, line.to());
      if (from != null && to != null && !from.equals(to)) {
        add(from.row() <= to.row() ? new Wire(line, from, to) : new Wire(line, to, from));
      }
    }
    place();
    route();
  }

  /** Where the outermost box around a box stands. */
  private @Nullable Seat seat(Map<ResourceId, Box> outer, ResourceId key) {
    Box box = outer.get(key);
    return box == null ? null : seats.get(box.key());
  }

  private void add(Wire wire) {
    Bar bar = new Bar(wire.upper().tile().box().key(), wire.line().kind());
    wires.computeIfAbsent(bar, _ -> new ArrayList<>()).add(wire);
    int above = wire.upper().row();
    int below = wire.lower().row();
    rows.get(above).add(bar);
    if (below > above + 1) {
      rows.get(below - 1).add(bar);
      if (!channel.contains(bar)) {
        channel.add(bar);
      }
    }
  }

  /** Places the rows below each other, each in the middle. */
  private void place() {
    int widest = 0;
    for (Row row : rows) {
      widest = Math.max(widest, row.width());
    }
    int left = MARGIN + (channel.isEmpty() ? 0 : channel.size() * LANE + LANE);
    width = left + widest + MARGIN;
    height = MARGIN;
    for (Row row : rows) {
      int x = left + (widest - row.width()) / 2;
      for (Tile tile : row.tiles) {
        tile.place(x, height);
        x += tile.width() + Ranks.spacing();
        row.bottom = Math.max(row.bottom, tile.bottom());
      }
      int bars = row.bars.size();
      height = row.bottom + (bars == 0 ? Ranks.spacing() : 2 * CLEAR + (bars - 1) * LANE);
    }
  }

  private void route() {
    Ports exits = new Ports();
    Ports entries = new Ports();
    wires.forEach((_, shared) -> {
      exits.count(shared.getFirst().upper().tile());
      shared.forEach(wire -> entries.count(wire.lower().tile()));
    });
    wires.forEach((bar, shared) -> {
      Seat upper = shared.getFirst().upper();
      int exit = rows.get(upper.row()).free(exits.next(upper.tile()));
      for (Wire wire : shared) {
        draw(wire, bar, exit, entries.next(wire.lower().tile()), shared.size() > 1);
      }
    });
  }

  private void draw(Wire wire, Bar bar, int exit, int entry, boolean junction) {
    int above = wire.upper().row();
    int below = wire.lower().row();
    Row row = rows.get(above);
    Row last = rows.get(Math.max(above, below - 1));
    int lane = last.lane(bar);
    boolean straight = below == above + 1 && Math.abs(entry - exit) < NEAR;
    int x = straight ? exit : last.free(entry);
    int end = below == above ? wire.lower().tile().bottom() : wire.lower().tile().y();
    List<Integer> trunk = new ArrayList<>();
    trunk.addAll(List.of(exit, wire.upper().tile().bottom(), exit, row.lane(bar)));
    if (last != row) {
      int side = MARGIN + channel.indexOf(bar) * LANE;
      trunk.addAll(List.of(side, row.lane(bar), side, lane));
    }
    trunk.addAll(List.of(x, lane));
    paths.add(new Path(wire.line(), trunk, false, false));
    paths.add(new Path(wire.line(), List.of(x, lane, x, end), true, junction));
  }

  /** The lines: of each first the way to its drop, then the drop. */
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
