package io.github.pathwhy.load.template.function;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Texts with unknown parts in braces. */
final class Patterns {
  private Patterns() {}

  /** Whether any part is known. */
  static boolean hasLiteral(String pattern) {
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  /** The text with its known parts changed, and its unknown parts said to be. */
  static String map(String pattern, UnaryOperator<String> change, String function) {
    StringBuilder result = new StringBuilder();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{' && depth++ == 0) {
        result.append(change.apply(pattern.substring(start, i)));
        start = i + 1;
      } else if (c == '}' && --depth == 0) {
        String inner = pattern.substring(start, i);
        boolean done = inner.startsWith(function + "(") || inner.startsWith("uniqueString(");
        result.append(done ? "{" + inner + "}" : "{" + function + "(" + inner + ")}");
        start = i + 1;
      }
    }
    return result.append(change.apply(pattern.substring(start))).toString();
  }

  /** The text split at a character, which is not in unknown parts. */
  static List<String> split(String pattern, char delimiter) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = pattern.indexOf(delimiter); i >= 0; i = pattern.indexOf(delimiter, start)) {
      parts.add(pattern.substring(start, i));
      start = i + 1;
    }
    parts.add(pattern.substring(start));
    return parts;
  }
}
