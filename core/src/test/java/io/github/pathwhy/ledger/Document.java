package io.github.pathwhy.ledger;

import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents that can be changed: maps, lists, texts, numbers and booleans. */
final class Document {
  private Document() {}

  static Tree parse(String text) {
    Problems problems = new Problems();
    Source source = new Source("document", text.getBytes(StandardCharsets.UTF_8));
    return DocumentParser.parse(source, problems, new Limits(1L << 30))
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  static Object of(Tree tree) {
    return switch (tree) {
      case Tree.Mapping mapping -> {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(entry.key(), of(entry.value())));
        yield map;
      }
      case Tree.Sequence list -> {
        List<Object> copy = new ArrayList<>();
        list.items().forEach(item -> copy.add(of(item)));
        yield copy;
      }
      case Tree.Scalar(String text, Tree.Kind kind, long _) ->
          switch (kind) {
            case NUMBER -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case TEXT, NULL, UNKNOWN -> text;
          };
    };
  }

  @SuppressWarnings("unchecked") // nothing else makes maps here
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // nothing else makes lists here
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  static String json(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(separator);
          write(String.valueOf(entry.getKey()), text);
          text.append(':');
          write(entry.getValue(), text);
          separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          text.append(separator);
          write(item, text);
          separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      case String word -> text.append('"').append(word.replace("\"", "\\\"")).append('"');
      default -> text.append(value);
    }
  }
}
