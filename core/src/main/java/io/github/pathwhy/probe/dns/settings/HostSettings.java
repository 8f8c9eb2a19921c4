package io.github.pathwhy.probe.dns.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;

/// The files that say how this machine resolves names. They are read at every question: another
/// program may change them at any time.
///
/// @param root where `etc` is
/// @param environment may override parts of them
public record HostSettings(Path root, Map<String, String> environment) {
  private static final int MOST_BYTES = 4 << 20;

  /** Those of this machine. */
  public static HostSettings ofSystem() {
    return new HostSettings(Path.of("/"), System.getenv());
  }

  /** How names are resolved. */
  public DnsConfig config() {
    Path file = root.resolve("etc/resolv.conf");
    DnsConfig config =
        Files.isReadable(file)
            ? ResolvConf.read("/etc/resolv.conf", read(file), environment)
            : Files.isDirectory(root.resolve("proc/self")) ? DnsConfig.NONE : ofLibrary();
    return switched(config);
  }

  /** The text of the hosts file; empty when there is none. */
  public String hosts() {
    return read(root.resolve("etc/hosts"));
  }

  /** What dnsjava finds out on systems without `resolv.conf`. */
  private static DnsConfig ofLibrary() {
    ResolverConfig found = ResolverConfig.getCurrentConfig();
    List<DnsServer> servers = new ArrayList<>();
    for (InetSocketAddress server : found.servers()) {
      servers.add(
          new DnsServer(server.getAddress().getHostAddress(), server.getPort(), Transport.UDP, ""));
    }
    List<String> search = new ArrayList<>();
    for (Name domain : found.searchPath()) {
      search.add(domain.toString(true));
    }
    return new DnsConfig(
        "the system's settings",
        servers,
        List.of(),
        search,
        found.ndots(),
        0,
        DnsConfig.NONE.attempts(),
        false,
        true,
        List.of());
  }

  /** Adds what the line `hosts:` of `nsswitch.conf` says. */
  private DnsConfig switched(DnsConfig config) {
    for (String line : read(root.resolve("etc/nsswitch.conf")).split("\n", -1)) {
      if (line.stripLeading().startsWith("hosts:")) {
        boolean files = false;
        boolean asked = false;
        List<String> others = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(line.substring(line.indexOf(':') + 1));
        while (words.hasMoreTokens()) {
          String word = words.nextToken();
          switch (word) {
            case "files" -> files = !asked;
            case "dns" -> asked = true;
            default -> {
              if (!word.startsWith("[") && !word.endsWith("]")) {
                others.add(word);
              }
            }
          }
        }
        return config.switched(files, others);
      }
    }
    return config;
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
