package io.github.pathwhy.net;

import java.util.Optional;

/// Tells addresses that are written as `inet_aton` reads them, and this program does not: an
/// integer, octal or hexadecimal numbers, fewer numbers than four. A host whose last label is a
/// number is never a name (RFC 1123, 2.1), so a resolver would make an address of it that nobody
/// meant.
public final class AddressSpelling {
  private static final int MOST_PARTS = 4;
  private static final int BITS = 32;

  private AddressSpelling() {}

  /** Why a host is neither an address nor a name; empty when it may be one of them. */
  public static Optional<String> refusal(String host) {
    String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = text.substring(text.lastIndexOf('.') + 1);
    if (!isNumber(last) || text.indexOf(':') >= 0 || IpAddress.parse(host).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "'" + host + "' is no address" + (hasLeadingZero(text) ? zeros() : meant(text)));
  }

  private static String zeros() {
    return ": numbers with leading zeros are octal to some programs; write four decimal numbers";
  }

  private static String meant(String text) {
    return read(text)
        .map(address -> "; " + address + " is meant?")
        .orElse("; allowed: four decimal numbers from 0 to 255, such as 10.0.2.4");
  }

  private static boolean isNumber(String label) {
    return isHexadecimal(label)
        || (!label.isEmpty() && label.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static boolean isHexadecimal(String label) {
    return label.regionMatches(true, 0, "0x", 0, 2)
        && label.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean hasLeadingZero(String text) {
    for (String part : text.split("\\.", -1)) {
      if (part.length() > 1 && part.charAt(0) == '0' && !isHexadecimal(part)) {
        return true;
      }
    }
    return false;
  }

  /** What `inet_aton` makes of it: the last number fills all the octets that are left. */
  private static Optional<IpAddress> read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > MOST_PARTS) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isLast = i == parts.length - 1;
      int width = isLast ? BITS - 8 * i : 8;
      long value = value(parts[i]);
      if (value < 0 || value >= 1L << width) {
        return Optional.empty();
      }
      bits = bits << width | value;
    }
    return Optional.of(new IpAddress.V4((int) bits));
  }

  private static long value(String part) {
    boolean hexadecimal = isHexadecimal(part);
    try {
      return hexadecimal ? Long.parseLong("0" + part.substring(2), 16) : Long.parseLong(part);
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
