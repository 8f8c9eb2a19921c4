package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/// Finds the expressions of a block. Blocks of a list keep their order; those of a set do not, so
/// constants tell them apart. Blocks that `dynamic` makes have no expressions in a plan.
final class Pairing {
  private static final int MOST = 200;

  private Pairing() {}

  /** The expressions that may be those of a block, which is one of several under a name. */
  static List<Tree.Mapping> of(
      Tree.Mapping block, int index, int blocks, List<Tree.Mapping> configured, boolean ordered) {
    if (configured.isEmpty() || blocks > MOST || configured.size() > MOST) {
      return List.of();
    }
    if (configured.size() == blocks && (ordered || blocks == 1)) {
      return List.of(configured.get(index));
    }
    List<Tree.Mapping> named = named(block, configured);
    if (named.size() == 1 || configured.size() != blocks) {
      return named;
    }
    List<Tree.Mapping> found = new ArrayList<>();
    for (Tree.Mapping each : configured) {
      if (fits(block, each)) {
        found.add(each);
      }
    }
    return found;
  }

  /** The expressions with the constant name of the block. */
  private static List<Tree.Mapping> named(Tree.Mapping block, List<Tree.Mapping> configured) {
    List<Tree.Mapping> found = new ArrayList<>();
    String name = Values.text(block.get("name"));
    for (Tree.Mapping each : configured) {
      if (!name.isEmpty()
          && name.equals(Values.text(Values.get(each.get("name"), "constant_value")))) {
        found.add(each);
      }
    }
    return found;
  }

  private static boolean fits(Tree.Mapping block, Tree.Mapping expressions) {
    for (Tree.Entry entry : expressions.entries()) {
      Tree constant = Values.get(entry.value(), "constant_value");
      if (constant instanceof Tree.Scalar scalar
          && !Values.text(scalar).equals(Values.text(block.get(entry.key())))) {
        return false;
      }
    }
    return true;
  }
}
