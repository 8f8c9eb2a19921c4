package io.github.pathwhy.load.declare;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What readers took for values that are not known, although the input has something else in their
/// place, or nothing: others may describe what is newer than pathwhy, or leave out what Azure has.
public final class Opened {
  private final IdentityHashMap<Tree, Tree.Scalar> values = new IdentityHashMap<>();
  private final IdentityHashMap<Tree, Map<String, Tree.Scalar>> missing = new IdentityHashMap<>();

  /** Takes down what stands for a value of another shape. */
  void value(Tree value, Tree.Scalar open) {
    values.put(value, open);
  }

  /** Takes down what stands for a value that an object does not have. */
  void missing(Tree.Mapping object, String key, Tree.Scalar open) {
    missing.computeIfAbsent(object, _ -> new LinkedHashMap<>()).put(key, open);
  }

  /** The object as it was read: with the values that are not known in their places. */
  public Tree.Mapping in(Tree.Mapping object) {
    return values.isEmpty() && missing.isEmpty() ? object : copy(object);
  }

  private Tree.Mapping copy(Tree.Mapping object) {
    Tree.Mapping copy = new Tree.Mapping(object.at());
    Map<String, Tree.Scalar> added = missing.getOrDefault(object, Map.of());
    added.forEach((key, open) -> copy.add(new Tree.Entry(key, open.at(), open)));
    for (Tree.Entry entry : object.entries()) {
      if (!added.containsKey(entry.key())) {
        copy.add(new Tree.Entry(entry.key(), entry.at(), copy(entry.value())));
      }
    }
    return copy;
  }

  private Tree copy(Tree tree) {
    Tree.Scalar open = values.get(tree);
    if (open != null) {
      return open;
    }
    return switch (tree) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Mapping mapping -> copy(mapping);
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> copies = new ArrayList<>(items.size());
        items.forEach(item -> copies.add(copy(item)));
        yield new Tree.Sequence(copies, at);
      }
    };
  }
}
