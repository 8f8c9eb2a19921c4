package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.HashMap;
import java.util.Map;

/** Where lines leave or enter tiles: spread evenly over an edge. All are counted first. */
final class Ports {
  private final Map<ResourceId, Integer> wanted = new HashMap<>();
  private final Map<ResourceId, Integer> given = new HashMap<>();

  void count(Tile tile) {
    wanted.merge(tile.box().key(), 1, Integer::sum);
  }

  /** The x of the next port of a tile. */
  int next(Tile tile) {
    int nth = given.merge(tile.box().key(), 1, Integer::sum);
    int count = wanted.getOrDefault(tile.box().key(), nth);
    return tile.x() + tile.width() * nth / (count + 1);
  }
}
