package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.HashMap;
import java.util.Map;

/** Short names for boxes in formats whose names may hold few characters: `n1`, `n2` and so on. */
final class Numbering {
  private final Map<ResourceId, String> names = new HashMap<>();

  /** The name of a box; the first time makes it. */
  String of(ResourceId key) {
    return names.computeIfAbsent(key, _ -> "n" + (names.size() + 1));
  }
}
