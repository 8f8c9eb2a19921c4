package io.github.pathwhy.cli.options;

import io.github.pathwhy.net.AddressSpelling;
import io.github.pathwhy.text.Printable;
import java.util.Optional;

/// A machine to be reached by ssh, from `ssh://[user@]host[:port]`. Holds only characters that mean
/// nothing to ssh's option parser, its configuration's `%h` and `%r`, or a shell.
///
/// @param host a name, an alias of ssh's configuration, or an address, IPv6 without brackets
public record SshTarget(Optional<String> user, String host, Optional<Integer> port) {
  private static final String SCHEME = "ssh://";
  private static final int LONGEST = 255;
  private static final int MOST_PORT = 65_535;
  private static final String ALLOWED = "; allowed: ssh://[user@]host[:port]";

  /** Reads the value of an option. */
  static SshTarget parse(String option, String text) throws UsageException {
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw wrong(option, text, "");
    }
    String rest = text.substring(SCHEME.length());
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int at = rest.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
    if (user.isPresent() && !isName(user.get(), "._-+@")) {
      throw wrong(
          option, text, ": the user '" + Printable.of(user.get()) + "' cannot be passed on");
    }
    String place = rest.substring(at + 1);
    int hostEnd = place.startsWith("[") ? place.indexOf(']') + 1 : end(place);
    String host = place.substring(0, hostEnd);
    boolean valid =
        host.startsWith("[")
            ? isAddress(host.substring(1, host.length() - 1))
            : isName(host, "._-") && AddressSpelling.refusal(host).isEmpty();
    if (!valid) {
      throw wrong(option, text, ": the host '" + Printable.of(host) + "' cannot be passed on");
    }
    return new SshTarget(
        user,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port(option, text, place.substring(hostEnd)));
  }

  private static int end(String place) {
    int colon = place.indexOf(':');
    return colon < 0 ? place.length() : colon;
  }

  private static Optional<Integer> port(String option, String text, String rest)
      throws UsageException {
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    int port = 0;
    for (int i = 1; i < rest.length() && port <= MOST_PORT; i++) {
      char c = rest.charAt(i);
      port = c >= '0' && c <= '9' ? port * 10 + c - '0' : MOST_PORT + 1;
    }
    if (rest.charAt(0) != ':' || port < 1 || port > MOST_PORT) {
      throw wrong(option, text, ": the port is 1 to " + MOST_PORT);
    }
    return Optional.of(port);
  }

  private static UsageException wrong(String option, String text, String why) {
    return new UsageException(option + " is '" + Printable.of(text) + "'" + why + ALLOWED);
  }

  /** Letters, digits and some others; no option, and not long. */
  private static boolean isName(String text, String others) {
    if (text.isEmpty() || text.length() > LONGEST || !isAlphanumeric(text.charAt(0), "_")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAlphanumeric(text.charAt(i), others)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c, String others) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }

  /** An IPv6 address, as far as ssh's sake goes, and perhaps its zone. */
  private static boolean isAddress(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (address.indexOf(':') < 0 || (zone >= 0 && !isName(text.substring(zone + 1), "._-"))) {
      return false;
    }
    for (int i = 0; i < address.length(); i++) {
      if ("0123456789abcdefABCDEF:.".indexOf(address.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** As ssh's own messages call it: `user@host`. */
  @Override
  public String toString() {
    return user.isPresent() ? user.get() + "@" + host : host;
  }
}
