package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.expression.Evaluation;
import io.github.pathwhy.load.template.expression.Evaluator;
import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Evaluates whole values of a template: the expressions in objects and lists, and the loops that
/// make lists of them. Everything keeps its place.
final class ValueReader {
  private static final String COPY = "copy";

  /** Properties of machines that say nothing about networks, in lower case. */
  private static final Set<String> OF_THE_GUEST =
      Set.of(
          "osprofile",
          "storageprofile",
          "diagnosticsprofile",
          "extensionprofile",
          "securityprofile",
          "billingprofile",
          "customdata",
          "userdata");

  private final Evaluation evaluation;
  private final Scope scope;
  private final Evaluator evaluator;
  private final Faults faults;
  private final boolean withGuest;

  ValueReader(Scope scope, Faults faults) {
    this(scope, faults, true);
  }

  ValueReader(Scope scope, Faults faults, boolean withGuest) {
    this.evaluation = scope.evaluation();
    this.scope = scope;
    this.evaluator = new Evaluator(evaluation, scope);
    this.faults = faults;
    this.withGuest = withGuest;
  }

  /** The value of what a template holds. */
  Tree read(Tree raw, Path path) {
    return switch (raw) {
      case Tree.Scalar scalar -> scalar(scalar, path);
      case Tree.Sequence(List<Tree> items, long at) -> list(items, at, path);
      case Tree.Mapping mapping -> object(mapping, path);
    };
  }

  private Tree scalar(Tree.Scalar scalar, Path path) {
    try {
      return evaluator.evaluate(unescaped(scalar));
    } catch (Failure failure) {
      return faults.instead(failure.in(scalar.at()), scalar, path);
    }
  }

  /// What is left of `[[…]` after the templates around this one were evaluated with their nested
  /// ones: each takes a bracket away.
  private Tree.Scalar unescaped(Tree.Scalar scalar) {
    if (!scalar.text().startsWith("[[") || scalar.kind() != Tree.Kind.TEXT) {
      return scalar;
    }
    String text = scalar.text();
    for (int i = scope.deployment().passes(); i > 0 && text.startsWith("[["); i--) {
      text = text.substring(1);
    }
    return Values.text(text, scalar.at());
  }

  private Tree list(List<Tree> items, long at, Path path) {
    evaluation.enter(at);
    try {
      List<Tree> values = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        evaluation.limits().addNode(at, 0);
        values.add(read(items.get(i), path.item(i)));
      }
      return new Tree.Sequence(values, at);
    } finally {
      evaluation.leave();
    }
  }

  private Tree object(Tree.Mapping mapping, Path path) {
    evaluation.enter(mapping.at());
    try {
      Tree.Mapping object = new Tree.Mapping(mapping.at());
      for (Tree.Entry entry : mapping.entries()) {
        evaluation.limits().addNode(entry.at(), 0);
        if (isLoops(entry)) {
          loops((Tree.Sequence) entry.value(), path.key(entry.key()), object);
        } else if (withGuest || !OF_THE_GUEST.contains(entry.key().toLowerCase(Locale.ROOT))) {
          object.add(
              new Tree.Entry(
                  key(entry, path), entry.at(), read(entry.value(), path.key(entry.key()))));
        }
      }
      return object;
    } finally {
      evaluation.leave();
    }
  }

  private String key(Tree.Entry entry, Path path) {
    return entry.key().startsWith("[")
            && scalar(Values.text(entry.key(), entry.at()), path) instanceof Tree.Scalar scalar
        ? scalar.text()
        : entry.key();
  }

  /** Whether an entry holds loops that make entries of the object that it is in. */
  static boolean isLoops(Tree.Entry entry) {
    if (!entry.key().equalsIgnoreCase(COPY)
        || !(entry.value() instanceof Tree.Sequence(List<Tree> items, long _))) {
      return false;
    }
    for (Tree item : items) {
      if (!(item instanceof Tree.Mapping loop)
          || loop.findIgnoringCase("name") == null
          || loop.findIgnoringCase("count") == null
          || loop.findIgnoringCase("input") == null) {
        return false;
      }
    }
    return !items.isEmpty();
  }

  private void loops(Tree.Sequence loops, Path path, Tree.Mapping into) {
    for (int i = 0; i < loops.items().size(); i++) {
      if (loops.items().get(i) instanceof Tree.Mapping loop) {
        String name = name(loop, path.item(i));
        into.add(new Tree.Entry(name, loop.at(), copies(loop, name, path.item(i))));
      }
    }
  }

  /** The name of a loop, which is that of the list that it makes. */
  String name(Tree.Mapping loop, Path path) {
    Tree.Entry name = loop.findIgnoringCase("name");
    return name != null && read(name.value(), path.key("name")) instanceof Tree.Scalar scalar
        ? scalar.text()
        : "";
  }

  /** The list that a loop makes; unknown when nobody knows how long it is. */
  Tree copies(Tree.Mapping loop, String name, Path path) {
    Tree.Entry count = loop.findIgnoringCase("count");
    Tree.Entry input = loop.findIgnoringCase("input");
    if (count == null || input == null) {
      throw new Failure("a copy loop without count or input", "give both").in(loop.at());
    }
    Tree copies = read(count.value(), path.key("count"));
    if (Values.isUnknown(copies)) {
      return Symbol.call(COPY, List.of(Values.text(name, loop.at()), copies), loop.at());
    }
    int most = count(copies);
    List<Tree> items = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      evaluation.limits().addNode(loop.at(), 0);
      Scope turn = scope.in(new Loop(name, i, false, scope.loop()));
      items.add(new ValueReader(turn, faults, withGuest).read(input.value(), path.key("input")));
    }
    return new Tree.Sequence(items, loop.at());
  }

  /** The number of copies that a known value says. */
  int count(Tree value) {
    try {
      long count = new Arguments(COPY, List.of(value), evaluation.limits(), value.at()).integer(0);
      if (count >= 0 && count <= Loop.MOST) {
        return (int) count;
      }
      throw new Failure(count + " copies", "allowed: 0 to " + Loop.MOST);
    } catch (Failure failure) {
      throw failure.in(value.at());
    }
  }
}
