package io.github.pathwhy.load;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.Optional;

/** Says what is wrong with a text that is no prefix. */
final class Prefixes {
  private Prefixes() {}

  /** What would be right instead. */
  static String explain(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return "expected a prefix such as 10.0.1.0/24";
    }
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    if (address.isEmpty()) {
      return "the part before / is not an IP address";
    }
    int bits = address.get().version().bits();
    int length;
    try {
      length = Integer.parseInt(text.substring(slash + 1));
    } catch (NumberFormatException _) {
      return "the prefix length must be a number from 0 to " + bits;
    }
    return length < 0 || length > bits
        ? "the prefix length must be 0 to " + bits
        : "bits are set after the prefix; the block is " + Prefix.containing(address.get(), length);
  }
}
