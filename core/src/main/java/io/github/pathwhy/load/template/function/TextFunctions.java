package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Json;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions about texts. */
final class TextFunctions {
  private TextFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "concat" -> concat(call.expect(1, Integer.MAX_VALUE));
      case "format" -> new Format(call.expect(1, Integer.MAX_VALUE)).result();
      case "string" -> string(call.expect(1, 1));
      case "tolower" -> changed(call.expect(1, 1), "toLower");
      case "toupper" -> changed(call.expect(1, 1), "toUpper");
      case "trim" -> call.expect(1, 1).result(call.text(0).strip());
      case "split" -> split(call.expect(2, 2));
      case "join" -> join(call.expect(2, 2));
      case "replace" -> replace(call.expect(3, 3));
      case "substring" -> substring(call.expect(2, 3));
      case "padleft" -> padLeft(call.expect(2, 3));
      case "startswith" -> call.expect(2, 2).result(lower(call, 0).startsWith(lower(call, 1)));
      case "endswith" -> call.expect(2, 2).result(lower(call, 0).endsWith(lower(call, 1)));
      case "uniquestring", "guid" -> call.expect(1, Integer.MAX_VALUE).unknown();
      default -> null;
    };
  }

  private static String lower(Arguments call, int index) {
    return call.text(index).toLowerCase(Locale.ROOT);
  }

  private static Tree concat(Arguments call) {
    if (call.get(0) instanceof Tree.Sequence) {
      return concatLists(call);
    }
    StringBuilder text = new StringBuilder();
    boolean unknown = false;
    for (int i = 0; i < call.size(); i++) {
      Tree part = call.get(i);
      if (part instanceof Tree.Sequence && unknown) {
        throw new UnknownNeeded();
      }
      text.append(textOf(part, i, call));
      unknown |= isOpen(part);
      call.checkLength(text.length());
    }
    return call.built(text.toString(), unknown);
  }

  private static boolean isOpen(Tree part) {
    return part instanceof Tree.Scalar scalar
        && (scalar.kind() == Tree.Kind.UNKNOWN || Values.hasPlaceholder(scalar.text()));
  }

  private static Tree concatLists(Arguments call) {
    List<Tree> all = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      all.addAll(call.list(i));
    }
    return call.result(all);
  }

  /** A scalar as the text that it becomes within a text. */
  static String textOf(Tree value, int index, Arguments call) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
      return kind == Tree.Kind.BOOLEAN ? (text.equals("true") ? "True" : "False") : text;
    }
    throw call.wrong(value, index, "a text, a number or a boolean");
  }

  private static Tree string(Arguments call) {
    if (call.get(0) instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
      return kind == Tree.Kind.BOOLEAN
          ? call.result(textOf(call.get(0), 0, call))
          : call.built(text, kind == Tree.Kind.UNKNOWN);
    }
    if (Values.hasUnknown(call.get(0))) {
      return call.unknown();
    }
    return call.result(Json.write(call.get(0), Arguments.LONGEST_TEXT + 1));
  }

  private static Tree changed(Arguments call, String function) {
    Tree value = call.get(0);
    boolean lower = function.equals("toLower");
    if (isOpen(value) && value instanceof Tree.Scalar(String text, Tree.Kind _, long _)) {
      return Values.hasPlaceholder(text)
          ? call.built(text, true)
          : call.built(
              Patterns.map(
                  text,
                  part -> lower ? part.toLowerCase(Locale.ROOT) : part.toUpperCase(Locale.ROOT),
                  function),
              true);
    }
    String text = call.text(0);
    return call.result(lower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT));
  }

  private static Tree split(Arguments call) {
    List<String> delimiters = new ArrayList<>();
    if (call.known(1) instanceof Tree.Sequence(List<Tree> items, long _)) {
      for (Tree item : items) {
        delimiters.add(call.text(item, 1));
      }
    } else {
      delimiters.add(call.text(1));
    }
    if (isOpen(call.get(0)) && call.get(0) instanceof Tree.Scalar id) {
      if (id.text().startsWith("/") && delimiters.equals(List.of("/"))) {
        return segments(call, id.text());
      }
      throw new UnknownNeeded();
    }
    String text = call.text(0);
    List<Tree> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); ) {
      String found = delimiterAt(text, i, delimiters);
      if (found.isEmpty()) {
        i++;
      } else {
        parts.add(call.result(text.substring(start, i)));
        i += found.length();
        start = i;
      }
    }
    parts.add(call.result(text.substring(start)));
    return call.result(parts);
  }

  private static String delimiterAt(String text, int at, List<String> delimiters) {
    for (String delimiter : delimiters) {
      if (!delimiter.isEmpty() && text.startsWith(delimiter, at)) {
        return delimiter;
      }
    }
    return "";
  }

  /** The segments of an id: no unknown part of one is more than a segment. */
  private static Tree segments(Arguments call, String id) {
    List<Tree> parts = new ArrayList<>();
    for (String part : Patterns.split(id, '/')) {
      parts.add(Values.built(part, part.indexOf('{') >= 0, call.at()));
    }
    return call.result(parts);
  }

  private static Tree join(Arguments call) {
    StringBuilder text = new StringBuilder();
    boolean unknown = isOpen(call.get(1));
    String delimiter = textOf(call.get(1), 1, call);
    List<Tree> items = call.list(0);
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : delimiter).append(textOf(items.get(i), 0, call));
      unknown |= isOpen(items.get(i));
      call.checkLength(text.length());
    }
    return call.built(text.toString(), unknown);
  }

  private static Tree replace(Arguments call) {
    String text = call.text(0);
    String old = call.text(1);
    String replacement = call.text(2);
    if (old.isEmpty()) {
      throw new Failure("replace() of an empty text", "");
    }
    int count = 0;
    for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, i + old.length())) {
      count++;
    }
    call.checkLength(text.length() + (long) count * (replacement.length() - old.length()));
    return call.built(text.replace(old, replacement), isOpen(call.get(0)));
  }

  private static Tree substring(Arguments call) {
    String text = call.text(0);
    int start = call.count(1);
    int length = call.size() == 3 ? call.count(2) : text.length() - start;
    if (isOpen(call.get(0))) {
      throw new UnknownNeeded();
    }
    if (start < 0 || length < 0 || start + length > text.length()) {
      throw new Failure(
          "substring() from " + start + ", " + length + " long, of '" + text + "'",
          "the text has " + text.length() + " characters");
    }
    return call.result(text.substring(start, start + length));
  }

  private static Tree padLeft(Arguments call) {
    String text = textOf(call.known(0), 0, call);
    int width = call.count(1);
    String pad = call.size() == 3 ? call.text(2) : " ";
    if (pad.length() != 1) {
      throw call.wrong(call.get(2), 2, "one character");
    }
    call.checkLength(width);
    return call.result(pad.repeat(Math.max(0, width - text.length())) + text);
  }
}
