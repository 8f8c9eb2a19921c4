package io.github.pathwhy.probe.dns.settings;

import io.github.pathwhy.net.IpAddress;
import java.util.Locale;
import java.util.Optional;

/// A DNS server and how it is asked.
///
/// @param host an address, possibly with a zone (`fe80::1%eth0`), or a name
/// @param path the path of DNS over HTTPS; empty for the others
public record DnsServer(String host, int port, Transport transport, String path) {
  private static final String DEFAULT_PATH = "/dns-query";
  private static final int MOST_PORT = 65_535;
  private static final int MOST_TEXT = 512;

  /** A server that is asked by UDP, and by TCP when an answer is too big. */
  public static DnsServer at(IpAddress address, int port) {
    return new DnsServer(address.toString(), port, Transport.UDP, "");
  }

  /// Reads `HOST[:PORT]`, with IPv6 addresses in brackets when a port follows; `tcp://…` and
  /// `tls://…` with the same; or `https://HOST[:PORT][/PATH]`. Empty when it is none of these.
  public static Optional<DnsServer> parse(String text) {
    int scheme = text.indexOf("://");
    if (text.length() > MOST_TEXT) {
      return Optional.empty();
    }
    if (scheme < 0) {
      return parse(text, Transport.UDP, "");
    }
    String rest = text.substring(scheme + 3);
    return switch (text.substring(0, scheme).toLowerCase(Locale.ROOT)) {
      case "udp" -> parse(rest, Transport.UDP, "");
      case "tcp" -> parse(rest, Transport.TCP, "");
      case "tls" -> parse(rest, Transport.TLS, "");
      case "https" -> {
        int slash = rest.indexOf('/');
        String path =
            slash < 0 || slash == rest.length() - 1 ? DEFAULT_PATH : rest.substring(slash);
        yield isPath(path)
            ? parse(slash < 0 ? rest : rest.substring(0, slash), Transport.HTTPS, path)
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static boolean isPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}#".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<DnsServer> parse(String text, Transport transport, String path) {
    String host = text;
    int port = transport.port();
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || (end < text.length() - 1 && colon != end + 1)) {
        return Optional.empty();
      }
      host = text.substring(1, end);
      port = end == text.length() - 1 ? port : number(text.substring(end + 2));
      if (host.indexOf(':') < 0) {
        return Optional.empty();
      }
    } else if (colon >= 0 && colon == text.indexOf(':')) {
      host = text.substring(0, colon);
      port = number(text.substring(colon + 1));
    }
    return port > 0 && isHost(host)
        ? Optional.of(new DnsServer(host, port, transport, path))
        : Optional.empty();
  }

  private static boolean isHost(String host) {
    int zone = host.indexOf('%');
    if (host.indexOf(':') >= 0) {
      return IpAddress.parse(zone < 0 ? host : host.substring(0, zone)).isPresent()
          && (zone < 0 || QuestionName.isPlain(host.substring(zone + 1)));
    }
    return IpAddress.parse(host).isPresent()
        || (!looksNumeric(host) && QuestionName.problem(host).isEmpty());
  }

  /** What ends in a number is an address or a typing error. */
  private static boolean looksNumeric(String host) {
    char last = host.isEmpty() ? '0' : host.charAt(host.length() - 1);
    return last >= '0' && last <= '9' && host.indexOf('.') >= 0 && onlyDigitsAndDots(host);
  }

  private static boolean onlyDigitsAndDots(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** A port, or -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '+' || text.charAt(0) == '-') {
      return -1;
    }
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= MOST_PORT ? port : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** The URL of DNS over HTTPS. */
  public String url() {
    return "https://" + bracketed() + ":" + port + path;
  }

  /// As it was named: `10.0.0.4`, `10.0.0.4:5353`, `tls://dns.example:853` without usual ports.
  @Override
  public String toString() {
    String prefix =
        switch (transport) {
          case UDP -> "";
          case TCP -> "tcp://";
          case TLS -> "tls://";
          case HTTPS -> "https://";
        };
    boolean usual = port == transport.port();
    return prefix
        + (usual && prefix.isEmpty() ? host : bracketed())
        + (usual ? "" : ":" + port)
        + path;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
