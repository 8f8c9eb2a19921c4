package io.github.pathwhy.probe.dns.settings;

import io.github.pathwhy.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/// Reads `resolv.conf` as the system's resolver does (resolv.conf(5)): the last of `search` and
/// `domain` counts, the first three servers, limits of its options; `LOCALDOMAIN` and `RES_OPTIONS`
/// override. Lines that mean nothing are passed over.
final class ResolvConf {
  private static final int MOST_SERVERS = 3;
  private static final int MOST_IGNORED = 16;
  private static final int MOST_DOMAINS = 32;
  private static final int MOST_NDOTS = 15;
  private static final int MOST_SECONDS = 30;
  private static final int MOST_ATTEMPTS = 5;
  private static final long NANOS_IN_SECOND = 1_000_000_000;

  private final List<DnsServer> servers = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private List<String> search = List.of();
  private int ndots = 1;
  private int seconds;
  private int attempts = 2;
  private boolean tcp;

  private ResolvConf() {}

  /** What a file with this text and these variables of the environment say. */
  static DnsConfig read(String from, String text, Map<String, String> environment) {
    ResolvConf conf = new ResolvConf();
    text.lines().forEach(conf::line);
    String domains = environment.getOrDefault("LOCALDOMAIN", "");
    if (!domains.isBlank()) {
      conf.search = domains(new StringTokenizer(domains));
    }
    conf.options(new StringTokenizer(environment.getOrDefault("RES_OPTIONS", "")));
    return new DnsConfig(
        from,
        conf.servers,
        conf.ignored,
        conf.search,
        conf.ndots,
        conf.seconds * NANOS_IN_SECOND,
        conf.attempts,
        conf.tcp,
        true,
        List.of());
  }

  private void line(String line) {
    if (line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    StringTokenizer words = new StringTokenizer(line);
    if (!words.hasMoreTokens()) {
      return;
    }
    switch (words.nextToken()) {
      case "nameserver" -> {
        if (words.hasMoreTokens()) {
          server(words.nextToken());
        }
      }
      case "search" -> search = domains(words);
      case "domain" -> {
        List<String> domains = domains(words);
        search = domains.isEmpty() ? domains : List.of(domains.getFirst());
      }
      case "options" -> options(words);
      default -> {}
    }
  }

  private void server(String address) {
    DnsServer server = new DnsServer(address, Transport.UDP.port(), Transport.UDP, "");
    boolean valid = DnsServer.parse(server.toString()).filter(server::equals).isPresent();
    if (valid && servers.size() < MOST_SERVERS) {
      servers.add(server);
    } else if (ignored.size() < MOST_IGNORED) {
      ignored.add(Printable.of(address));
    }
  }

  private static List<String> domains(StringTokenizer words) {
    List<String> domains = new ArrayList<>();
    while (words.hasMoreTokens() && domains.size() < MOST_DOMAINS) {
      String domain = words.nextToken();
      if (!domain.equals(".") && QuestionName.problem(domain).isEmpty()) {
        domains.add(domain);
      }
    }
    return domains;
  }

  private void options(StringTokenizer words) {
    while (words.hasMoreTokens()) {
      String option = words.nextToken();
      if (option.startsWith("ndots:")) {
        ndots = number(option, 0, MOST_NDOTS, ndots);
      } else if (option.startsWith("timeout:")) {
        seconds = number(option, 1, MOST_SECONDS, seconds);
      } else if (option.startsWith("attempts:")) {
        attempts = number(option, 1, MOST_ATTEMPTS, attempts);
      } else if (option.equals("use-vc")) {
        tcp = true;
      }
    }
  }

  private static int number(String option, int least, int most, int otherwise) {
    try {
      int number = Integer.parseInt(option.substring(option.indexOf(':') + 1));
      return Math.max(least, Math.min(most, number));
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }
}
