package io.github.pathwhy.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A box with a size and a place, relative to the tile around it. The size follows from what is
/// inside; whoever arranges the tiles sets the place.
final class Tile {
  /** Bold letters need the room of larger ones. */
  static final int NAME = 15;

  static final int SMALL = 11;
  static final int LINE = 15;
  static final int PAD = 12;
  static final int GAP = 8;
  private static final int LEAF_WIDTH = 204;
  private static final int MORE_HEIGHT = 24;
  private static final int PILL = 18;

  private final Box box;
  private final List<Tile> inside = new ArrayList<>();
  private final List<String> lines;
  private final List<Pill> pills = new ArrayList<>();
  private final int width;
  private final int height;
  private int x;
  private int y;

  /** A word on a coloured ground, such as the security group of a subnet. */
  record Pill(Box.Role role, String text, int x, int y, int width, int height) {}

  Tile(Box box) {
    this.box = box;
    box.inside().forEach(each -> inside.add(new Tile(each)));
    int columns = columns();
    int gap = box.kind() == Box.Kind.SUBNET ? GAP : PAD;
    int inner = innerWidth(columns, gap);
    List<String> words = new ArrayList<>();
    for (Box.Fact fact : box.facts()) {
      if (!isPill(fact)) {
        words.add(fact.words());
      }
    }
    lines = Lettering.lines(words, SMALL, inner);
    width = inner + 2 * PAD;
    int top = box.kind() == Box.Kind.MORE ? MORE_HEIGHT : PAD + LINE + LINE * lines.size();
    top = placePills(top, inner);
    height = box.kind() == Box.Kind.MORE ? top : arrange(columns, gap, top) + PAD;
  }

  /** Subnets stack what is in them; networks lay their subnets out near to a square. */
  private int columns() {
    if (box.kind() == Box.Kind.SUBNET || inside.isEmpty()) {
      return 1;
    }
    return inside.size() <= 3 ? inside.size() : (int) Math.ceil(Math.sqrt(inside.size() * 1.2));
  }

  private int innerWidth(int columns, int gap) {
    int widest = 0;
    for (Tile tile : inside) {
      widest = Math.max(widest, tile.width);
    }
    if (box.kind().isContainer()) {
      return Math.max(LEAF_WIDTH, columns * widest + (columns - 1) * gap);
    }
    return LEAF_WIDTH - 2 * PAD;
  }

  private static boolean isPill(Box.Fact fact) {
    return switch (fact.role()) {
      case SECURITY_GROUP, ROUTE_TABLE, NAT_GATEWAY, PUBLIC -> true;
      case ADDRESS, TARGET, NOTE -> false;
    };
  }

  private int placePills(int top, int inner) {
    int left = 0;
    int at = top + 2;
    for (Box.Fact fact : box.facts()) {
      if (!isPill(fact)) {
        continue;
      }
      String text = Lettering.fit(fact.words(), SMALL - 1, inner - PAD);
      int wide = Lettering.width(text, SMALL - 1) + PAD;
      if (left > 0 && left + wide > inner) {
        left = 0;
        at += PILL + 4;
      }
      pills.add(new Pill(fact.role(), text, PAD + left, at, wide, PILL));
      left += wide + 4;
    }
    return pills.isEmpty() ? top : at + PILL;
  }

  /** Places what is inside, each below the shortest column; the result is where the last ends. */
  private int arrange(int columns, int gap, int top) {
    int[] ends = new int[columns];
    Arrays.fill(ends, top);
    for (Tile tile : inside) {
      int shortest = 0;
      for (int i = 1; i < columns; i++) {
        shortest = ends[i] < ends[shortest] ? i : shortest;
      }
      int above = ends[shortest];
      tile.place(PAD + shortest * (tile.width + gap), above + (above == top ? GAP : gap));
      ends[shortest] = tile.bottom();
    }
    return Arrays.stream(ends).max().orElse(top);
  }

  void place(int left, int top) {
    x = left;
    y = top;
  }

  Box box() {
    return box;
  }

  List<Tile> inside() {
    return inside;
  }

  /** The facts that are plain text. */
  List<String> lines() {
    return lines;
  }

  List<Pill> pills() {
    return pills;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int bottom() {
    return y + height;
  }
}
