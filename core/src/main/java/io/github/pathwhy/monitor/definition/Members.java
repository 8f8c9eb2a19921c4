package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;

/// The object under definition and what may be in it. Azure Resource Manager takes no members that
/// it does not know; their case does not matter.
final class Members {
  private final Problems problems;

  Members(Problems problems) {
    this.problems = problems;
  }

  /** Takes down the members of an object that are not among the known ones. */
  void check(Fields object, List<String> known) {
    check(object.mapping(), object.path(), known);
  }

  /** The same for a mapping at a path. */
  void check(Tree.Mapping object, String path, List<String> known) {
    for (Tree.Entry entry : object.entries()) {
      if (known.stream().noneMatch(entry.key()::equalsIgnoreCase)) {
        String guess = Suggestion.didYouMean(entry.key(), known);
        String allowed = "allowed: " + String.join(", ", known);
        problems.add(
            entry.at(),
            path.isEmpty() ? entry.key() : path + "." + entry.key(),
            "unknown member",
            guess.isEmpty() ? allowed : guess + " " + allowed);
      }
    }
  }

  /** The object under a key, its members checked. */
  Optional<Fields> child(Fields object, String key, List<String> known) {
    Optional<Fields> child = object.child(key);
    child.ifPresent(fields -> check(fields, known));
    return child;
  }

  /** The objects of a list, their members checked. */
  List<Fields> children(Fields object, String key, List<String> known) {
    List<Fields> children = object.children(key);
    children.forEach(child -> check(child, known));
    return children;
  }

  /** The objects of a list whose names tell them apart; `most` is how many there may be. */
  List<Fields> named(Fields object, String key, int most, List<String> known) {
    List<Fields> children = object.namedChildren(key);
    for (Fields child : children) {
      check(child, known);
      child.require("name", "every entry of " + key + " has a name of its own");
    }
    if (children.size() > most) {
      object.problemAt(key, children.size() + " entries", "the most is " + most);
    }
    return children;
  }
}
