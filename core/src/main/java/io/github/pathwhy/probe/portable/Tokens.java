package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/** Reads words of what tools print. */
final class Tokens {
  private static final int LONGEST = 64;

  private Tokens() {}

  /// An address, also with a colon behind it, with a zone, or in brackets.
  static Optional<IpAddress> address(String word) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String bare = word;
    if (bare.startsWith("(") || bare.startsWith("[")) {
      bare = bare.substring(1);
    }
    while (bare.endsWith(")") || bare.endsWith("]") || bare.endsWith(",")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    if (bare.endsWith(":") && !bare.endsWith("::")) {
      bare = bare.substring(0, bare.length() - 1);
    } else if (bare.endsWith(":::")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    int zone = bare.indexOf('%');
    return IpAddress.parse(zone > 0 ? bare.substring(0, zone) : bare);
  }

  /** A number without a sign: digits and at most one point. */
  static Optional<Double> number(String word) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    int points = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '.') {
        points++;
      } else if (c < '0' || c > '9') {
        return Optional.empty();
      }
    }
    return points > 1 || points == word.length()
        ? Optional.empty()
        : Optional.of(Double.parseDouble(word));
  }
}
