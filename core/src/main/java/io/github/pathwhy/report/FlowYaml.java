package io.github.pathwhy.report;

import io.github.pathwhy.load.own.UnknownValues;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values of YAML 1.2 on one line, with quotes only where they are needed. */
final class FlowYaml {
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`=";

  private static final int LONGEST_KEY = 1024;

  private static final Pattern NUMBER =
      Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?|0[xo].*");

  /** Dates, and numbers to the base of 60 or with underscores, as YAML 1.1 has them. */
  private static final Pattern OLD_NUMBER =
      Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?");

  private FlowYaml() {}

  /** The value of a key, in braces or brackets when it is more than a word. */
  static String write(String key, Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> scalar(key, scalar);
      case Tree.Sequence(List<Tree> items, long _) -> {
        StringBuilder text = new StringBuilder("[");
        for (Tree item : items) {
          if (!(item instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.NULL) {
            text.append(text.length() > 1 ? ", " : "").append(write(key, item));
          }
        }
        yield text.append(']').toString();
      }
      case Tree.Mapping mapping -> {
        StringBuilder text = new StringBuilder("{");
        for (Tree.Entry entry : mapping.entries()) {
          text.append(text.length() > 1 ? ", " : "").append(entry(entry));
        }
        yield text.append('}').toString();
      }
    };
  }

  /** A key and its value. */
  static String entry(Tree.Entry entry) {
    return key(entry.key(), " ") + " " + write(entry.key(), entry.value());
  }

  /// A key and the colon behind it. One of more than 1024 characters has to be marked as a key, and
  /// may then stand apart from its colon.
  static String key(String key, String apart) {
    String word = word(key);
    return word.length() > LONGEST_KEY ? "? " + word + apart + ":" : word + ":";
  }

  private static String scalar(String key, Tree.Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case NULL -> "null";
      case NUMBER, BOOLEAN -> text;
      case UNKNOWN -> "{" + UnknownValues.KEY + ": " + word(text) + "}";
      case TEXT -> isNumeric(key) && isWhole(text) ? text : word(text);
    };
  }

  /** Whether values under a key are numbers, however an input writes them. */
  static boolean isNumeric(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("port") || lower.equals("priority") || lower.equals("capacity");
  }

  /** Whether a text is a number that has no other spelling. */
  static boolean isWhole(String text) {
    return !text.isEmpty()
        && text.length() <= 9
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }

  private static String word(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty()
        || INDICATORS.indexOf(text.charAt(0)) >= 0
        || text.charAt(0) == ' '
        || text.endsWith(" ")
        || text.endsWith(":")
        || isResolved(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean open = c < ' ' || c > '~' || ",[]{}".indexOf(c) >= 0;
      boolean next = i + 1 < text.length();
      if (open
          || (c == ':' && next && text.charAt(i + 1) == ' ')
          || (c == ' ' && next && text.charAt(i + 1) == '#')) {
        return false;
      }
    }
    return true;
  }

  /** Whether YAML, also in its version 1.1, makes something else than a text of it. */
  private static boolean isResolved(String text) {
    char first = text.charAt(0);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "~", "null", "true", "false", "<<", "yes", "no", "on", "off", "y", "n" -> true;
      default ->
          first == '.'
              || first == '+'
              || NUMBER.matcher(text).matches()
              || OLD_NUMBER.matcher(text).matches();
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (!Printable.isUnsafe(c)) {
            quoted.appendCodePoint(c);
          } else if (c > 0xffff) {
            quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
          } else {
            quoted.append(Printable.escape(c));
          }
        });
    return quoted.append('"').toString();
  }

  /** Whether an object holds only words and lists of words. */
  static boolean isLeaf(Tree.Mapping mapping) {
    return mapping.entries().stream().allMatch(entry -> isFlat(entry.value()));
  }

  private static boolean isFlat(Tree value) {
    return switch (value) {
      case Tree.Scalar _ -> true;
      case Tree.Sequence(List<Tree> items, long _) ->
          items.stream().allMatch(item -> item instanceof Tree.Scalar);
      case Tree.Mapping _ -> false;
    };
  }
}
