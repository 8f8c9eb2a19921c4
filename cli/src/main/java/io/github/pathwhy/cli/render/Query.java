package io.github.pathwhy.cli.render;

import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jcf.JcfRuntime;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.text.Printable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JMESPath expression (jmespath.org), as in `az --query`. */
final class Query {
  private final Expression<Object> expression;

  private Query(Expression<Object> expression) {
    this.expression = expression;
  }

  static Query compile(String text) throws UsageException {
    try {
      return new Query(new JcfRuntime().compile(text));
    } catch (JmesPathException e) {
      throw new UsageException(
          "--query '" + text + "' is no JMESPath: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /** What the expression selects; null when it selects nothing. */
  @Nullable Object select(Map<String, Object> document) throws UsageException {
    try {
      return expression.search(document);
    } catch (JmesPathException e) {
      throw new UsageException("--query: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }
}
