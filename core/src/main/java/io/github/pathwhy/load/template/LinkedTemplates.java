package io.github.pathwhy.load.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// Where templates are that others link to. The template itself has an address that no other has
/// (RFC 2606), so that addresses that are computed from it lead to the files beside it.
final class LinkedTemplates {
  private static final String HERE = "https://template.invalid/";

  private LinkedTemplates() {}

  /** The address of a file, given by its path beside the template that the user names. */
  static String uri(String file) {
    return HERE + file;
  }

  /// The path of a file with an address: one computed from that of the template, or from a base
  /// that a parameter gives, such as `_artifactsLocation`.
  static Optional<String> path(String uri, Scope scope) {
    String plain = withoutQuery(uri);
    if (plain.startsWith(HERE)) {
      return Optional.of(normal(plain.substring(HERE.length())));
    }
    if (plain.startsWith("{")) {
      int end = plain.indexOf('}');
      return end < 0 || end + 1 >= plain.length()
          ? Optional.empty()
          : Optional.of(normal(plain.substring(end + 1)));
    }
    for (String base : scope.definitions().locations()) {
      String folder = base.substring(0, base.lastIndexOf('/') + 1);
      String whole = base.lastIndexOf('.') > base.lastIndexOf('/') ? folder : base;
      if (plain.regionMatches(true, 0, whole, 0, whole.length())) {
        return Optional.of(normal(plain.substring(whole.length())));
      }
    }
    return Optional.empty();
  }

  /** Without a query, and without the token of an unknown one. */
  private static String withoutQuery(String uri) {
    int query = uri.indexOf('?');
    String plain = query < 0 ? uri : uri.substring(0, query);
    int json = plain.toLowerCase(Locale.ROOT).lastIndexOf(".json");
    return json < 0 ? plain : plain.substring(0, json + 5);
  }

  /** A path relative to a file. */
  static String resolve(String file, String relative) {
    return normal(file.substring(0, file.lastIndexOf('/') + 1) + relative);
  }

  private static String normal(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") && !segments.isEmpty() && !segments.peekLast().equals("..")) {
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return String.join("/", segments);
  }
}
