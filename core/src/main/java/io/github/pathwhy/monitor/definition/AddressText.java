package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Tells texts that stand for hosts and networks from those that do not. */
final class AddressText {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private AddressText() {}

  /** Whether the text is an IP address, a host name, or an http or https URL. */
  static boolean isHost(String text) {
    return IpAddress.parse(text).isPresent() || isName(text) || isUrl(text);
  }

  /** Whether the text is an IP address or a prefix; bits behind the prefix are allowed. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).isPresent();
    }
    return IpAddress.parse(text.substring(0, slash))
        .map(address -> address.version().bits() == 32 ? "0.0.0.0" : "::")
        .flatMap(zero -> Prefix.parse(zero + text.substring(slash)))
        .isPresent();
  }

  private static boolean isUrl(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return false;
    }
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** Names that end in digits would be mistaken for addresses. */
  private static boolean isName(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    String[] labels = name.split("\\.", -1);
    for (String label : labels) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return !labels[labels.length - 1].chars().allMatch(Character::isDigit);
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= LONGEST_LABEL
        && !label.startsWith("-")
        && !label.endsWith("-")
        && label.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
