package io.github.pathwhy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How documents look as YAML. */
final class YamlDocumentTest {

  private static Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  @Test
  void objectsKeepTheirOrderInBlocks() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("b", 1);
    document.put("a", List.of("x", "y"));

    assertThat(YamlDocument.write(document)).isEqualTo("b: 1\na:\n- x\n- y\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "1",
        "1e3",
        "true",
        "null",
        "~",
        "no",
        "- a",
        "a: b",
        "#x",
        "&a",
        "!x",
        "'",
        "\"",
        "line\nbreak",
        "\u001b[2J",
        "10.0.0.0/8",
        "2001:db8::1",
        "NextHop Type None, NextHop IP ",
        "at db-vm: inbound db-nsg: a very long sentence about a rule that goes on and on and on,"
            + " and then goes on for some more until it is wider than any line should ever be"
      })
  void textsStayTexts(String text) {
    assertThat(read(YamlDocument.write(Map.of("key", text)))).isEqualTo(Map.of("key", text));
  }

  @Test
  void repeatedPartsAreWrittenOut() {
    List<String> part = List.of("x");

    assertThat(YamlDocument.write(List.of(part, part))).doesNotContain("&", "*");
  }
}
