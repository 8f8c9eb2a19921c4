package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Equality;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Logical and comparison functions, but for those that leave arguments unevaluated. */
final class LogicalFunctions {
  private LogicalFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "true" -> call.expect(0, 0).result(true);
      case "false" -> call.expect(0, 0).result(false);
      case "not" -> call.expect(1, 1).result(!call.flag(0));
      case "bool" -> call.expect(1, 1).result(bool(call));
      case "equals" -> call.expect(2, 2).result(equal(call.get(0), call.get(1)));
      case "less" -> call.expect(2, 2).result(compare(call) < 0);
      case "lessorequals" -> call.expect(2, 2).result(compare(call) <= 0);
      case "greater" -> call.expect(2, 2).result(compare(call) > 0);
      case "greaterorequals" -> call.expect(2, 2).result(compare(call) >= 0);
      case "fail" -> throw new Failure("the template fails: " + call.text(0), "");
      default -> null;
    };
  }

  static boolean equal(Tree a, Tree b) {
    return switch (Equality.of(a, b)) {
      case EQUAL -> true;
      case DIFFERENT -> false;
      case OPEN -> throw new UnknownNeeded();
    };
  }

  private static boolean bool(Arguments call) {
    Tree value = call.known(0);
    if (value instanceof Tree.Scalar(String text, Tree.Kind _, long _)) {
      switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "1" -> {
          return true;
        }
        case "false", "0" -> {
          return false;
        }
        default -> {}
      }
    }
    throw call.wrong(value, 0, "true or false");
  }

  private static int compare(Arguments call) {
    if (call.known(0) instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.TEXT) {
      if (Values.hasPlaceholder(scalar.text())) {
        throw new UnknownNeeded();
      }
      return scalar.text().compareTo(call.text(1));
    }
    return Long.compare(call.integer(0), call.integer(1));
  }
}
