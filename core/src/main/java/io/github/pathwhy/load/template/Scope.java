package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.expression.Environment;
import io.github.pathwhy.load.template.expression.Evaluation;
import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an expression stands: the definitions that it can use, the deployment that it belongs to,
/// and the loops that it is in.
record Scope(
    Run run, Definitions definitions, Deployment deployment, Target target, @Nullable Loop loop)
    implements Environment {

  Evaluation evaluation() {
    return run.evaluation();
  }

  /** The scope within a turn of a loop. */
  Scope in(Loop turn) {
    return new Scope(run, definitions, deployment, target, turn);
  }

  @Override
  public @Nullable Tree call(Arguments call) {
    String name = call.key();
    Tree result =
        switch (name) {
          case "parameters" -> definitions.parameter(call.expect(1, 1).text(0));
          case "variables" -> definitions.variable(call.expect(1, 1).text(0));
          case "copyindex" -> copyIndex(call.expect(0, 2));
          default -> null;
        };
    result = result == null ? new IdFunctions(target).call(name, call) : result;
    result = result == null ? new ContextFunctions(this).call(name, call) : result;
    result = result == null ? new ReferenceFunctions(this).call(name, call) : result;
    return result == null ? UserFunction.call(this, call) : result;
  }

  private Tree copyIndex(Arguments call) {
    boolean named =
        call.size() > 0
            && call.known(0) instanceof Tree.Scalar scalar
            && scalar.kind() == Tree.Kind.TEXT;
    Loop meant = named ? Loop.named(loop, call.text(0)) : Loop.unnamed(loop);
    if (meant == null) {
      throw new Failure(
          named ? "no copy loop named '" + call.text(0) + "'" : "copyIndex() outside a copy loop",
          "");
    }
    if (meant.isAny()) {
      return Symbol.call("copyIndex", List.of(Values.text(meant.name(), call.at())), call.at());
    }
    int offset = named ? 1 : 0;
    return call.result(meant.index() + (call.size() > offset ? call.integer(offset) : 0));
  }
}
