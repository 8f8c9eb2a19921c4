package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/** Values that are not known, as they are written in pathwhy's own form. */
public final class UnknownValues {
  /** The only key of an object that stands for a value that is not known. */
  public static final String KEY = "unknown";

  private UnknownValues() {}

  /** The tree with an unknown scalar for every `{unknown: text}`. */
  static Tree in(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(in(item)));
        yield new Tree.Sequence(values, at);
      }
      case Tree.Mapping mapping -> in(mapping);
    };
  }

  private static Tree in(Tree.Mapping mapping) {
    if (mapping.entries().size() == 1
        && mapping.get(KEY) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && kind == Tree.Kind.TEXT) {
      return Tree.unknown(text, mapping.at());
    }
    Tree.Mapping copy = new Tree.Mapping(mapping.at());
    for (Tree.Entry entry : mapping.entries()) {
      copy.add(new Tree.Entry(entry.key(), entry.at(), in(entry.value())));
    }
    return copy;
  }
}
