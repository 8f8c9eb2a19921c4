package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.function.FunctionNames;
import io.github.pathwhy.load.template.function.Functions;
import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Equality;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates expressions. Each comes to a value, of which parts may be unknown, or to a {@link
/// Failure}.
public final class Evaluator {
  private final Evaluation evaluation;
  private final Environment environment;
  private final @Nullable Variable variables;

  /** A variable of a lambda function, and those of the functions around it. */
  private record Variable(String name, Tree value, @Nullable Variable outer) {}

  /** Evaluates expressions in an environment. */
  public Evaluator(Evaluation evaluation, Environment environment) {
    this(evaluation, environment, null);
  }

  private Evaluator(Evaluation evaluation, Environment environment, @Nullable Variable variables) {
    this.evaluation = evaluation;
    this.environment = environment;
    this.variables = variables;
  }

  /** This evaluator within a lambda function. */
  Evaluator with(String variable, Tree value) {
    return new Evaluator(evaluation, environment, new Variable(variable, value, variables));
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /// The value of a scalar of a template: that of the expression that it holds, or its own. The
  /// value stands where the scalar does.
  public Tree evaluate(Tree.Scalar scalar) {
    String text = scalar.text();
    if (scalar.kind() != Tree.Kind.TEXT || text.isEmpty() || text.charAt(0) != '[') {
      return scalar;
    }
    if (!ExpressionParser.isExpression(text)) {
      return text.startsWith("[[") ? Values.text(text.substring(1), scalar.at()) : scalar;
    }
    try {
      return Values.placed(evaluate(evaluation.parse(text), scalar.at()), scalar.at());
    } catch (Failure failure) {
      throw failure.in(scalar.at());
    }
  }

  /** The value of an expression at a place. */
  Tree evaluate(Expression expression, long at) {
    evaluation.enter(at);
    try {
      return switch (expression) {
        case Expression.Literal(Tree.Scalar literal) -> Values.placed(literal, at);
        case Expression.Call call -> call(call, at);
        case Expression.Access access -> access(access, at);
      };
    } finally {
      evaluation.leave();
    }
  }

  private Tree call(Expression.Call call, long at) {
    return switch (call.key()) {
      case "if" -> choose(call, at);
      case "and" -> junction(call, at, false);
      case "or" -> junction(call, at, true);
      case "coalesce" -> coalesce(call, at);
      case "lambdavariables" -> variable(call, at);
      case "filter", "map", "reduce", "sort", "toobject", "groupby", "mapvalues" ->
          new LambdaFunctions(this, call, at).result();
      case "tryget" -> tryGet(call, at);
      default -> eager(call, at);
    };
  }

  private Tree eager(Expression.Call call, long at) {
    List<Tree> values = new ArrayList<>(call.arguments().size());
    for (Expression argument : call.arguments()) {
      values.add(closed(evaluate(argument, at), call.key(), at));
    }
    Arguments arguments = new Arguments(call.name(), values, evaluation.limits(), at);
    Tree result;
    try {
      result = environment.call(arguments);
    } catch (UnknownNeeded _) {
      result = arguments.unknown();
    }
    result = result == null ? Functions.call(arguments) : result;
    if (result == null) {
      throw new Failure(
          "no function named '" + call.name() + "'", FunctionNames.didYouMean(call.name()));
    }
    return result;
  }

  /** An object of which Azure knows more is not known to functions that look at all of it. */
  private Tree closed(Tree value, String function, long at) {
    Evaluation.Open open = value instanceof Tree.Mapping ? evaluation.openness(value) : null;
    return open == null || function.equals("createobject") || function.equals("createarray")
        ? value
        : Symbol.unknown(open.expression(), at);
  }

  private static void expect(Expression.Call call, int least, int most) {
    int size = call.arguments().size();
    if (size < least || size > most) {
      throw new Failure(
          call.name() + "() with " + size + (size == 1 ? " argument" : " arguments"),
          least == most ? "it takes " + least : "it takes at least " + least);
    }
  }

  /** Only the branch that is meant is evaluated; without knowing which, both must agree. */
  private Tree choose(Expression.Call call, long at) {
    expect(call, 3, 3);
    Tree condition = evaluate(call.arguments().get(0), at);
    if (!Values.isUnknown(condition)) {
      boolean chosen = argument(call, condition, at).flag(0);
      return evaluate(call.arguments().get(chosen ? 1 : 2), at);
    }
    Tree then = tried(call.arguments().get(1), at);
    Tree otherwise = tried(call.arguments().get(2), at);
    return Equality.of(then, otherwise) == Equality.EQUAL
        ? then
        : Symbol.call(call.name(), List.of(condition, then, otherwise), at);
  }

  /** The value of a branch that may not be meant: a failure of it may not matter. */
  private Tree tried(Expression branch, long at) {
    try {
      return evaluate(branch, at);
    } catch (Failure _) {
      return Symbol.unknown("fail()", at);
    }
  }

  private Arguments argument(Expression.Call call, Tree value, long at) {
    return new Arguments(call.name(), List.of(value), evaluation.limits(), at);
  }

  /** `and` and `or`: one argument may decide, whatever the others are. */
  private Tree junction(Expression.Call call, long at, boolean deciding) {
    expect(call, 1, Integer.MAX_VALUE);
    List<Tree> open = new ArrayList<>();
    for (Expression each : call.arguments()) {
      Tree value = evaluate(each, at);
      if (Values.isUnknown(value)) {
        open.add(value);
      } else if (argument(call, value, at).flag(0) == deciding) {
        return Values.flag(deciding, at);
      }
    }
    return open.isEmpty()
        ? Values.flag(!deciding, at)
        : open.size() == 1 ? open.getFirst() : Symbol.call(call.name(), open, at);
  }

  private Tree coalesce(Expression.Call call, long at) {
    expect(call, 1, Integer.MAX_VALUE);
    List<Tree> values = new ArrayList<>();
    for (Expression each : call.arguments()) {
      Tree value = evaluate(each, at);
      if (Values.isUnknown(value)) {
        values.add(value);
      } else if (!Values.isNull(value)) {
        if (values.isEmpty()) {
          return value;
        }
        values.add(value);
        break;
      }
    }
    return values.isEmpty()
        ? Values.nothing(at)
        : values.size() == 1 ? values.getFirst() : Symbol.call(call.name(), values, at);
  }

  /** Member by member; where one is missing there is nothing. */
  private Tree tryGet(Expression.Call call, long at) {
    expect(call, 2, Integer.MAX_VALUE);
    Tree value = evaluate(call.arguments().getFirst(), at);
    for (Expression each : call.arguments().subList(1, call.arguments().size())) {
      Tree member = evaluate(each, at);
      if (value instanceof Tree.Scalar scalar && !Values.isUnknown(scalar)) {
        return Values.nothing(at);
      }
      value = new Member(evaluation, value, member, true, at).value();
    }
    return value;
  }

  private Tree variable(Expression.Call call, long at) {
    expect(call, 1, 1);
    Tree argument = evaluate(call.arguments().getFirst(), at);
    if (Values.isUnknown(argument)) {
      return Symbol.call(call.name(), List.of(argument), at);
    }
    String name = argument(call, argument, at).text(0);
    for (Variable each = variables; each != null; each = each.outer()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each.value();
      }
    }
    throw new Failure("no lambda variable named '" + name + "'", "");
  }

  private Tree access(Expression.Access access, long at) {
    Tree base = evaluate(access.base(), at);
    if (Values.isNull(base) && isSafe(access)) {
      return base;
    }
    Tree member = evaluate(access.member(), at);
    return new Member(evaluation, base, member, access.safe(), at).value();
  }

  /** Whether the access or one before it says that its base may be missing. */
  private static boolean isSafe(Expression expression) {
    return expression instanceof Expression.Access access
        && (access.safe() || isSafe(access.base()));
  }
}
