package io.github.pathwhy.load.template.value;

import io.github.pathwhy.text.Tree;

/** Whether two values are equal, as far as they are known. */
public enum Equality {
  EQUAL,
  DIFFERENT,
  OPEN;

  /** Compares two values. Texts are compared with case. */
  public static Equality of(Tree a, Tree b) {
    if (a instanceof Tree.Scalar left && b instanceof Tree.Scalar right) {
      return scalars(left, right);
    }
    if (Values.isUnknown(a) || Values.isUnknown(b)) {
      return OPEN;
    }
    if (a instanceof Tree.Sequence left && b instanceof Tree.Sequence right) {
      return lists(left, right);
    }
    if (a instanceof Tree.Mapping left && b instanceof Tree.Mapping right) {
      return objects(left, right);
    }
    return DIFFERENT;
  }

  private static Equality scalars(Tree.Scalar a, Tree.Scalar b) {
    boolean same = a.text().equals(b.text());
    if (a.kind() == Tree.Kind.UNKNOWN || b.kind() == Tree.Kind.UNKNOWN) {
      return same && a.kind() == b.kind() ? EQUAL : OPEN;
    }
    if (a.kind() != b.kind()) {
      return DIFFERENT;
    }
    if (!same && (Values.hasPlaceholder(a.text()) || Values.hasPlaceholder(b.text()))) {
      return OPEN;
    }
    return same ? EQUAL : DIFFERENT;
  }

  private static Equality lists(Tree.Sequence a, Tree.Sequence b) {
    if (a.items().size() != b.items().size()) {
      return DIFFERENT;
    }
    Equality all = EQUAL;
    for (int i = 0; i < a.items().size() && all != DIFFERENT; i++) {
      all = all.and(of(a.items().get(i), b.items().get(i)));
    }
    return all;
  }

  private static Equality objects(Tree.Mapping a, Tree.Mapping b) {
    if (a.entries().size() != b.entries().size()) {
      return DIFFERENT;
    }
    Equality all = EQUAL;
    for (Tree.Entry entry : a.entries()) {
      Tree.Entry other = b.findIgnoringCase(entry.key());
      all = other == null ? DIFFERENT : all.and(of(entry.value(), other.value()));
      if (all == DIFFERENT) {
        break;
      }
    }
    return all;
  }

  private Equality and(Equality other) {
    if (this == DIFFERENT || other == DIFFERENT) {
      return DIFFERENT;
    }
    return this == OPEN ? OPEN : other;
  }
}
