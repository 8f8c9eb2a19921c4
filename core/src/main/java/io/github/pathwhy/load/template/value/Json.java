package io.github.pathwhy.load.template.value;

import io.github.pathwhy.text.JsonText;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values from JSON and as JSON. */
public final class Json {
  private Json() {}

  /** Reads JSON; everything in it stands at one place. */
  public static Optional<Tree> parse(String text, Limits limits, long at) {
    Problems problems = new Problems();
    int input = problems.addInput("json");
    Optional<Tree> tree = JsonText.parse(text, input, problems, limits);
    return problems.isEmpty() ? tree.map(each -> at(each, at)) : Optional.empty();
  }

  private static Tree at(Tree tree, long at) {
    return switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long _) -> new Tree.Scalar(text, kind, at);
      case Tree.Sequence(List<Tree> items, long _) -> {
        List<Tree> moved = new ArrayList<>(items.size());
        items.forEach(item -> moved.add(at(item, at)));
        yield new Tree.Sequence(moved, at);
      }
      case Tree.Mapping mapping -> {
        Tree.Mapping moved = new Tree.Mapping(at);
        for (Tree.Entry entry : mapping.entries()) {
          moved.add(new Tree.Entry(entry.key(), at, at(entry.value(), at)));
        }
        yield moved;
      }
    };
  }

  /** Writes JSON without white space, as the function `string` does. */
  public static String write(Tree tree, int longest) {
    StringBuilder json = new StringBuilder();
    append(json, tree, longest);
    return json.toString();
  }

  private static void append(StringBuilder json, Tree tree, int longest) {
    if (json.length() > longest) {
      return;
    }
    switch (tree) {
      case Tree.Scalar(String text, Tree.Kind kind, long _) -> {
        switch (kind) {
          case TEXT, UNKNOWN -> quote(json, text);
          case NUMBER, BOOLEAN -> json.append(text);
          case NULL -> json.append("null");
        }
      }
      case Tree.Sequence(List<Tree> items, long _) -> {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
          append(json.append(i == 0 ? "" : ","), items.get(i), longest);
        }
        json.append(']');
      }
      case Tree.Mapping mapping -> {
        json.append('{');
        boolean first = true;
        for (Tree.Entry entry : mapping.entries()) {
          quote(json.append(first ? "" : ","), entry.key());
          append(json.append(':'), entry.value(), longest);
          first = false;
        }
        json.append('}');
      }
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
