package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/** Copies of trees whose places belong to another number of the same file. */
final class Relocation {
  private Relocation() {}

  static Tree to(int input, Tree tree) {
    return switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long at) ->
          new Tree.Scalar(text, kind, place(input, at));
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> moved = new ArrayList<>(items.size());
        items.forEach(item -> moved.add(to(input, item)));
        yield new Tree.Sequence(moved, place(input, at));
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping moved = new Tree.Mapping(place(input, mapping.at()));
        for (Tree.Entry entry : mapping.entries()) {
          moved.add(
              new Tree.Entry(entry.key(), place(input, entry.at()), to(input, entry.value())));
        }
        yield moved;
      }
    };
  }

  private static long place(int input, long at) {
    return Position.of(input, Position.line(at), Position.column(at));
  }
}
