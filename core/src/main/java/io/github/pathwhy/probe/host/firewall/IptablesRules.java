package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads what `iptables-save` and `ip6tables-save` print (iptables(8), iptables-extensions(8)).
/// What is not understood makes a rule one that may match.
final class IptablesRules {
  private static final Map<String, Integer> PRIORITIES =
      Map.of("raw", -300, "mangle", -150, "nat", -100, "filter", 0, "security", 50);
  private static final int SOURCE_TRANSLATION = 100;
  private static final int MOST_LINES = 100_000;
  private static final int MOST_TEXT = 160;

  private final boolean v4;
  private final boolean tracked;
  private final List<Chain> chains = new ArrayList<>();
  private String table = "";
  private final Map<String, List<FirewallRule>> rules = new LinkedHashMap<>();
  private final Map<String, String> policies = new LinkedHashMap<>();

  private IptablesRules(boolean v4, boolean tracked) {
    this.v4 = v4;
    this.tracked = tracked;
  }

  /// The chains of the tables.
  ///
  /// @param tracked whether the connection tracker sees every packet
  static List<Chain> read(String text, boolean v4, boolean tracked) {
    IptablesRules reader = new IptablesRules(v4, tracked);
    text.lines().limit(MOST_LINES).forEach(reader::line);
    reader.endTable();
    return reader.chains;
  }

  private void line(String line) {
    if (line.startsWith("*")) {
      endTable();
      table = line.substring(1).strip();
    } else if (line.startsWith(":")) {
      String[] parts = line.substring(1).split(" ", 3);
      if (parts.length > 1) {
        policies.put(parts[0], parts[1]);
        rules.computeIfAbsent(parts[0], _ -> new ArrayList<>());
      }
    } else if (line.startsWith("-A ")) {
      List<String> words = words(line);
      if (words.size() > 1) {
        rules
            .computeIfAbsent(words.get(1), _ -> new ArrayList<>())
            .add(new RuleReader(words, v4, tracked && !table.equals("raw"), line).read());
      }
    }
  }

  private void endTable() {
    Integer priority = PRIORITIES.get(table);
    if (priority != null) {
      boolean translates = table.equals("nat");
      String scope = (v4 ? "iptables " : "ip6tables ") + table;
      rules.forEach((name, list) ->
          chains.add(
              new Chain(
                  scope,
                  v4 ? Chain.Family.V4 : Chain.Family.V6,
                  name,
                  hook(name),
                  translates && !isFirst(name) ? SOURCE_TRANSLATION : priority,
                  policies.getOrDefault(name, "-").equals("DROP"),
                  translates,
                  List.copyOf(list))));
    }
    rules.clear();
    policies.clear();
  }

  /** Destinations are translated before sources. */
  private static boolean isFirst(String chain) {
    return chain.equals("PREROUTING") || chain.equals("OUTPUT");
  }

  private static Optional<String> hook(String chain) {
    return switch (chain) {
      case "INPUT", "OUTPUT", "PREROUTING", "POSTROUTING" ->
          Optional.of(chain.toLowerCase(Locale.ROOT));
      default -> Optional.empty();
    };
  }

  /** Words between blanks; quoted ones may have blanks and, behind a backslash, quotes in them. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** Reads one rule's words. */
  private static final class RuleReader {
    private final List<String> words;
    private final boolean v4;
    private final boolean tracked;
    private final String line;
    private final List<Condition> conditions = new ArrayList<>();
    private Action action = new Action.Nothing();
    private int at = 2;

    RuleReader(List<String> words, boolean v4, boolean tracked, String line) {
      this.words = words;
      this.v4 = v4;
      this.tracked = tracked;
      this.line = line;
    }

    FirewallRule read() {
      boolean negated = false;
      while (at < words.size()) {
        String word = words.get(at++);
        if (word.equals("!")) {
          negated = true;
          continue;
        }
        option(word, negated);
        negated = false;
      }
      return new FirewallRule(
          conditions, action, line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) : line);
    }

    private String value() {
      return at < words.size() ? words.get(at++) : "";
    }

    private void option(String word, boolean negated) {
      switch (word) {
        case "-s", "--source" -> add(address(true, value()), negated);
        case "-d", "--destination" -> add(address(false, value()), negated);
        case "-p", "--protocol" -> add(Conditions.protocol(value()), negated);
        case "-i", "--in-interface" -> add(Conditions.device(true, value()), negated);
        case "-o", "--out-interface" -> add(Conditions.device(false, value()), negated);
        case "--sport", "--source-port", "--sports" -> add(ports(true, value()), negated);
        case "--dport", "--destination-port", "--dports" -> add(ports(false, value()), negated);
        case "--ports" -> {
          String text = value();
          add(Conditions.any(List.of(ports(true, text), ports(false, text))), negated);
        }
        case "--ctstate", "--state" ->
            add(Conditions.state(List.of(value().split(",")), tracked), negated);
        case "--icmp-type", "--icmpv6-type" -> add(Conditions.icmpType(value()), negated);
        case "-m", "--match" -> module(value());
        case "--comment", "--reject-with", "--log-prefix", "--log-level" -> value();
        case "-j", "--jump" -> action = target(value(), true);
        case "-g", "--goto" -> action = target(value(), false);
        default -> conditions.add(Condition.UNCLEAR);
      }
    }

    private void add(Condition condition, boolean negated) {
      conditions.add(condition.negated(negated));
    }

    /** Modules whose options are understood add nothing by themselves. */
    private void module(String name) {
      switch (name) {
        case "tcp", "udp", "icmp", "icmp6", "multiport", "conntrack", "state", "comment" -> {}
        default -> conditions.add(Condition.UNCLEAR);
      }
    }

    private Condition address(boolean source, String text) {
      if (text.indexOf('/') < 0) {
        return IpAddress.parse(text)
            .map(each -> Conditions.address(source, each, each))
            .orElse(Condition.UNCLEAR);
      }
      return Prefix.parse(text)
          .filter(prefix -> prefix.address() instanceof IpAddress.V4 == v4)
          .map(prefix -> Conditions.address(source, prefix))
          .orElse(Condition.UNCLEAR);
    }

    /** One port, a range with a colon, or a list of these. */
    private static Condition ports(boolean source, String text) {
      List<Condition> alternatives = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        alternatives.add(
            PortRange.parse(part.replace(':', '-'))
                .map(range -> Conditions.port(source, range))
                .orElse(Condition.UNCLEAR));
      }
      return Conditions.any(alternatives);
    }

    private static Action target(String name, boolean comesBack) {
      return switch (name) {
        case "ACCEPT" -> new Action.Accept();
        case "DROP", "REJECT" -> new Action.Drop();
        case "RETURN" -> new Action.Return();
        case "LOG", "NFLOG", "MARK", "CONNMARK", "CT", "TRACE", "TCPMSS", "CHECKSUM" ->
            new Action.Nothing();
        case "QUEUE", "NFQUEUE", "TPROXY", "SYNPROXY" -> new Action.Unclear();
        default -> new Action.Jump(name, comesBack);
      };
    }
  }
}
