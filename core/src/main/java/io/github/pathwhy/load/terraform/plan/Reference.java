package io.github.pathwhy.load.terraform.plan;

import java.util.ArrayList;
import java.util.List;

/// A reference of an expression, such as `module.net.azurerm_subnet.web["a"].id`, as its parts.
final class Reference {
  private Reference() {}

  /** A name, or an index in brackets. */
  record Part(String text, boolean index) {}

  /** The parts of a reference; what cannot be read ends it. */
  static List<Part> parse(String text) {
    List<Part> parts = new ArrayList<>(4);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '.') {
        at++;
      } else if (c == '[') {
        at = readIndex(text, at + 1, parts);
      } else {
        int end = at;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
          end++;
        }
        String name = text.substring(at, end);
        parts.add(new Part(name, isNumber(name)));
        at = end;
      }
    }
    return parts;
  }

  private static int readIndex(String text, int start, List<Part> parts) {
    if (start < text.length() && text.charAt(start) == '"') {
      StringBuilder key = new StringBuilder();
      int at = start + 1;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        key.append(text.charAt(at++));
      }
      parts.add(new Part(key.toString(), true));
      return Math.min(at + 2, text.length());
    }
    int end = text.indexOf(']', start);
    int stop = end < 0 ? text.length() : end;
    parts.add(new Part(text.substring(start, stop), true));
    return Math.min(stop + 1, text.length());
  }

  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The parts with others behind them. */
  static List<Part> append(List<Part> parts, List<Part> rest) {
    if (rest.isEmpty()) {
      return parts;
    }
    List<Part> all = new ArrayList<>(parts.size() + rest.size());
    all.addAll(parts);
    all.addAll(rest);
    return all;
  }

  /// Whether a reference starts with another one. Terraform lists `a.b.c` together with `a.b`,
  /// which says nothing of its own.
  static boolean startsWith(List<Part> parts, List<Part> start) {
    return parts.size() > start.size() && parts.subList(0, start.size()).equals(start);
  }
}
