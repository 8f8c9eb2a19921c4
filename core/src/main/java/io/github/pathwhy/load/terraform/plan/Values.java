package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plain access to the values of a document. */
public final class Values {
  private Values() {}

  /** The text of a scalar; empty for everything else. */
  public static String text(@Nullable Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.NULL
        ? scalar.text()
        : "";
  }

  /** Whether a value is there: not null, and no empty text, which stands for nothing. */
  public static boolean isGiven(@Nullable Tree tree) {
    return tree != null && !(tree instanceof Tree.Scalar && text(tree).isEmpty());
  }

  /** Whether a value is the flag `true`. */
  public static boolean isTrue(@Nullable Tree tree) {
    return text(tree).equalsIgnoreCase("true");
  }

  /** The items of a list; nothing for everything else. */
  public static List<Tree> items(@Nullable Tree tree) {
    return tree instanceof Tree.Sequence list ? list.items() : List.of();
  }

  /** The value under a key of an object. */
  public static @Nullable Tree get(@Nullable Tree tree, String key) {
    return tree instanceof Tree.Mapping mapping ? mapping.get(key) : null;
  }

  /** The value down a path of keys and indexes. */
  static @Nullable Tree down(@Nullable Tree tree, List<Reference.Part> path) {
    Tree here = tree;
    for (Reference.Part part : path) {
      here =
          switch (here) {
            case null -> null;
            case Tree.Mapping mapping -> mapping.get(part.text());
            case Tree.Sequence list -> item(list.items(), part.text());
            case Tree.Scalar _ -> null;
          };
    }
    return here;
  }

  private static @Nullable Tree item(List<Tree> items, String index) {
    for (int i = 0; i < items.size() && i < 10_000; i++) {
      if (index.equals(Integer.toString(i))) {
        return items.get(i);
      }
    }
    return null;
  }
}
