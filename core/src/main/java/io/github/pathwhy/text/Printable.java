package io.github.pathwhy.text;

/// Makes foreign text safe to show: control and format characters, which can rewrite a terminal's
/// screen or reverse its text, become escapes.
public final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  /** The text on one line without characters that act on a terminal. */
  public static String whole(String text) {
    return isSafe(text) ? text : escaped(text);
  }

  /** The same, cut when it is long: for quoting what somebody wrote. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** Like {@link #of(String)}, with another limit for the length. */
  public static String of(String text, int longest) {
    String shown = text.length() > longest ? cut(text, longest) + "…" : text;
    return whole(shown);
  }

  /** The first characters, none of them in half. */
  private static String cut(String text, int longest) {
    boolean half = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, half ? longest - 1 : longest);
  }

  /** Whether the text has none of the characters that are escaped. */
  public static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        return text.codePoints().noneMatch(Printable::isUnsafe);
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (isUnsafe(c)) {
            safe.append(escape(c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  /** The escape of a character, as in Java and JSON for those of the first plane. */
  public static String escape(int c) {
    String hex = Integer.toHexString(c);
    return "\\u" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
  }

  /// Controls, line and paragraph separators, halves of characters, bidirectional and other
  /// invisible format characters.
  public static boolean isUnsafe(int c) {
    if (c >= 0x20 && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
