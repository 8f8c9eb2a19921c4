package io.github.pathwhy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How documents look as JSON. */
final class JsonDocumentTest {

  @Test
  void objectsKeepTheirOrderAndAreIndentedByTwo() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("b", 1);
    document.put("a", List.of("x", true));

    assertThat(JsonDocument.write(document))
        .isEqualTo(
            """
            {
              "b" : 1,
              "a" : [
                "x",
                true
              ]
            }\
            """);
  }

  @Test
  void scalarsAreDocuments() {
    assertThat(JsonDocument.write(null)).isEqualTo("null");
    assertThat(JsonDocument.write("x")).isEqualTo("\"x\"");
    assertThat(JsonDocument.write(42L)).isEqualTo("42");
    assertThat(JsonDocument.write(0.5)).isEqualTo("0.5");
    assertThat(JsonDocument.write(false)).isEqualTo("false");
  }

  @Test
  void nullsInsideAreWritten() {
    List<Object> list = new ArrayList<>();
    list.add(null);

    assertThat(JsonDocument.write(list)).isEqualTo("[\n  null\n]");
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(JsonDocument.write("a\"\\\n\u001b\u0000"))
        .isEqualTo("\"a\\\"\\\\\\n\\u001B\\u0000\"");
  }

  @Test
  void otherCharactersStayAsTheyAre() {
    assertThat(JsonDocument.write("é→😀")).isEqualTo("\"é→😀\"");
  }
}
