package io.github.pathwhy.diagnose;

import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// A destination taken apart, as far as the text says. Accepts `name`, `name:443`, `10.0.1.4:443`,
/// `[fd00::4]:443`, `fd00::4`, ids and http(s) URIs.
///
/// @param port as it is written; a URI may leave it to its scheme
/// @param path what a URI asks for, with its query
public record Target(
    String host,
    Optional<Integer> port,
    Optional<CheckRequest.Application> application,
    Optional<String> path) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Takes a text apart; throws when it cannot be a destination. */
  public static Target parse(String text) throws RequestException {
    int scheme = text.indexOf("://");
    if (scheme > 0) {
      return parseUri(text);
    }
    if (IpAddress.parse(text).isPresent()) {
      return ofHost(text);
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return ofHost(text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Target(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Optional.of(port(text, text.substring(colon + 1))),
        Optional.empty(),
        Optional.empty());
  }

  /// The port that is asked for: as it is written here or given beside, the same if both, else that
  /// of the scheme.
  public Optional<Integer> port(Optional<Integer> beside) throws RequestException {
    if (port.isPresent() && beside.isPresent() && !port.equals(beside)) {
      throw new RequestException(
          "two destination ports: "
              + port.get()
              + " in the destination and "
              + beside.get()
              + " in --dest-port; leave one of them out");
    }
    return port.or(() -> beside)
        .or(() -> application.map(asked -> asked == CheckRequest.Application.HTTPS ? HTTPS : HTTP));
  }

  private static Target ofHost(String host) {
    return new Target(host, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Target parseUri(String text) throws RequestException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new RequestException("destination '" + text + "' is no URI: " + e.getReason());
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    boolean secure = scheme.equals("https");
    if (host == null || !(secure || scheme.equals("http"))) {
      throw new RequestException(
          "destination '" + text + "': give an http or https URI with a host");
    }
    boolean bracketed = host.startsWith("[");
    return new Target(
        bracketed ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? Optional.empty() : Optional.of(port(text, "" + uri.getPort())),
        Optional.of(secure ? CheckRequest.Application.HTTPS : CheckRequest.Application.HTTP),
        Optional.of(path(uri)));
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static int port(String text, String digits) throws RequestException {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new RequestException(
        "destination '" + text + "': '" + digits + "' is no port; expected a number to 65535");
  }
}
