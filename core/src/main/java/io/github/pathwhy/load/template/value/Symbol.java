package io.github.pathwhy.load.template.value;

import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Tree;
import java.util.List;

/// The text that stands for a value that is not known: the call that would tell it. Equal calls
/// have equal texts. Ids are split at slashes, so there is none in it.
public final class Symbol {
  private static final int LONGEST = 100;
  private static final int LONGEST_CALL = 2400;

  private static final String GROUP =
      "/subscriptions/" + Values.SUBSCRIPTION + "/resourceGroups/" + Values.RESOURCE_GROUP;
  private static final String PROVIDERS = GROUP + "/providers/";

  private Symbol() {}

  /** The result of a call, with what is known of its arguments. */
  public static Tree.Scalar call(String function, List<? extends Tree> arguments, long at) {
    return unknown(callText(function, arguments), at);
  }

  /** A call as it is written. */
  public static String callText(String function, List<? extends Tree> arguments) {
    StringBuilder text = new StringBuilder(function).append('(');
    for (int i = 0; i < arguments.size() && text.length() <= LONGEST_CALL; i++) {
      append(text.append(i == 0 ? "" : ", "), arguments.get(i));
    }
    return text.append(')').toString();
  }

  /** An unknown value that an expression would tell. */
  public static Tree.Scalar unknown(String expression, long at) {
    return Tree.unknown("{" + shortened(expression) + "}", at);
  }

  /** The expression that would tell an unknown value. */
  public static String expression(Tree.Scalar unknown) {
    String text = unknown.text();
    return isWhole(text) ? text.substring(1, text.length() - 1) : "'" + text + "'";
  }

  /** Whether the text is one group of braces. */
  private static boolean isWhole(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0 && i < text.length() - 1) {
        return false;
      }
    }
    return depth == 0 && text.length() > 2;
  }

  private static void append(StringBuilder text, Tree value) {
    if (text.length() > LONGEST_CALL) {
      return;
    }
    switch (value) {
      case Tree.Scalar scalar -> text.append(scalar(scalar));
      case Tree.Sequence(List<Tree> items, long _) -> {
        text.append('[');
        for (int i = 0; i < items.size() && text.length() <= LONGEST_CALL; i++) {
          append(text.append(i == 0 ? "" : ", "), items.get(i));
        }
        text.append(']');
      }
      case Tree.Mapping mapping -> {
        text.append("object(");
        for (Tree.Entry entry : mapping.entries()) {
          if (text.length() > LONGEST_CALL) {
            break;
          }
          append(text.append('\'').append(clean(entry.key())).append("', "), entry.value());
          text.append(", ");
        }
        text.append(')');
      }
    }
  }

  private static String scalar(Tree.Scalar scalar) {
    return switch (scalar.kind()) {
      case NUMBER, BOOLEAN -> scalar.text();
      case NULL -> "null()";
      case UNKNOWN -> clean(expression(scalar));
      case TEXT -> literal(scalar.text());
    };
  }

  private static String literal(String text) {
    if (text.equals(GROUP)) {
      return "resourceGroup().id";
    }
    if (text.equals("/subscriptions/" + Values.SUBSCRIPTION)) {
      return "subscription().id";
    }
    int namespace = text.startsWith(PROVIDERS) ? text.indexOf('/', PROVIDERS.length()) : -1;
    return "'" + clean(namespace < 0 ? text : text.substring(namespace + 1)) + "'";
  }

  private static String clean(String text) {
    return Printable.whole(text.replace('/', ':'));
  }

  /** Long ones are told apart by a checksum. */
  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    long sum = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      sum = (sum ^ text.charAt(i)) * 0x100000001b3L;
    }
    return text.substring(0, LONGEST / 2).replace('{', '(').replace('}', ')')
        + "… "
        + Long.toHexString(sum);
  }
}
