package io.github.pathwhy.probe.web;

import java.util.Optional;

/** HTTP status codes, as connection monitor writes them: `200`, `2xx`, `301-304`. */
public record StatusRange(int first, int last) {
  private static final int LEAST = 100;
  private static final int MOST = 599;
  private static final int DIGITS = 3;

  /** Reads one; empty when the text is none. */
  public static Optional<StatusRange> parse(String text) {
    String word = text.strip();
    int dash = word.indexOf('-');
    if (dash > 0) {
      Optional<Integer> first = code(word.substring(0, dash).strip());
      Optional<Integer> last = code(word.substring(dash + 1).strip());
      return first.isPresent() && last.isPresent() && first.get() <= last.get()
          ? Optional.of(new StatusRange(first.get(), last.get()))
          : Optional.empty();
    }
    if (word.length() == DIGITS && word.substring(1).equalsIgnoreCase("xx")) {
      return code(word.charAt(0) + "00").map(first -> new StatusRange(first, first + 99));
    }
    return code(word).map(code -> new StatusRange(code, code));
  }

  private static Optional<Integer> code(String text) {
    if (text.length() != DIGITS) {
      return Optional.empty();
    }
    int value = 0;
    for (int i = 0; i < DIGITS; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      value = value * 10 + c - '0';
    }
    return value >= LEAST && value <= MOST ? Optional.of(value) : Optional.empty();
  }

  /** Whether a code is one of them. */
  public boolean contains(int code) {
    return code >= first && code <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
