package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The functions that take functions (`template-functions-lambda`). */
final class LambdaFunctions {
  private final Evaluator evaluator;
  private final Expression.Call call;
  private final long at;

  LambdaFunctions(Evaluator evaluator, Expression.Call call, long at) {
    this.evaluator = evaluator;
    this.call = call;
    this.at = at;
  }

  /** A function as it is written in a call. */
  private record Lambda(List<String> names, Expression body) {}

  /** The result of the call. */
  Tree result() {
    List<Tree> values = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      if (!isLambda(argument)) {
        values.add(evaluator.evaluate(argument, at));
      }
    }
    Arguments arguments = new Arguments(call.name(), values, evaluator.evaluation().limits(), at);
    try {
      return switch (call.key()) {
        case "filter" -> filter(arguments);
        case "map" -> map(arguments);
        case "reduce" -> reduce(arguments);
        case "sort" -> sort(arguments);
        case "toobject" -> toObject(arguments);
        case "groupby" -> groupBy(arguments);
        default -> mapValues(arguments);
      };
    } catch (UnknownNeeded _) {
      return arguments.unknown();
    }
  }

  private static boolean isLambda(Expression argument) {
    return argument instanceof Expression.Call inner && inner.key().equals("lambda");
  }

  private Lambda lambda(int index, int least, int most) {
    if (index >= call.arguments().size()
        || !(call.arguments().get(index) instanceof Expression.Call inner)
        || !isLambda(inner)) {
      throw new Failure(
          call.name() + "() without a function as argument " + (index + 1), "give a lambda()");
    }
    int names = inner.arguments().size() - 1;
    if (names < least || names > most) {
      throw new Failure("lambda() with " + names + " names in " + call.name() + "()", "");
    }
    List<String> found = new ArrayList<>();
    for (Expression name : inner.arguments().subList(0, names)) {
      Tree value = evaluator.evaluate(name, at);
      found.add(
          new Arguments("lambda", List.of(value), evaluator.evaluation().limits(), at).text(0));
    }
    return new Lambda(found, inner.arguments().getLast());
  }

  /** The value of a function; a name beyond the given values is the index. */
  private Tree apply(Lambda lambda, int index, Tree... values) {
    Evaluator inner = evaluator;
    for (int i = 0; i < lambda.names().size(); i++) {
      Tree value = i < values.length ? values[i] : Values.number(index, at);
      inner = inner.with(lambda.names().get(i), value);
    }
    return inner.evaluate(lambda.body(), at);
  }

  private boolean holds(Tree value) {
    if (Values.isUnknown(value)) {
      throw new UnknownNeeded();
    }
    return new Arguments(call.name(), List.of(value), evaluator.evaluation().limits(), at).flag(0);
  }

  private String key(Tree value) {
    return new Arguments(call.name(), List.of(value), evaluator.evaluation().limits(), at).text(0);
  }

  private static void each(List<Tree> items, Consumer<Integer> action) {
    for (int i = 0; i < items.size(); i++) {
      action.accept(i);
    }
  }

  private Tree filter(Arguments arguments) {
    Lambda lambda = lambda(1, 1, 2);
    List<Tree> items = arguments.list(0);
    List<Tree> kept = new ArrayList<>();
    each(
        items,
        i -> {
          if (holds(apply(lambda, i, items.get(i)))) {
            kept.add(items.get(i));
          }
        });
    return arguments.result(kept);
  }

  private Tree map(Arguments arguments) {
    Lambda lambda = lambda(1, 1, 2);
    List<Tree> items = arguments.list(0);
    List<Tree> mapped = new ArrayList<>();
    each(items, i -> mapped.add(apply(lambda, i, items.get(i))));
    return arguments.result(mapped);
  }

  private Tree reduce(Arguments arguments) {
    Lambda lambda = lambda(2, 2, 3);
    List<Tree> items = arguments.list(0);
    Tree value = arguments.get(1);
    for (int i = 0; i < items.size(); i++) {
      value = apply(lambda, i, value, items.get(i));
      evaluator.evaluation().checked(value, at);
    }
    return value;
  }

  /** A merge sort by a function that says whether one item goes before another. */
  private Tree sort(Arguments arguments) {
    Lambda lambda = lambda(1, 2, 2);
    return arguments.result(sorted(new ArrayList<>(arguments.list(0)), lambda));
  }

  private List<Tree> sorted(List<Tree> items, Lambda lambda) {
    if (items.size() < 2) {
      return items;
    }
    int half = items.size() / 2;
    List<Tree> left = sorted(new ArrayList<>(items.subList(0, half)), lambda);
    List<Tree> right = sorted(new ArrayList<>(items.subList(half, items.size())), lambda);
    List<Tree> merged = new ArrayList<>(items.size());
    int next = 0;
    for (Tree each : left) {
      while (next < right.size() && holds(apply(lambda, 0, right.get(next), each))) {
        merged.add(right.get(next++));
      }
      merged.add(each);
    }
    merged.addAll(right.subList(next, right.size()));
    return merged;
  }

  private Tree toObject(Arguments arguments) {
    Lambda keys = lambda(1, 1, 2);
    List<Tree> items = arguments.list(0);
    Tree.Mapping object = new Tree.Mapping(at);
    boolean valued = call.arguments().size() > 2;
    each(
        items,
        i -> {
          String key = key(apply(keys, i, items.get(i)));
          Tree value = valued ? apply(lambda(2, 1, 2), i, items.get(i)) : items.get(i);
          arguments.limits().addNode(at, key.length());
          if (!object.add(new Tree.Entry(key, value.at(), value))) {
            throw new Failure("toObject() with the key '" + key + "' twice", "");
          }
        });
    return object;
  }

  private Tree groupBy(Arguments arguments) {
    Lambda keys = lambda(1, 1, 2);
    List<Tree> items = arguments.list(0);
    Tree.Mapping groups = new Tree.Mapping(at);
    each(
        items,
        i -> {
          String key = key(apply(keys, i, items.get(i)));
          arguments.limits().addNode(at, key.length());
          if (groups.get(key) instanceof Tree.Sequence group) {
            group.items().add(items.get(i));
          } else {
            List<Tree> group = new ArrayList<>();
            group.add(items.get(i));
            groups.add(new Tree.Entry(key, at, new Tree.Sequence(group, at)));
          }
        });
    return groups;
  }

  private Tree mapValues(Arguments arguments) {
    Lambda lambda = lambda(1, 1, 1);
    Tree.Mapping mapped = new Tree.Mapping(at);
    for (Tree.Entry entry : arguments.object(0).entries()) {
      arguments.limits().addNode(at, 0);
      mapped.add(new Tree.Entry(entry.key(), entry.at(), apply(lambda, 0, entry.value())));
    }
    return mapped;
  }
}
