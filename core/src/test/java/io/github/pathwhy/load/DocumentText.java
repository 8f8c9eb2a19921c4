package io.github.pathwhy.load;

import io.github.pathwhy.net.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes maps, lists and scalars as JSON, or as YAML in a random mixture of styles: block and
/// flow, plain and quoted, with comments and blank lines.
final class DocumentText {
  private final Samples random;

  DocumentText(Samples random) {
    this.random = random;
  }

  static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(entry.getKey().toString()) + ": " + json(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(DocumentText::json).collect(Collectors.joining(",\n", "[", "]"));
      case String text -> quoted(text);
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  String yaml(Object value) {
    return "# generated\n" + block(value, "") + "\n";
  }

  private String block(Object value, String indent) {
    if (random.oneIn(4) && !indent.isEmpty()) {
      return flow(value);
    }
    return switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.entrySet().stream()
              .map(entry ->
                  indent + key(entry.getKey().toString()) + ":" + below(entry.getValue(), indent))
              .collect(Collectors.joining(separator(), indent.isEmpty() ? "" : "\n", ""));
      case List<?> list when !list.isEmpty() ->
          list.stream()
              .map(item -> indent + "-" + below(item, indent))
              .collect(Collectors.joining(separator(), "\n", ""));
      default -> flow(value);
    };
  }

  private String below(Object value, String indent) {
    return " " + block(value, indent + " ".repeat(1 + random.below(3)));
  }

  private String separator() {
    return random.oneOf("\n", "\n\n", "\n", "   # so\n");
  }

  private String flow(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> key(entry.getKey().toString()) + ": " + flow(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
      case String text -> scalar(text);
      default -> random.oneIn(5) ? quoted(value.toString()) : value.toString();
    };
  }

  private String key(String text) {
    return random.oneIn(8) ? quoted(text) : text;
  }

  private String scalar(String text) {
    boolean plain = text.matches("[A-Za-z0-9][A-Za-z0-9./-]*");
    if (plain && !random.oneIn(4)) {
      return text;
    }
    return text.indexOf('\n') < 0 && random.oneIn(2)
        ? "'" + text.replace("'", "''") + "'"
        : quoted(text);
  }
}
