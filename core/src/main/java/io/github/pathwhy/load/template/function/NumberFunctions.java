package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numeric functions. */
final class NumberFunctions {
  private NumberFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "add", "sub", "mul" -> call.result(exact(call.expect(2, 2)));
      case "div" -> call.expect(2, 2).result(call.integer(0) / divisor(call));
      case "mod" -> call.expect(2, 2).result(call.integer(0) % divisor(call));
      case "min" -> extreme(call, true);
      case "max" -> extreme(call, false);
      case "int" -> call.expect(1, 1).result(whole(call));
      case "float" -> number(call.expect(1, 1));
      default -> null;
    };
  }

  private static long exact(Arguments call) {
    long a = call.integer(0);
    long b = call.integer(1);
    try {
      return switch (call.key()) {
        case "add" -> Math.addExact(a, b);
        case "sub" -> Math.subtractExact(a, b);
        default -> Math.multiplyExact(a, b);
      };
    } catch (ArithmeticException _) {
      throw new Failure(call.name() + "() makes a number of more than 64 bits", "");
    }
  }

  private static long divisor(Arguments call) {
    long divisor = call.integer(1);
    if (divisor == 0) {
      throw new Failure(call.name() + "() by zero", "");
    }
    return divisor;
  }

  private static Tree extreme(Arguments call, boolean least) {
    call.expect(1, Integer.MAX_VALUE);
    List<Tree> items = call.known(0) instanceof Tree.Sequence list ? list.items() : call.values();
    if (items.isEmpty()) {
      throw new Failure(call.name() + "() of an empty list", "");
    }
    long found = call.integer(items.getFirst(), 0);
    for (Tree item : items) {
      long value = call.integer(item, 0);
      found = least ? Math.min(found, value) : Math.max(found, value);
    }
    return call.result(found);
  }

  private static long whole(Arguments call) {
    if (call.known(0) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && (kind == Tree.Kind.TEXT || kind == Tree.Kind.NUMBER)) {
      try {
        return kind == Tree.Kind.NUMBER && text.indexOf('.') >= 0
            ? (long) Double.parseDouble(text)
            : Long.parseLong(text.strip());
      } catch (NumberFormatException _) {
        throw call.wrong(call.get(0), 0, "a whole number");
      }
    }
    throw call.wrong(call.get(0), 0, "a whole number");
  }

  private static Tree number(Arguments call) {
    if (call.known(0) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
        && (kind == Tree.Kind.TEXT || kind == Tree.Kind.NUMBER)) {
      try {
        Double.parseDouble(text.strip());
        return new Tree.Scalar(text.strip(), Tree.Kind.NUMBER, call.at());
      } catch (NumberFormatException _) {
        throw call.wrong(call.get(0), 0, "a number");
      }
    }
    throw call.wrong(call.get(0), 0, "a number");
  }
}
