package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
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
    SortedMap<String, List<String>> unmodelled) {

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

  /** A line as seen from one of its ends: the name at the other end. */
  public record End(String other, Line line) {}

  /** The peerings and connections of a box. */
  public List<End> ends(Box box) {
    List<End> ends = new ArrayList<>();
    for (Line line : lines) {
      boolean shown = line.kind() == Line.Kind.PEERING || line.kind() == Line.Kind.CONNECTION;
      if (shown && line.from().equals(box.key())) {
        ends.add(new End(nameOf(line.to()), line));
      } else if (shown && line.to().equals(box.key())) {
        ends.add(new End(nameOf(line.from()), line));
      }
    }
    return ends;
  }

  private String nameOf(ResourceId key) {
    Deque<Box> left = new ArrayDeque<>(boxes);
    while (!left.isEmpty()) {
      Box box = left.remove();
      if (box.key().equals(key)) {
        return box.name();
      }
      left.addAll(box.inside());
    }
    return key.name();
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
