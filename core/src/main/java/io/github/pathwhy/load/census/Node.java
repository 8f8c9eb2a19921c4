package io.github.pathwhy.load.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A name on the way down to properties, with its rows. Immutable once a block is read. */
final class Node {
  final @Nullable Rule rule;
  final List<Single> singles = new ArrayList<>(0);
  final Map<String, Node> children = new HashMap<>();

  /** Nodes whose names hold as well when a discriminator says so, by the variants' names. */
  final Map<String, Node> variants = new HashMap<>(0);

  Node(@Nullable Rule rule) {
    this.rule = rule;
  }

  void add(String name, Node child) {
    if (name.startsWith("<")) {
      variants.put(name.substring(1, name.length() - 1), child);
    } else {
      children.put(name, child);
    }
  }

  boolean isLeaf() {
    return children.isEmpty() && variants.isEmpty();
  }
}
