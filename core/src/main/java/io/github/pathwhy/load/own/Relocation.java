package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Copies of trees at other places. */
final class Relocation {
  private Relocation() {}

  /** The tree in another number of its file. */
  static Tree to(int input, Tree tree) {
    return moved(tree, at -> Position.of(input, Position.line(at), Position.column(at)));
  }

  /** The tree on one line of the first input. */
  static Tree toLine(int line, Tree tree) {
    long place = Position.of(0, line, 1);
    return moved(tree, _ -> place);
  }

  private static Tree moved(Tree tree, LongUnaryOperator place) {
    return switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long at) ->
          new Tree.Scalar(text, kind, place.applyAsLong(at));
      case Tree.Sequence(List<Tree> items, long at) -> {
        List<Tree> moved = new ArrayList<>(items.size());
        items.forEach(item -> moved.add(moved(item, place)));
        yield new Tree.Sequence(moved, place.applyAsLong(at));
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping moved = new Tree.Mapping(place.applyAsLong(mapping.at()));
        for (Tree.Entry entry : mapping.entries()) {
          moved.add(
              new Tree.Entry(
                  entry.key(), place.applyAsLong(entry.at()), moved(entry.value(), place)));
        }
        yield moved;
      }
    };
  }
}
