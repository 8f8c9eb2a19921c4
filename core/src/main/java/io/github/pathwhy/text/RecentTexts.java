package io.github.pathwhy.text;

import org.jspecify.annotations.Nullable;

/// The texts that a document held last. Values such as `Inbound`, and ids, occur again and again in
/// a large one: they share a string.
final class RecentTexts {
  private static final int PLACES = 1 << 12;
  private static final int LONGEST = 512;
  private static final int HASHED = 16;

  private final @Nullable String[] texts = new String[PLACES];

  /** The text of these characters. */
  String of(char[] characters, int from, int length) {
    if (length > LONGEST) {
      return new String(characters, from, length);
    }
    int place = hash(characters, from, length) & (PLACES - 1);
    String known = texts[place];
    if (known != null && isSame(known, characters, from, length)) {
      return known;
    }
    String text = new String(characters, from, length);
    texts[place] = text;
    return text;
  }

  /** Of the last characters: those of ids are the ones that differ. */
  private static int hash(char[] characters, int from, int length) {
    int hash = length;
    for (int i = from + Math.max(0, length - HASHED); i < from + length; i++) {
      hash = 31 * hash + characters[i];
    }
    return hash ^ hash >>> 15;
  }

  private static boolean isSame(String text, char[] characters, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = length - 1; i >= 0; i--) {
      if (text.charAt(i) != characters[from + i]) {
        return false;
      }
    }
    return true;
  }
}
