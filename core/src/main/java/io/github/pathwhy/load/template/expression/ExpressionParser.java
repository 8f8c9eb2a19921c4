package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.function.FunctionNames;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses what stands in the brackets of an expression (`template-expressions`). */
final class ExpressionParser {
  private static final int MOST_ACCESSES = 100;

  private final String text;
  private int next;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /** Whether a text is an expression: in brackets, of which the first is not doubled. */
  static boolean isExpression(String text) {
    return text.length() > 1
        && text.charAt(0) == '['
        && text.charAt(1) != '['
        && text.charAt(text.length() - 1) == ']';
  }

  /** The expression in a text of which {@link #isExpression} holds. */
  static Expression parse(String text) {
    ExpressionParser parser = new ExpressionParser(text.substring(1, text.length() - 1));
    Expression expression = parser.expression();
    parser.skipBlanks();
    if (parser.next < parser.text.length()) {
      throw parser.unexpected("the end of the expression");
    }
    return expression;
  }

  private Expression expression() {
    if (++depth > Limits.DEPTH) {
      throw new Failure("an expression nested more than " + Limits.DEPTH + " levels deep", "");
    }
    Expression found = primary();
    for (int accesses = 0; ; accesses++) {
      skipBlanks();
      if (accesses > MOST_ACCESSES) {
        throw new Failure("more than " + MOST_ACCESSES + " members in a row", "");
      }
      if (accept('.')) {
        boolean safe = accept('?');
        found = new Expression.Access(found, literal(identifier()), safe);
      } else if (accept('[')) {
        boolean safe = accept('?');
        Expression member = expression();
        require(']');
        found = new Expression.Access(found, member, safe);
      } else {
        depth--;
        return found;
      }
    }
  }

  private Expression primary() {
    skipBlanks();
    if (next >= text.length()) {
      throw unexpected("a value");
    }
    char c = text.charAt(next);
    if (c == '\'') {
      return literal(quoted());
    }
    if (c == '-' || c == '+' || isDigit(c)) {
      return number();
    }
    if (!Character.isLetter(c) && c != '_') {
      throw unexpected("a value");
    }
    String name = identifier();
    if (accept('.')) {
      name = name + "." + identifier();
    }
    skipBlanks();
    if (!accept('(')) {
      throw new Failure(
          "'" + name + "' in an expression",
          "texts stand in single quotes, calls have parentheses");
    }
    return call(name);
  }

  private Expression call(String name) {
    List<Expression> arguments = new ArrayList<>();
    skipBlanks();
    if (!accept(')')) {
      do {
        arguments.add(expression());
        skipBlanks();
      } while (accept(','));
      require(')');
    }
    return new Expression.Call(
        FunctionNames.canonical(name), name.toLowerCase(Locale.ROOT), arguments);
  }

  private static Expression literal(String text) {
    return new Expression.Literal(Tree.text(text, 0));
  }

  private String quoted() {
    StringBuilder quoted = new StringBuilder();
    next++;
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c != '\'') {
        quoted.append(c);
      } else if (next < text.length() && text.charAt(next) == '\'') {
        quoted.append(c);
        next++;
      } else {
        return quoted.toString();
      }
    }
    throw new Failure("a text that does not end: '" + quoted, "expected a single quote");
  }

  private Expression number() {
    int start = next++;
    while (next < text.length() && (isDigit(text.charAt(next)) || isPoint())) {
      next++;
    }
    String digits = text.substring(text.charAt(start) == '+' ? start + 1 : start, next);
    if (!isDigit(digits.charAt(digits.length() - 1))) {
      throw unexpected("a number");
    }
    return new Expression.Literal(new Tree.Scalar(digits, Tree.Kind.NUMBER, 0));
  }

  private boolean isPoint() {
    return text.charAt(next) == '.' && next + 1 < text.length() && isDigit(text.charAt(next + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String identifier() {
    skipBlanks();
    int start = next;
    while (next < text.length() && isNameCharacter(text.charAt(next))) {
      next++;
    }
    if (start == next) {
      throw unexpected("a name");
    }
    return text.substring(start, next);
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private void skipBlanks() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  private boolean accept(char wanted) {
    if (next < text.length() && text.charAt(next) == wanted) {
      next++;
      return true;
    }
    return false;
  }

  private void require(char wanted) {
    skipBlanks();
    if (!accept(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  private Failure unexpected(String expected) {
    String found =
        next >= text.length()
            ? "an expression that ends early"
            : "an expression with '" + text.charAt(next) + "' as character " + (next + 2);
    return new Failure(found, "expected " + expected);
  }
}
