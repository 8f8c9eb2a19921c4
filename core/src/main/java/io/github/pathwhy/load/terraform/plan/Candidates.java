package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.terraform.plan.Reference.Part;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/** What the references of one expression may mean. */
final class Candidates {
  // More than any list of ids; a hostile document must not multiply.
  private static final int MOST = 20_000;

  private final List<Meant> found = new ArrayList<>();
  private final List<Tree> values = new ArrayList<>();
  private final List<String> keys = new ArrayList<>(1);
  private boolean open;
  private boolean ambiguous;

  /// An attribute of an instance.
  ///
  /// @param path the attribute as far as the reference says it: behind an index that is computed,
  ///   and behind `*`, nothing of it is known
  record Meant(Instance instance, List<Part> path) {}

  void add(Instance instance, List<Part> path) {
    if (found.size() >= MOST) {
      open = true;
    } else {
      found.add(new Meant(instance, path));
    }
  }

  /** The index or key of the instance itself, which the expression uses. */
  void addKey(String key) {
    keys.add(key);
  }

  List<String> keys() {
    return keys;
  }

  /** A value that the document knows. */
  void add(Tree value) {
    if (values.size() < MOST) {
      values.add(value);
    }
  }

  /** Notes that there is something that the document does not tell, such as a local value. */
  void open() {
    open = true;
  }

  /** Notes that an index is computed in a way that the document does not tell. */
  void ambiguous() {
    ambiguous = true;
  }

  boolean isAmbiguous() {
    return ambiguous;
  }

  List<Meant> found() {
    return found;
  }

  List<Tree> values() {
    return values;
  }

  boolean isOpen() {
    return open;
  }
}
