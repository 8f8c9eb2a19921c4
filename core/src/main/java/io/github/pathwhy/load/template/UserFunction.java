package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.expression.Environment;
import io.github.pathwhy.load.template.expression.Evaluator;
import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that a template defines (`template-user-defined-functions`) while it is called. It
/// sees its own parameters and the functions of the template, and nothing else.
record UserFunction(Scope scope, Tree.Mapping definition, Arguments given) implements Environment {

  /** The result of a call; null when the template has no such function. */
  static @Nullable Tree call(Scope scope, Arguments call) {
    int dot = call.name().indexOf('.');
    Tree.Mapping definition =
        dot < 0
            ? null
            : scope
                .definitions()
                .function(call.name().substring(0, dot), call.name().substring(dot + 1));
    return definition == null ? null : new UserFunction(scope, definition, call).result();
  }

  private Tree result() {
    Tree.Entry output = definition.findIgnoringCase("output");
    Tree.Entry value =
        output != null && output.value() instanceof Tree.Mapping mapping
            ? mapping.findIgnoringCase("value")
            : null;
    if (value == null) {
      throw new Failure(given.name() + "() has no output", "give it output.value");
    }
    return evaluated(value.value());
  }

  private Tree evaluated(Tree raw) {
    return switch (raw) {
      case Tree.Scalar scalar -> new Evaluator(scope.evaluation(), this).evaluate(scalar);
      case Tree.Sequence list -> {
        List<Tree> items = new ArrayList<>();
        list.items().forEach(item -> items.add(evaluated(item)));
        yield given.result(items);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping object = new Tree.Mapping(mapping.at());
        for (Tree.Entry entry : mapping.entries()) {
          given.limits().addNode(entry.at(), 0);
          object.add(new Tree.Entry(entry.key(), entry.at(), evaluated(entry.value())));
        }
        yield object;
      }
    };
  }

  @Override
  public @Nullable Tree call(Arguments call) {
    return switch (call.key()) {
      case "parameters" -> parameter(call.expect(1, 1).text(0));
      default -> call(scope, call);
    };
  }

  private Tree parameter(String name) {
    Tree.Entry parameters = definition.findIgnoringCase("parameters");
    if (parameters != null && parameters.value() instanceof Tree.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof Tree.Mapping parameter
            && Values.member(parameter, "name") instanceof Tree.Scalar scalar
            && scalar.text().equalsIgnoreCase(name)) {
          return given.get(i);
        }
      }
    }
    throw new Failure("no parameter named '" + name + "' in " + given.name() + "()", "");
  }
}
