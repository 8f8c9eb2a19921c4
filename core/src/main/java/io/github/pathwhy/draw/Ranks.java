package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows that the outermost tiles stand in: what is outside of Azure on top, then for each group
/// of connected networks its hub, below it the neighbours of the hub, and so on; at the end the
/// networks without connections. Rows that would be too wide are broken.
final class Ranks {
  private static final int SPACING = 28;
  private static final int LEAST_WIDTH = 1300;
  private static final double ASPECT = 1.5;

  private final Map<ResourceId, Tile> tiles = new LinkedHashMap<>();
  private final Map<ResourceId, Set<ResourceId>> neighbours = new HashMap<>();
  private final List<List<Tile>> rows = new ArrayList<>();
  private final int width;

  Ranks(Map<ResourceId, Tile> outermost, List<Line> lines, Map<ResourceId, Box> outer) {
    tiles.putAll(outermost);
    this.width = pageWidth();
    for (Line line : lines) {
      ResourceId from = keyOf(outer, line.from());
      ResourceId to = keyOf(outer, line.to());
      if (!from.equals(to) && !isOutside(from) && !isOutside(to)) {
        neighbours.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
        neighbours.computeIfAbsent(to, _ -> new HashSet<>()).add(from);
      }
    }
    addBroken(tiles.values().stream().filter(tile -> isOutside(tile.box().key())).toList());
    groups();
    addBroken(
        tiles.values().stream()
            .filter(tile -> !isOutside(tile.box().key()) && degree(tile) == 0)
            .toList());
  }

  private static ResourceId keyOf(Map<ResourceId, Box> outer, ResourceId key) {
    Box box = outer.get(key);
    return box == null ? key : box.key();
  }

  /** The tiles, row by row. */
  List<List<Tile>> rows() {
    return rows;
  }

  static int spacing() {
    return SPACING;
  }

  private int pageWidth() {
    double area = 0;
    int widest = LEAST_WIDTH;
    for (Tile tile : tiles.values()) {
      area += (double) (tile.width() + SPACING) * (tile.height() + 2 * SPACING);
      widest = Math.max(widest, tile.width());
    }
    return Math.max(widest, (int) Math.sqrt(area * ASPECT));
  }

  private boolean isOutside(ResourceId key) {
    Tile tile = tiles.get(key);
    return tile != null
        && (tile.box().kind() == Box.Kind.SITE || tile.box().kind() == Box.Kind.INTERNET);
  }

  private int degree(Tile tile) {
    return neighbours.getOrDefault(tile.box().key(), Set.of()).size();
  }

  /** Each group of connected tiles, level by level from the one with most connections. */
  private void groups() {
    Set<ResourceId> done = new HashSet<>();
    List<Tile> byDegree = new ArrayList<>(tiles.values());
    byDegree.sort((one, other) -> Integer.compare(degree(other), degree(one)));
    for (Tile root : byDegree) {
      if (degree(root) > 0 && !done.contains(root.box().key())) {
        levels(root, done).forEach(this::addBroken);
      }
    }
  }

  private List<List<Tile>> levels(Tile root, Set<ResourceId> done) {
    Map<ResourceId, Integer> depth = new HashMap<>();
    Deque<ResourceId> left = new ArrayDeque<>(List.of(root.box().key()));
    depth.put(root.box().key(), 0);
    int deepest = 0;
    while (!left.isEmpty()) {
      ResourceId at = left.remove();
      int below = depth.getOrDefault(at, 0) + 1;
      for (ResourceId next : neighbours.getOrDefault(at, Set.of())) {
        if (depth.putIfAbsent(next, below) == null) {
          deepest = Math.max(deepest, below);
          left.add(next);
        }
      }
    }
    done.addAll(depth.keySet());
    List<List<Tile>> levels = new ArrayList<>();
    for (int level = 0; level <= deepest; level++) {
      int wanted = level;
      List<Tile> row =
          new ArrayList<>(
              tiles.values().stream()
                  .filter(tile -> Integer.valueOf(wanted).equals(depth.get(tile.box().key())))
                  .toList());
      // Those with further connections come last, next to the row below.
      row.sort((one, other) -> Integer.compare(degree(one), degree(other)));
      levels.add(row);
    }
    return levels;
  }

  /** Adds tiles as one row, or as several of about the same width. */
  private void addBroken(List<Tile> row) {
    List<List<Tile>> broken = broken(row, width);
    for (int limit = width; limit > 0; limit -= SPACING) {
      List<List<Tile>> narrower = broken(row, limit);
      if (narrower.size() > broken.size()) {
        break;
      }
      broken = narrower;
    }
    rows.addAll(broken);
  }

  private static List<List<Tile>> broken(List<Tile> row, int limit) {
    List<List<Tile>> parts = new ArrayList<>();
    int used = limit;
    for (Tile tile : row) {
      used += tile.width() + SPACING;
      if (parts.isEmpty() || used > limit) {
        parts.add(new ArrayList<>());
        used = tile.width();
      }
      parts.getLast().add(tile);
    }
    return parts;
  }
}
