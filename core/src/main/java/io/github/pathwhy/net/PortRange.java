package io.github.pathwhy.net;

import java.util.Optional;

/** An inclusive range of transport ports, 0 to 65535. */
public record PortRange(int first, int last) {

  /** The highest port number. */
  public static final int MAX = 65_535;

  /** Every port. */
  public static final PortRange ALL = new PortRange(0, MAX);

  public PortRange {
    if (first < 0 || last > MAX || first > last) {
      throw new IllegalArgumentException(
          "port range out of order or bounds: " + first + "-" + last);
    }
  }

  /** Whether the port lies in the range. */
  public boolean contains(int port) {
    return first <= port && port <= last;
  }

  /** Whether every port of the other range lies in this one. */
  public boolean contains(PortRange other) {
    return first <= other.first && other.last <= last;
  }

  /** Reads `*`, a single port such as `443`, or `80-90`. Empty when malformed or out of bounds. */
  public static Optional<PortRange> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(ALL);
    }
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    return first < 0 || last < first ? Optional.empty() : Optional.of(new PortRange(first, last));
  }

  /** A decimal port number, or -1. */
  private static int port(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > MAX ? -1 : value;
  }

  /** `*`, `443` or `80-90`. */
  @Override
  public String toString() {
    if (equals(ALL)) {
      return "*";
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
