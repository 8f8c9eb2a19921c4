package io.github.pathwhy.load.template.expression;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;

/** Whatever an expression is, it comes to a value, to a failure, or is refused. */
final class ExpressionFuzzTest {
  private static final long MEMORY = 1L << 28;

  @FuzzTest(maxDuration = "2m")
  void anyTextIsEvaluatedOrRefused(FuzzedDataProvider data) {
    String text = "[" + data.consumeRemainingAsString() + "]";
    Evaluator evaluator = new Evaluator(new Evaluation(new Limits(MEMORY)), _ -> null);
    try {
      Tree value = evaluator.evaluate(Tree.text(text, 7));
      if (value instanceof Tree.Scalar scalar && scalar.at() != 7) {
        throw new AssertionError("no place: " + scalar);
      }
    } catch (Failure failure) {
      if (failure.message().isEmpty() || failure.at(-1) != 7) {
        throw new AssertionError("no message or place", failure);
      }
    } catch (Limits.Refused _) {
      return;
    }
  }
}
