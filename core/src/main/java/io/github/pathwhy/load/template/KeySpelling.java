package io.github.pathwhy.load.template;

import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/// The keys by which parts and references are told. ARM takes them in any case, and templates have
/// `{"Id": …}` and `{"Name": …}`; from here on they have one spelling.
final class KeySpelling {
  private KeySpelling() {}

  /** The value with the keys as the API has them; the value itself when they are. */
  static Tree of(Tree tree, Limits limits) {
    return isPlain(tree) ? tree : spelled(tree, limits);
  }

  private static boolean isPlain(Tree tree) {
    switch (tree) {
      case Tree.Scalar _ -> {}
      case Tree.Sequence(List<Tree> items, long _) -> {
        for (Tree item : items) {
          if (!isPlain(item)) {
            return false;
          }
        }
      }
      case Tree.Mapping mapping -> {
        for (Tree.Entry entry : mapping.entries()) {
          if (!key(entry.key()).equals(entry.key()) || !isPlain(entry.value())) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static Tree spelled(Tree tree, Limits limits) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> spelled = new ArrayList<>(items.size());
        for (Tree item : items) {
          limits.addNode(at, 0);
          spelled.add(spelled(item, limits));
        }
        yield new Tree.Sequence(spelled, at);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping spelled = new Tree.Mapping(mapping.at());
        for (Tree.Entry entry : mapping.entries()) {
          limits.addNode(entry.at(), 0);
          Tree value = spelled(entry.value(), limits);
          if (!spelled.add(new Tree.Entry(key(entry.key()), entry.at(), value))) {
            spelled.add(new Tree.Entry(entry.key(), entry.at(), value));
          }
        }
        yield spelled;
      }
    };
  }

  private static String key(String key) {
    return switch (key.length()) {
      case 2 -> key.equalsIgnoreCase("id") ? "id" : key;
      case 4 -> key.equalsIgnoreCase("name") ? "name" : key;
      case 10 -> key.equalsIgnoreCase("properties") ? "properties" : key;
      default -> key;
    };
  }
}
