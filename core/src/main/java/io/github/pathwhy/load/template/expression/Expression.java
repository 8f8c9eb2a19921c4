package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.text.Tree;
import java.util.List;

/** A parsed expression of the template language. */
public sealed interface Expression {

  /** A text or a number as written. */
  record Literal(Tree.Scalar value) implements Expression {}

  /**
   * A call of a function; those that a template defines have their namespace before a dot.
   *
   * @param key the name in lower case
   */
  record Call(String name, String key, List<Expression> arguments) implements Expression {}

  /** A member of an object or an item of a list: `.a`, `['a']`, `[0]`; safe with `?`. */
  record Access(Expression base, Expression member, boolean safe) implements Expression {}
}
