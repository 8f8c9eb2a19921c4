package io.github.pathwhy.monitor.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inclusive range of HTTP status codes, written as `418`, `301-304` or `2xx`. */
public record StatusCodeRange(int first, int last) {
  private static final Pattern SYNTAX =
      Pattern.compile("([1-5])[xX]{2}|([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  public StatusCodeRange {
    if (first < 100 || last > 599 || first > last) {
      throw new IllegalArgumentException("status codes out of order or bounds");
    }
  }

  /** Whether a code lies in the range. */
  public boolean contains(int code) {
    return first <= code && code <= last;
  }

  /** Reads the written form. */
  public static Optional<StatusCodeRange> parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    if (parts.group(1) != null) {
      int hundred = Integer.parseInt(parts.group(1)) * 100;
      return Optional.of(new StatusCodeRange(hundred, hundred + 99));
    }
    int first = Integer.parseInt(parts.group(2));
    int last = parts.group(3) == null ? first : Integer.parseInt(parts.group(3));
    return first <= last ? Optional.of(new StatusCodeRange(first, last)) : Optional.empty();
  }
}
