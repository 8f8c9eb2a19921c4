package io.github.pathwhy.cli.options;

import io.github.pathwhy.net.IpVersion;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Parts of a flow that several commands ask for. */
public final class FlowOptions {
  private FlowOptions() {}

  /** A port; empty when the command line does not name one. */
  public static Optional<Integer> port(ParseResult parsed, String name) throws UsageException {
    Optional<Integer> port = Options.get(parsed, name);
    if (port.isPresent() && (port.get() < 0 || port.get() > 65_535)) {
      throw new UsageException(name + " is " + port.get() + "; allowed: 0 to 65535");
    }
    return port;
  }

  /** The IP version that `--ip-version` asks for. */
  public static Optional<IpVersion> version(ParseResult parsed) throws UsageException {
    Optional<String> word = Options.get(parsed, "--ip-version");
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return switch (word.get().toLowerCase(Locale.ROOT)) {
      case "ipv4", "4" -> Optional.of(IpVersion.V4);
      case "ipv6", "6" -> Optional.of(IpVersion.V6);
      default ->
          throw new UsageException("--ip-version is '" + word.get() + "'; allowed: IPv4, IPv6");
    };
  }
}
