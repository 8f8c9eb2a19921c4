package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.List;

/** A member of an object, or an item of a list, that an expression asks for. */
record Member(Evaluation evaluation, Tree base, Tree member, boolean safe, long at) {

  Tree value() {
    if (!(member instanceof Tree.Scalar key)) {
      throw new Failure(
          Values.describe(member) + " in brackets after a value", "expected a name or an index");
    }
    if (Values.isUnknown(key)) {
      return Symbol.unknown(expression(base) + "[" + Symbol.expression(key) + "]", at);
    }
    return switch (base) {
      case Tree.Mapping object -> member(object, key.text());
      case Tree.Sequence list -> item(list, key);
      case Tree.Scalar scalar -> {
        if (scalar.kind() == Tree.Kind.UNKNOWN) {
          yield Symbol.unknown(expression(scalar) + step(key), at);
        }
        throw new Failure(
            "no member '" + key.text() + "' in " + Values.describe(scalar), "objects have members");
      }
    };
  }

  private String expression(Tree value) {
    Evaluation.Open open = evaluation.openness(value);
    return open != null
        ? open.expression()
        : value instanceof Tree.Scalar scalar && Values.isUnknown(scalar)
            ? Symbol.expression(scalar)
            : Symbol.callText("item", List.of(value));
  }

  private static String step(Tree.Scalar key) {
    return key.kind() == Tree.Kind.NUMBER
        ? "[" + key.text() + "]"
        : isPlain(key.text()) ? "." + key.text() : "['" + key.text().replace('/', ':') + "']";
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private Tree member(Tree.Mapping object, String name) {
    Tree.Entry entry = object.findIgnoringCase(name);
    Evaluation.Open open = evaluation.openness(object);
    if (entry != null) {
      if (open != null && !Values.isNull(entry.value())) {
        boolean wrapper = name.equalsIgnoreCase("properties");
        String id = open.id() == null || wrapper ? open.id() : open.id() + "/" + entry.key();
        evaluation.openMember(entry.value(), open.expression() + "." + entry.key(), id);
      }
      return entry.value();
    }
    if (open != null) {
      return open.id() != null && name.equalsIgnoreCase("id")
          ? Values.built(open.id(), open.id().indexOf('{') >= 0, at)
          : Symbol.unknown(open.expression() + step(Tree.text(name, at)), at);
    }
    if (safe) {
      return Values.nothing(at);
    }
    List<String> names = object.entries().stream().map(Tree.Entry::key).limit(100).toList();
    throw new Failure("no member '" + name + "'", hint(name, names));
  }

  private static String hint(String name, List<String> names) {
    String guess = Suggestion.didYouMean(name, names);
    return !guess.isEmpty()
        ? guess
        : names.isEmpty() ? "the object is empty" : "there are: " + String.join(", ", names);
  }

  private Tree item(Tree.Sequence list, Tree.Scalar key) {
    List<Tree> items = list.items();
    int index = -1;
    try {
      index = Integer.parseInt(key.text());
    } catch (NumberFormatException _) {
      throw new Failure("no member '" + key.text() + "' in a list", "expected an index");
    }
    if (index >= 0 && index < items.size()) {
      return items.get(index);
    }
    Evaluation.Open open = evaluation.openness(list);
    if (open != null) {
      return Symbol.unknown(open.expression() + "[" + index + "]", at);
    }
    if (safe) {
      return Values.nothing(at);
    }
    throw new Failure("no item " + index, "the list has " + items.size() + " items");
  }
}
