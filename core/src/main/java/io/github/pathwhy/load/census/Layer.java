package io.github.pathwhy.load.census;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Nodes whose names hold at a place, all with the same right.
///
/// @param nodes those that hold in any case
/// @param variants those of which one holds, or all while it is not known which
/// @param chosen whether it is known
record Layer(List<Node> nodes, List<Node> variants, boolean chosen) {

  static Layer of(List<Node> nodes) {
    List<Node> variants = new ArrayList<>(0);
    for (Node node : nodes) {
      variants.addAll(node.variants.values());
    }
    return new Layer(nodes, variants, variants.isEmpty());
  }

  /** The nodes below with this name. */
  List<Node> children(String name) {
    List<Node> children = new ArrayList<>(1);
    addChildren(nodes, name, children);
    addChildren(variants, name, children);
    return children;
  }

  private static void addChildren(List<Node> parents, String name, List<Node> children) {
    for (Node parent : parents) {
      Node child = parent.children.get(name);
      if (child != null) {
        children.add(child);
      }
    }
  }

  /** The layer with the variant that the discriminators of an object say, if they say one. */
  Layer within(Tree.Mapping object) {
    if (chosen) {
      return this;
    }
    for (Tree.Entry entry : object.entries()) {
      if (isDiscriminator(entry.key()) && entry.value() instanceof Tree.Scalar scalar) {
        // A name of Front Door's has its namespace before it.
        Layer said = variant(scalar.text().substring(scalar.text().lastIndexOf('.') + 1));
        if (said.chosen) {
          return said;
        }
      }
    }
    Tree wrapped = object.get(Place.WRAPPER);
    return wrapped instanceof Tree.Mapping inner ? within(inner) : this;
  }

  private static boolean isDiscriminator(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.endsWith("type") || name.endsWith("kind");
  }

  /** The layer with this variant; itself when there is none of that name. */
  Layer variant(String name) {
    List<Node> named = new ArrayList<>(1);
    for (Node node : nodes) {
      for (Map.Entry<String, Node> variant : node.variants.entrySet()) {
        if (variant.getKey().equalsIgnoreCase(name)) {
          named.add(variant.getValue());
        }
      }
    }
    return named.isEmpty() ? this : new Layer(nodes, named, true);
  }
}
