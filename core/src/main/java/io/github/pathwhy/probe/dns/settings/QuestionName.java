package io.github.pathwhy.probe.dns.settings;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;

/** Names as people write them, and the names to ask for. */
public final class QuestionName {
  private static final int MOST_LABEL = 63;
  private static final int MOST_NAME = 253;

  private QuestionName() {}

  /// What is wrong with a name: nothing when it is empty. Names in other scripts are right when
  /// they have an ASCII form (RFC 5891).
  public static Optional<String> problem(String name) {
    if (name.equals(".")) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.contains("://")) {
      return Optional.of("it is a URL: give the host's name only");
    }
    Optional<String> ascii = ascii(name);
    if (ascii.isEmpty()) {
      return Optional.of("it has no ASCII form");
    }
    String text = withoutLastDot(ascii.get());
    if (text.length() > MOST_NAME) {
      return Optional.of("it has " + text.length() + " characters; at most " + MOST_NAME);
    }
    int start = 0;
    while (start <= text.length()) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      Optional<String> wrong = labelProblem(text.substring(start, end));
      if (wrong.isPresent()) {
        return wrong;
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  private static Optional<String> labelProblem(String label) {
    if (label.isEmpty()) {
      return Optional.of("a label between dots is empty");
    }
    if (label.length() > MOST_LABEL) {
      return Optional.of("a label has " + label.length() + " characters; at most " + MOST_LABEL);
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (!isLetterOrDigit(c) && "-_*/".indexOf(c) < 0) {
        return Optional.of("'" + c + "' is not allowed");
      }
    }
    return Optional.empty();
  }

  /** Whether a text has only ASCII letters, digits, hyphens, dots and underscores. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The form that goes on the wire; empty when there is none. */
  static Optional<String> ascii(String name) {
    boolean plain = true;
    for (int i = 0; i < name.length() && plain; i++) {
      plain = name.charAt(i) < 0x80;
    }
    if (plain) {
      return Optional.of(name);
    }
    if (name.length() > MOST_NAME) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static String withoutLastDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The name under which an address is looked up, for example `4.2.99.10.in-addr.arpa`. */
  public static String reverse(IpAddress address) {
    return ReverseMap.fromAddress(Inet.bytes(address)).toString(true);
  }

  /// The names to ask for, in order, as resolver libraries do: a name with enough dots first as it
  /// is, others first in the search domains; one that ends with a dot only as it is.
  public static List<Name> candidates(String name, List<String> search, int ndots)
      throws TextParseException {
    String text = ascii(name).orElse(name);
    Name absolute = Name.fromString(text, Name.root);
    if (text.endsWith(".") || search.isEmpty()) {
      return List.of(absolute);
    }
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      dots += text.charAt(i) == '.' ? 1 : 0;
    }
    List<Name> names = new ArrayList<>(search.size() + 1);
    if (dots >= ndots) {
      names.add(absolute);
    }
    for (String domain : search) {
      try {
        add(names, Name.fromString(text, Name.fromString(domain, Name.root)));
      } catch (TextParseException _) {
        // Too long with this domain: resolvers leave it out as well.
      }
    }
    add(names, absolute);
    return names;
  }

  private static void add(List<Name> names, Name name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }
}
