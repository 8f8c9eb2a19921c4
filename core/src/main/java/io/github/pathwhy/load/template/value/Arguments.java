package io.github.pathwhy.load.template.value;

import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;

/// A call of a function: its name and the values of its arguments. The typed access refuses what
/// does not fit, and leaves the function when a value is not known.
public record Arguments(String name, List<Tree> values, Limits limits, long at) {
  /** The longest text that a deployment may hold in one value. */
  public static final int LONGEST_TEXT = 131_072;

  /** The name for comparing: function names ignore case. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** Refuses any other number of arguments. */
  public Arguments expect(int least, int most) {
    if (size() < least || size() > most) {
      String allowed =
          least == most
              ? Integer.toString(least)
              : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw new Failure(
          name + "() with " + size() + (size() == 1 ? " argument" : " arguments"),
          "it takes " + allowed);
    }
    return this;
  }

  /** An argument. */
  public Tree get(int index) {
    if (index >= values.size()) {
      throw new Failure(name + "() lacks argument " + (index + 1), "");
    }
    return values.get(index);
  }

  /** An argument that is known as a whole. */
  public Tree known(int index) {
    Tree value = get(index);
    if (Values.isUnknown(value)) {
      throw new UnknownNeeded();
    }
    return value;
  }

  /** A text. */
  public String text(int index) {
    return text(known(index), index);
  }

  /** A value as a text of this call. */
  public String text(Tree value, int index) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
      if (kind == Tree.Kind.UNKNOWN) {
        throw new UnknownNeeded();
      }
      if (kind == Tree.Kind.TEXT) {
        return text;
      }
    }
    throw wrong(value, index, "a text");
  }

  /** A whole number. */
  public long integer(int index) {
    return integer(known(index), index);
  }

  /** A value as a whole number of this call. */
  public long integer(Tree value, int index) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)) {
      if (kind == Tree.Kind.UNKNOWN) {
        throw new UnknownNeeded();
      }
      if (kind == Tree.Kind.NUMBER) {
        try {
          return Long.parseLong(text);
        } catch (NumberFormatException _) {
          throw wrong(value, index, "a whole number");
        }
      }
    }
    throw wrong(value, index, "a whole number");
  }

  /** A whole number that serves as an index or a size. */
  public int count(int index) {
    return (int) Math.clamp(integer(index), -1_000_000_000L, 1_000_000_000L);
  }

  /** A boolean. */
  public boolean flag(int index) {
    Tree value = known(index);
    if (Values.is(value, true) || Values.is(value, false)) {
      return Values.is(value, true);
    }
    throw wrong(value, index, "true or false");
  }

  /** A list. */
  public List<Tree> list(int index) {
    if (known(index) instanceof Tree.Sequence(List<Tree> items, long _)) {
      return items;
    }
    throw wrong(get(index), index, "a list");
  }

  /** An object. */
  public Tree.Mapping object(int index) {
    if (known(index) instanceof Tree.Mapping mapping) {
      return mapping;
    }
    throw wrong(get(index), index, "an object");
  }

  /** Says that an argument has the wrong type. */
  public Failure wrong(Tree value, int index, String expected) {
    return new Failure(
        "argument " + (index + 1) + " of " + name + "() is " + Values.describe(value),
        "expected " + expected);
  }

  /** A text as the result. */
  public Tree result(String text) {
    return Values.text(checked(text), at);
  }

  /** A text as the result, of which parts may be unknown. */
  public Tree built(String text, boolean unknown) {
    return Values.built(checked(text), unknown, at);
  }

  private String checked(String text) {
    checkLength(text.length());
    limits.addNode(at, text.length());
    return text;
  }

  /** Refuses texts that no deployment may hold. */
  public void checkLength(long length) {
    if (length > LONGEST_TEXT) {
      throw new Failure(
          name + "() makes a text of more than " + LONGEST_TEXT + " characters",
          "no deployment may hold one");
    }
  }

  /** A whole number as the result. */
  public Tree result(long number) {
    return Values.number(number, at);
  }

  /** A boolean as the result. */
  public Tree result(boolean flag) {
    return Values.flag(flag, at);
  }

  /** A list as the result; its items are counted. */
  public Tree result(List<Tree> items) {
    for (int i = 0; i < items.size(); i++) {
      limits.addNode(at, 0);
    }
    return new Tree.Sequence(items, at);
  }

  /** The result when it is not known. */
  public Tree unknown() {
    return Symbol.call(name, values, at);
  }
}
