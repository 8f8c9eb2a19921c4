package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one rule of `iptables-save` (iptables(8), iptables-extensions(8)). What is not understood
/// makes it one that may match.
final class IptablesRule {
  private static final int MOST_TEXT = 160;

  private final List<String> words;
  private final boolean v4;
  private final String table;
  private final String line;
  private final List<Condition> conditions = new ArrayList<>();
  private Doubts changes = Doubts.NONE;
  private Action action = new Action.Nothing();
  private int at = 2;

  /** A rule of a table, in words: `-A`, the chain, options. */
  IptablesRule(List<String> words, boolean v4, String table, String line) {
    this.words = words;
    this.v4 = v4;
    this.table = table;
    this.line = line;
  }

  FirewallRule read() {
    boolean negated = false;
    boolean hasTarget = false;
    // What follows a target belongs to it.
    while (at < words.size() && !hasTarget) {
      String word = words.get(at++);
      if (word.equals("!")) {
        negated = true;
        continue;
      }
      hasTarget = option(word, negated);
      negated = false;
    }
    String text = line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) + "…" : line;
    return new FirewallRule(conditions, changes, action, text);
  }

  private String value() {
    return at < words.size() ? words.get(at++) : "";
  }

  /** Reads an option; true when it was the target. */
  private boolean option(String word, boolean negated) {
    switch (word) {
      case "-s", "--source" -> add(address(true, value()), negated);
      case "-d", "--destination" -> add(address(false, value()), negated);
      case "--src-range" -> add(range(true, value()), negated);
      case "--dst-range" -> add(range(false, value()), negated);
      case "--src-type" -> add(type(true, value()), negated);
      case "--dst-type" -> add(type(false, value()), negated);
      case "-p", "--protocol" -> add(protocol(value()), negated);
      case "-i", "--in-interface" -> add(Conditions.device(true, value()), negated);
      case "-o", "--out-interface" -> add(Conditions.device(false, value()), negated);
      case "--sport", "--source-port", "--sports" -> add(ports(true, value()), negated);
      case "--dport", "--destination-port", "--dports" -> add(ports(false, value()), negated);
      case "--ports" -> {
        String list = value();
        add(Conditions.any(List.of(ports(true, list), ports(false, list))), negated);
      }
      case "--tcp-flags" -> {
        int mask = TcpFlags.parse(List.of(value().split(",", -1)));
        int bits = TcpFlags.parse(List.of(value().split(",", -1)));
        add(TcpFlags.masked(mask, bits), negated);
      }
      case "--ctstate", "--state" -> add(states(value()), negated);
      case "--icmp-type", "--icmpv6-type" -> add(Conditions.icmpType(value()), negated);
      case "--uid-owner" -> add(user(value()), negated);
      case "-m", "--match" -> module(value());
      case "--comment" -> value();
      case "-j", "--jump" -> {
        target(value());
        return true;
      }
      case "-g", "--goto" -> {
        action = new Action.Jump(value(), false);
        return true;
      }
      default -> conditions.add(Condition.UNCLEAR);
    }
    return false;
  }

  private void add(Condition condition, boolean negated) {
    conditions.add(condition.negated(negated));
  }

  /** Modules whose options are understood add nothing by themselves. */
  private void module(String name) {
    switch (name) {
      case "tcp",
          "udp",
          "icmp",
          "icmp6",
          "multiport",
          "conntrack",
          "state",
          "comment",
          "iprange",
          "addrtype",
          "owner" -> {}
      default -> conditions.add(Condition.UNCLEAR);
    }
  }

  private static Condition protocol(String name) {
    return name.equals("all") || name.equals("0") ? _ -> Match.YES : Conditions.protocol(name);
  }

  private Condition address(boolean source, String text) {
    String whole = text.indexOf('/') < 0 ? text + (v4 ? "/32" : "/128") : text;
    return Prefix.parse(whole)
        .filter(prefix -> prefix.address() instanceof IpAddress.V4 == v4)
        .map(prefix -> Conditions.address(source, prefix))
        .orElse(Condition.UNCLEAR);
  }

  private static Condition range(boolean source, String text) {
    int dash = text.indexOf('-');
    Optional<IpAddress> first = IpAddress.parse(dash < 0 ? text : text.substring(0, dash));
    Optional<IpAddress> last = IpAddress.parse(text.substring(dash + 1));
    return first.isPresent() && last.isPresent()
        ? Conditions.address(source, first.get(), last.get())
        : Condition.UNCLEAR;
  }

  private static Condition type(boolean source, String list) {
    List<Condition> alternatives = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      alternatives.add(Conditions.addressType(source, each));
    }
    return Conditions.any(alternatives);
  }

  private static Condition states(String list) {
    List<Condition> alternatives = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      alternatives.add(Conditions.state(each));
    }
    return Conditions.any(alternatives);
  }

  /** One port, a range with a colon, or a list of these. */
  private static Condition ports(boolean source, String list) {
    List<Condition> alternatives = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      alternatives.add(
          PortRange.parse(part.replace(':', '-'))
              .map(range -> Conditions.port(source, range))
              .orElse(Condition.UNCLEAR));
    }
    return Conditions.any(alternatives);
  }

  private static Condition user(String text) {
    int dash = text.indexOf('-');
    try {
      long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
      return Conditions.user(first, dash < 0 ? first : Long.parseLong(text.substring(dash + 1)));
    } catch (NumberFormatException _) {
      return Condition.UNCLEAR;
    }
  }

  private void target(String name) {
    action =
        switch (name) {
          case "ACCEPT", "DNAT", "REDIRECT", "NETMAP", "SNAT", "MASQUERADE" -> new Action.Accept();
          case "DROP", "REJECT" -> new Action.Drop();
          case "RETURN" -> new Action.Return();
          case "LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "CT", "NOTRACK", "TRACE", "TCPMSS" ->
              new Action.Nothing();
          case "CHECKSUM", "CLASSIFY", "DSCP", "TOS", "TTL", "HL", "SET", "AUDIT", "TEE" ->
              new Action.Nothing();
          default -> new Action.Jump(name, true);
        };
    changes =
        switch (name) {
          case "DNAT", "REDIRECT" -> Doubts.OF_DESTINATION;
          case "SNAT", "MASQUERADE" -> Doubts.OF_SOURCE;
          case "NETMAP" -> Doubts.OF_ADDRESSES;
          case "CT", "NOTRACK" -> Doubts.OF_TRACKING;
          // A mark may lead to another route.
          case "MARK", "CONNMARK" -> table.equals("mangle") ? Doubts.OF_DEVICE : Doubts.NONE;
          default -> Doubts.NONE;
        };
  }
}
