package io.github.pathwhy.cli.options;

import io.github.pathwhy.net.AddressSpelling;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Printable;
import java.util.Optional;

/// A destination as people write it: an address or a name, and perhaps a port after a colon. IPv6
/// addresses with a port stand in brackets.
public record HostAndPort(String host, Optional<Integer> port) {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_DIGITS = 5;

  /** Reads one. */
  public static HostAndPort parse(String text) throws UsageException {
    if (IpAddress.parse(text).isPresent()) {
      return new HostAndPort(text, Optional.empty());
    }
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      boolean isPlain = end == text.length() - 1;
      if (end < 0 || (!isPlain && text.charAt(end + 1) != ':')) {
        throw wrong(text);
      }
      String inner = text.substring(1, end);
      if (inner.indexOf(':') < 0 || IpAddress.parse(inner).isEmpty()) {
        throw wrong(text);
      }
      return new HostAndPort(
          inner, isPlain ? Optional.empty() : Optional.of(port(text, text.substring(end + 2))));
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new HostAndPort(named(text, text), Optional.empty());
    }
    return new HostAndPort(
        named(text, text.substring(0, colon)), Optional.of(port(text, text.substring(colon + 1))));
  }

  private static String named(String text, String host) throws UsageException {
    if (host.isEmpty() || host.indexOf('/') >= 0) {
      throw wrong(text);
    }
    Optional<String> refusal = AddressSpelling.refusal(host);
    if (refusal.isPresent()) {
      throw new UsageException(refusal.get());
    }
    return host;
  }

  private static int port(String text, String digits) throws UsageException {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        throw wrong(text);
      }
      value = value * 10 + c - '0';
      if (i >= MOST_DIGITS) {
        throw wrong(text);
      }
    }
    if (value < 1 || value > MOST_PORT) {
      throw wrong(text);
    }
    return value;
  }

  private static UsageException wrong(String text) {
    return new UsageException(
        "'"
            + Printable.of(text)
            + "' is no destination; allowed: ADDRESS, NAME, ADDRESS:PORT, NAME:PORT,"
            + " [IPV6]:PORT, with ports 1 to 65535");
  }
}
