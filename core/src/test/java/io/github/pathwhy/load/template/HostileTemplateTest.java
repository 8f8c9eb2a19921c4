package io.github.pathwhy.load.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Templates made to break a reader. Each ends in a clear problem; the time limit is far above what
/// is needed.
final class HostileTemplateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static String problem(String sections) {
    Templates read = assertTimeoutPreemptively(PATIENCE, () -> Templates.of(sections));
    assertThat(read.problems()).isNotEmpty();
    return read.problems().getLast();
  }

  private static String resource(String expression) {
    return "\"resources\": [{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"v\","
        + " \"properties\": {\"x\": \""
        + expression
        + "\"}}]";
  }

  @Test
  void loopsInLoopsInLoops() {
    String input = "\"x\"";
    for (int i = 0; i < 4; i++) {
      input = "{\"copy\": [{\"name\": \"l" + i + "\", \"count\": 800, \"input\": " + input + "}]}";
    }
    assertThat(
            problem(
                "\"resources\": [{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\":"
                    + " \"[concat('v', copyIndex())]\", \"copy\": {\"name\": \"l\", \"count\":"
                    + " 800}, \"properties\": "
                    + input
                    + "}]"))
        .containsAnyOf("too large", "steps");
  }

  @Test
  void variablesThatDouble() {
    String variables =
        IntStream.range(1, 60)
            .mapToObj(i ->
                "\"v"
                    + i
                    + "\": [\"[variables('v"
                    + (i - 1)
                    + "')]\", \"[variables('v"
                    + (i - 1)
                    + "')]\"]")
            .collect(Collectors.joining(", "));
    assertThat(
            problem(
                "\"variables\": {\"v0\": \"x\", "
                    + variables
                    + "}, "
                    + resource("[variables('v59')]")))
        .containsAnyOf("too large", "steps");
  }

  @Test
  void aChainOfVariables() {
    String variables =
        IntStream.range(1, 5000)
            .mapToObj(i -> "\"v" + i + "\": \"[variables('v" + (i - 1) + "')]\"")
            .collect(Collectors.joining(", "));
    assertThat(
            problem(
                "\"variables\": {\"v0\": \"x\", "
                    + variables
                    + "}, "
                    + resource("[variables('v4999')]")))
        .contains("more than 400 others");
  }

  @Test
  void aFunctionThatCallsItself() {
    assertThat(
            problem(
                """
                "functions": [{"namespace": "a", "members": {"f": {
                  "output": {"type": "string", "value": "[concat(a.f(), a.f())]"}}}}],
                """
                    + resource("[a.f()]")))
        .contains("more than 400 others");
  }

  @Test
  void parametersThatNeedEachOther() {
    assertThat(
            problem(
                """
                "parameters": {
                  "a": {"type": "string", "defaultValue": "[parameters('b')]"},
                  "b": {"type": "string", "defaultValue": "[parameters('a')]"}},
                """
                    + resource("[parameters('a')]")))
        .contains("a circle: parameter 'a' needs parameter 'b' needs parameter 'a'");
  }

  @Test
  void parentheses() {
    assertThat(problem(resource("[" + "concat(".repeat(50_000) + "]")))
        .contains("nested more than 200 levels deep");
  }

  @Test
  void members() {
    assertThat(problem(resource("[createObject()" + ".a".repeat(50_000) + "]")))
        .contains("more than 100 members in a row");
  }

  @Test
  void longTextsAgainAndAgain() {
    assertThat(
            problem(
                resource(
                    "[map(range(0, 9999), lambda('a', map(range(0, 9999), lambda('b',"
                        + " padLeft('x', 131072)))))]")))
        .containsAnyOf("too large", "steps");
  }

  @Test
  void aDeepTemplateInATemplate() {
    String template = Templates.template("\"resources\": []");
    for (int i = 0; i < 19; i++) {
      template =
          Templates.template(
              "\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"d\","
                  + " \"properties\": {\"template\": "
                  + template
                  + "}}]");
    }
    String deep = template;
    assertThat(assertTimeoutPreemptively(PATIENCE, () -> Templates.read(deep, "", Map.of())).ids())
        .isEmpty();
  }
}
