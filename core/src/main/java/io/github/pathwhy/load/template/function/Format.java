package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.util.Locale;

/// The function `format`: .NET's composite format, `{index,width:form}`. Of the forms, those of
/// whole numbers that templates use are known.
final class Format {
  private static final int WIDEST = 1000;

  private final Arguments call;
  private final StringBuilder text = new StringBuilder();
  private boolean unknown;

  Format(Arguments call) {
    this.call = call;
  }

  Tree result() {
    String format = call.text(0);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean doubled = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        text.append(c);
        i++;
      } else if (c == '{') {
        int end = format.indexOf('}', i);
        if (end < 0) {
          throw malformed(format);
        }
        item(format.substring(i + 1, end), format);
        i = end;
      } else if (c == '}') {
        throw malformed(format);
      } else {
        text.append(c);
      }
      call.checkLength(text.length());
    }
    return call.built(text.toString(), unknown);
  }

  private static Failure malformed(String format) {
    return new Failure("format() of '" + format + "'", "expected parts such as {0}");
  }

  private void item(String item, String format) {
    int colon = item.indexOf(':');
    String form = colon < 0 ? "" : item.substring(colon + 1);
    String head = colon < 0 ? item : item.substring(0, colon);
    int comma = head.indexOf(',');
    int index = number(comma < 0 ? head : head.substring(0, comma), format);
    int width = comma < 0 ? 0 : number(head.substring(comma + 1), format);
    if (index < 0 || index + 1 >= call.size()) {
      throw new Failure(
          "format() without a value for {" + index + "}",
          "it has " + (call.size() - 1) + " values");
    }
    String value = value(call.get(index + 1), index + 1, form);
    String blanks = " ".repeat(Math.clamp(Math.abs((long) width) - value.length(), 0, WIDEST));
    text.append(width < 0 ? value + blanks : blanks + value);
  }

  private static int number(String digits, String format) {
    try {
      return Integer.parseInt(digits.strip());
    } catch (NumberFormatException _) {
      throw malformed(format);
    }
  }

  private String value(Tree value, int index, String form) {
    if (value instanceof Tree.Scalar scalar) {
      if (scalar.kind() == Tree.Kind.UNKNOWN || Values.hasPlaceholder(scalar.text())) {
        if (!form.isEmpty()) {
          throw new UnknownNeeded();
        }
        unknown = true;
      }
      return form.isEmpty() || scalar.kind() != Tree.Kind.NUMBER
          ? TextFunctions.textOf(value, index, call)
          : formatted(call.integer(value, index), form);
    }
    throw call.wrong(value, index, "a text, a number or a boolean");
  }

  private static String formatted(long value, String form) {
    String digits = Long.toString(Math.abs(value));
    String sign = value < 0 ? "-" : "";
    if (isAll(form, '0')) {
      return sign + "0".repeat(Math.max(0, form.length() - digits.length())) + digits;
    }
    int width = width(form);
    return switch (form.charAt(0)) {
      case 'd', 'D' -> sign + "0".repeat(Math.max(0, width - digits.length())) + digits;
      case 'x' -> hex(value, width);
      case 'X' -> hex(value, width).toUpperCase(Locale.ROOT);
      default -> throw new UnknownNeeded();
    };
  }

  private static String hex(long value, int width) {
    String hex = Long.toHexString(value);
    return "0".repeat(Math.max(0, width - hex.length())) + hex;
  }

  private static int width(String form) {
    if (form.length() == 1) {
      return 0;
    }
    try {
      return Math.clamp(Integer.parseInt(form.substring(1)), 0, WIDEST);
    } catch (NumberFormatException _) {
      throw new UnknownNeeded();
    }
  }

  private static boolean isAll(String form, char wanted) {
    for (int i = 0; i < form.length(); i++) {
      if (form.charAt(i) != wanted) {
        return false;
      }
    }
    return true;
  }
}
