package io.github.pathwhy.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The closest candidate, when it is close: a third of the letters may differ. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int best = Math.max(1, Math.min(word.length(), 24) / 3) + 1;
    Optional<String> closest = Optional.empty();
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), best);
      if (distance < best) {
        best = distance;
        closest = Optional.of(candidate);
      }
    }
    return closest;
  }

  /** `did you mean X?`, or an empty text. */
  public static String didYouMean(String word, Collection<String> candidates) {
    return closest(word, candidates).map(found -> "did you mean " + found + "?").orElse("");
  }

  /** The Levenshtein distance, or `limit` when it is not below that. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = current;
    }
    return Math.min(previous[b.length()], limit);
  }
}
