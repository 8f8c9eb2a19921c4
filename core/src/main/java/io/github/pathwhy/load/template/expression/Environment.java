package io.github.pathwhy.load.template.expression;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/** What expressions can ask besides their arguments: parameters, variables, resources, scopes. */
public interface Environment {

  /** The result of a call; null when there is no such function here. */
  @Nullable Tree call(Arguments call);
}
