package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A network as it is drawn: boxes within boxes, the lines between them, the resources that have no
/// place of their own, and the ids of those that are not modelled, by type.
public record Drawing(
    List<Box> boxes,
    List<Line> lines,
    List<Box> unplaced,
    SortedMap<String, List<ResourceId>> unmodelled) {

  public Drawing {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
    unplaced = List.copyOf(unplaced);
    unmodelled = Collections.unmodifiableSortedMap(new TreeMap<>(unmodelled));
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return boxes.isEmpty() && unplaced.isEmpty() && unmodelled.isEmpty();
  }

  /** The outermost box around each box, by key; an outermost box is its own. */
  Map<ResourceId, Box> outermost() {
    Map<ResourceId, Box> outermost = new HashMap<>();
    boxes.forEach(box -> collect(box, box, outermost));
    return outermost;
  }

  private static void collect(Box box, Box outer, Map<ResourceId, Box> outermost) {
    outermost.put(box.key(), outer);
    box.inside().forEach(each -> collect(each, outer, outermost));
  }
}
