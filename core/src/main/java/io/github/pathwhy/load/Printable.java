package io.github.pathwhy.load;

/// Makes foreign text safe to show: control and format characters, which can rewrite a terminal's
/// screen or reverse its text, become escapes; very long text is cut.
public final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  /** The text on one line without characters that act on a terminal. */
  public static String of(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    for (int i = 0; i < shown.length(); i++) {
      if (isUnsafe(shown.charAt(i))) {
        return escaped(shown);
      }
    }
    return shown;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        safe.append("\\u");
        String hex = Integer.toHexString(c);
        safe.repeat("0", 4 - hex.length()).append(hex);
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /**
   * Controls, line and paragraph separators, bidirectional and other invisible format characters.
   */
  static boolean isUnsafe(char c) {
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
      return true;
    }
    if (c < 0x300) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          Character.getType(c) != Character.SURROGATE;
      default -> false;
    };
  }
}
