package io.github.pathwhy.net;

import java.util.Optional;

/**
 * Reading and writing addresses as text: dotted quads, RFC 4291 (parsing) and RFC 5952 (format).
 */
final class IpText {
  private IpText() {}

  static Optional<IpAddress> parseV4(String text) {
    long bits = v4Bits(text, 0, text.length());
    return bits < 0 ? Optional.empty() : Optional.of(new IpAddress.V4((int) bits));
  }

  /** The 32 bits of the dotted quad in text[from, to), or -1. */
  private static long v4Bits(String text, int from, int to) {
    long bits = 0;
    int position = from;
    for (int octet = 0; octet < 4; octet++) {
      int start = position;
      int value = 0;
      while (position < to && isDigit(text.charAt(position)) && position - start < 3) {
        value = value * 10 + (text.charAt(position++) - '0');
      }
      boolean leadingZero = position - start > 1 && text.charAt(start) == '0';
      if (position == start || value > 255 || leadingZero) {
        return -1;
      }
      bits = bits << 8 | value;
      boolean last = octet == 3;
      if (last ? position != to : position >= to || text.charAt(position++) != '.') {
        return -1;
      }
    }
    return bits;
  }

  static Optional<IpAddress> parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[8];
    if (gap < 0) {
      return readGroups(text, groups, true) == 8 ? Optional.of(v6(groups)) : Optional.empty();
    }
    int[] tail = new int[8];
    int before = readGroups(text.substring(0, gap), groups, false);
    int after = readGroups(text.substring(gap + 2), tail, true);
    // RFC 4291 2.2: "::" stands for one or more groups of zeros.
    if (before < 0 || after < 0 || before + after > 7) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, 8 - after, after);
    return Optional.of(v6(groups));
  }

  /** Reads colon-separated groups, the last of which may be a dotted quad; the count, or -1. */
  private static int readGroups(String text, int[] groups, boolean endsAddress) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int start = 0;
    while (true) {
      int end = text.indexOf(':', start);
      boolean last = end < 0;
      if (last) {
        end = text.length();
      }
      if (last && text.indexOf('.', start) >= 0) {
        long bits = v4Bits(text, start, end);
        if (bits < 0 || count > 6 || !endsAddress) {
          return -1;
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) (bits & 0xffff);
        return count;
      }
      int value = hexGroup(text, start, end);
      if (value < 0 || count > 7) {
        return -1;
      }
      groups[count++] = value;
      if (last) {
        return count;
      }
      start = end + 1;
    }
  }

  private static int hexGroup(String text, int from, int to) {
    if (to == from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IpAddress v6(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new IpAddress.V6(high, low);
  }

  /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zeros as "::". */
  static String format(IpAddress.V6 address) {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> (48 - 16 * i) & 0xffff);
      groups[i + 4] = (int) (address.low() >>> (48 - 16 * i) & 0xffff);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
      i += Math.max(0, length - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
