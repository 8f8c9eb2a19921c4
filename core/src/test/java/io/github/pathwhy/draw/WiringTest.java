package io.github.pathwhy.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where boxes and lines come to lie in a picture. */
final class WiringTest {

  /** A network with some subnets, so that sizes differ. */
  private static Box network(int number, int subnets) {
    ResourceId key = ResourceId.of("virtualNetworks/n" + number);
    List<Box> inside = new ArrayList<>();
    for (int i = 0; i < subnets; i++) {
      inside.add(
          new Box(key.child("subnets", "s" + i), Box.Kind.SUBNET, "s" + i, List.of(), List.of()));
    }
    return new Box(key, Box.Kind.NETWORK, "n" + number, List.of(), inside);
  }

  private record Picture(Map<ResourceId, Tile> tiles, Wiring wiring) {
    static Picture of(List<Box> boxes, List<Line> lines) {
      Map<ResourceId, Tile> tiles = new LinkedHashMap<>();
      Map<ResourceId, Box> outer = new LinkedHashMap<>();
      for (Box box : boxes) {
        tiles.put(box.key(), new Tile(box));
        outer.put(box.key(), box);
      }
      Ranks ranks = new Ranks(tiles, lines, outer);
      return new Picture(tiles, new Wiring(ranks.rows(), lines, outer));
    }
  }

  private static Line line(Box from, Box to) {
    return new Line(from.key(), to.key(), Line.Kind.PEERING, "", false);
  }

  private static Picture random(long seed) {
    Random random = new Random(seed);
    List<Box> boxes = new ArrayList<>();
    int count = 1 + random.nextInt(25);
    for (int i = 0; i < count; i++) {
      boxes.add(network(i, random.nextInt(9)));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count + random.nextInt(10); i++) {
      Box from = boxes.get(random.nextInt(random.nextBoolean() ? 1 : count));
      Box to = boxes.get(random.nextInt(count));
      if (!from.equals(to)) {
        lines.add(line(from, to));
      }
    }
    return Picture.of(boxes, lines);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noLineRunsThroughABox(long seed) {
    Picture picture = random(seed);

    for (Wiring.Path path : picture.wiring().paths()) {
      List<Integer> points = path.points();
      for (int i = 0; i + 3 < points.size(); i += 2) {
        int[] ends = {points.get(i), points.get(i + 1), points.get(i + 2), points.get(i + 3)};
        assertThat(ends[0] == ends[2] || ends[1] == ends[3]).as("upright or level").isTrue();
        assertThat(picture.tiles().values()).noneMatch(tile -> crosses(tile, ends));
      }
    }
  }

  /** Whether a part of a line lies inside a tile; touching the edge does not count. */
  private static boolean crosses(Tile tile, int[] ends) {
    return Math.min(ends[0], ends[2]) < tile.x() + tile.width()
        && Math.max(ends[0], ends[2]) > tile.x()
        && Math.min(ends[1], ends[3]) < tile.bottom()
        && Math.max(ends[1], ends[3]) > tile.y();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void boxesDoNotOverlapAndLieOnThePage(long seed) {
    Picture picture = random(seed);
    List<Tile> tiles = List.copyOf(picture.tiles().values());

    for (Tile tile : tiles) {
      assertThat(tile.x()).isPositive();
      assertThat(tile.y()).isPositive();
      assertThat(tile.x() + tile.width()).isLessThan(picture.wiring().width());
      assertThat(tile.bottom()).isLessThan(picture.wiring().height());
      for (Tile other : tiles) {
        int[] diagonal = {other.x(), other.y(), other.x() + other.width(), other.bottom()};
        assertThat(tile != other && crosses(tile, diagonal)).isFalse();
      }
    }
  }

  @Test
  void hubStandsAboveItsSpokes() {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boxes.add(network(i, 2));
    }
    Box hub = boxes.get(5);
    List<Line> lines =
        boxes.stream().filter(box -> !box.equals(hub)).map(box -> line(box, hub)).toList();

    Map<ResourceId, Tile> tiles = Picture.of(boxes, lines).tiles();

    for (Box box : boxes) {
      if (!box.equals(hub)) {
        assertThat(tiles.get(box.key()).y()).isGreaterThan(tiles.get(hub.key()).bottom());
      }
    }
  }

  @Test
  void sitesAndInternetStandOnTop() {
    Box network = network(0, 1);
    Box site = new Box(ResourceId.of("sites/b"), Box.Kind.SITE, "b", List.of(), List.of());
    Map<ResourceId, Tile> tiles =
        Picture.of(List.of(network, site), List.of(line(site, network))).tiles();

    assertThat(tiles.get(site.key()).bottom()).isLessThan(tiles.get(network.key()).y());
  }

  @Test
  void rowsAreOfAboutTheSameWidth() {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      boxes.add(network(i, 1));
    }
    List<Line> lines = boxes.stream().skip(1).map(box -> line(boxes.getFirst(), box)).toList();

    List<Integer> tops = Picture.of(boxes, lines).tiles().values().stream().map(Tile::y).toList();
    int last = Collections.max(tops);
    long inLastRow = tops.stream().filter(top -> top == last).count();

    assertThat(inLastRow).isGreaterThanOrEqualTo(4);
  }
}
