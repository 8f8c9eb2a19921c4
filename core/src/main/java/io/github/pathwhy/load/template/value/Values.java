package io.github.pathwhy.load.template.value;

import io.github.pathwhy.text.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and asks values of the template language. */
public final class Values {
  /** Stands for the subscription when nothing says which one it is. */
  public static final String SUBSCRIPTION = "{subscription}";

  /** Stands for the resource group when nothing says which one it is. */
  public static final String RESOURCE_GROUP = "{resourceGroup}";

  private Values() {}

  /** A text. */
  public static Tree.Scalar text(String text, long at) {
    return Tree.text(text, at);
  }

  /** A whole number. */
  public static Tree.Scalar number(long number, long at) {
    return new Tree.Scalar(Long.toString(number), Tree.Kind.NUMBER, at);
  }

  /** `true` or `false`. */
  public static Tree.Scalar flag(boolean flag, long at) {
    return new Tree.Scalar(flag ? "true" : "false", Tree.Kind.BOOLEAN, at);
  }

  /** `null`. */
  public static Tree.Scalar nothing(long at) {
    return new Tree.Scalar("", Tree.Kind.NULL, at);
  }

  /** The value of a key in any case; null when the object has none. */
  public static @Nullable Tree member(Tree.Mapping object, String key) {
    Tree.Entry entry = object.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }

  /** A list. */
  public static Tree.Sequence list(List<Tree> items, long at) {
    return new Tree.Sequence(items, at);
  }

  /// A text put together from parts, some of which may be unknown. An id of which only the
  /// subscription and the resource group are not known is as good as a known one.
  public static Tree.Scalar built(String text, boolean unknown, long at) {
    return unknown && !isId(text) ? Tree.unknown(text, at) : Tree.text(text, at);
  }

  private static boolean isId(String text) {
    if (!text.regionMatches(true, 0, "/subscriptions/", 0, 15)) {
      return false;
    }
    for (int i = text.indexOf('{'); i >= 0; i = text.indexOf('{', i + 1)) {
      if (!text.regionMatches(true, i, SUBSCRIPTION, 0, SUBSCRIPTION.length())
          && !text.regionMatches(true, i, RESOURCE_GROUP, 0, RESOURCE_GROUP.length())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is an id with a placeholder in it, so that unequal texts may mean one id. */
  public static boolean hasPlaceholder(String text) {
    return text.indexOf('{') >= 0 && isId(text);
  }

  /** Whether a value as a whole is not known. */
  public static boolean isUnknown(Tree value) {
    return value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.UNKNOWN;
  }

  /** Whether any part of a value is not known. */
  public static boolean hasUnknown(Tree value) {
    return switch (value) {
      case Tree.Scalar scalar -> scalar.kind() == Tree.Kind.UNKNOWN;
      case Tree.Sequence(List<Tree> items, long _) -> {
        boolean found = false;
        for (Tree item : items) {
          found |= hasUnknown(item);
        }
        yield found;
      }
      case Tree.Mapping mapping -> {
        boolean found = false;
        for (Tree.Entry entry : mapping.entries()) {
          found |= hasUnknown(entry.value());
        }
        yield found;
      }
    };
  }

  /** Whether a value is `null`. */
  public static boolean isNull(Tree value) {
    return value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
  }

  /** Whether a value is this boolean. */
  public static boolean is(Tree value, boolean flag) {
    return value instanceof Tree.Scalar scalar
        && scalar.kind() == Tree.Kind.BOOLEAN
        && scalar.text().equals(flag ? "true" : "false");
  }

  /** The value at another place: the result of an expression stands where the expression does. */
  public static Tree placed(Tree value, long at) {
    return value instanceof Tree.Scalar(String text, Tree.Kind kind, long place) && place != at
        ? new Tree.Scalar(text, kind, at)
        : value;
  }

  /** What a value is, for messages. */
  public static String describe(Tree value) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
      return switch (kind) {
        case NUMBER -> "the number " + text;
        case BOOLEAN -> text;
        case TEXT -> "the text '" + text + "'";
        case NULL, UNKNOWN -> value.describe();
      };
    }
    return value.describe();
  }
}
