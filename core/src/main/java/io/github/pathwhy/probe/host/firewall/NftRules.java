package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.host.ToolJson;
import io.github.pathwhy.probe.host.firewall.FirewallRule.Action;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what `nft -j list ruleset` prints (libnftables-json(5)). What is not understood makes a
/// rule one that may match.
final class NftRules {
  private static final int MOST_TEXT = 160;

  private final Map<String, @Nullable Tree> sets = new HashMap<>();
  private final Map<String, List<FirewallRule>> rules = new HashMap<>();
  private final Map<String, Tree> chains = new LinkedHashMap<>();

  private NftRules() {}

  /** The chains; none when the text is not a ruleset. */
  static List<Chain> read(String json) {
    Tree tree = ToolJson.parse(json).orElse(null);
    NftRules reader = new NftRules();
    List<Tree> objects = ToolJson.items(ToolJson.get(tree, "nftables"));
    for (Tree object : objects) {
      Tree set = ToolJson.get(object, "set");
      if (set != null) {
        reader.sets.put(scope(set) + " " + name(set), ToolJson.get(set, "elem"));
      }
    }
    for (Tree object : objects) {
      Tree chain = ToolJson.get(object, "chain");
      if (chain != null) {
        reader.chains.put(scope(chain) + " " + name(chain), chain);
      }
      Tree rule = ToolJson.get(object, "rule");
      if (rule != null) {
        reader
            .rules
            .computeIfAbsent(
                scope(rule) + " " + ToolJson.text(rule, "chain").orElse(""), _ -> new ArrayList<>())
            .add(reader.rule(rule));
      }
    }
    return reader.chains();
  }

  private static String scope(Tree object) {
    return ToolJson.text(object, "family").orElse("")
        + " "
        + ToolJson.text(object, "table").orElse("");
  }

  private static String name(Tree object) {
    return ToolJson.text(object, "name").orElse("");
  }

  private List<Chain> chains() {
    List<Chain> result = new ArrayList<>();
    chains.forEach((key, chain) -> {
      Optional<Chain.Family> family =
          switch (ToolJson.text(chain, "family").orElse("")) {
            case "ip" -> Optional.of(Chain.Family.V4);
            case "ip6" -> Optional.of(Chain.Family.V6);
            case "inet" -> Optional.of(Chain.Family.BOTH);
            default -> Optional.empty();
          };
      // A nat chain sees only the first packet of a connection, and does not filter.
      boolean filters = !ToolJson.text(chain, "type").orElse("filter").equals("nat");
      if (family.isPresent()) {
        result.add(
            new Chain(
                scope(chain),
                family.get(),
                name(chain),
                filters ? ToolJson.text(chain, "hook") : Optional.empty(),
                number(ToolJson.text(chain, "prio").orElse("0")),
                ToolJson.text(chain, "policy").orElse("accept").equals("drop"),
                rules.getOrDefault(key, List.of())));
      }
    });
    return result;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  // ---- rules ----

  private FirewallRule rule(Tree rule) {
    List<Condition> conditions = new ArrayList<>();
    Action action = new Action.Nothing();
    StringBuilder text = new StringBuilder();
    for (Tree expression : ToolJson.items(ToolJson.get(rule, "expr"))) {
      if (!(expression instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
        continue;
      }
      Tree.Entry entry = mapping.entries().getFirst();
      switch (entry.key()) {
        case "match" -> {
          conditions.add(match(entry.value()));
          append(text, NftText.match(entry.value()));
        }
        case "accept" -> action = new Action.Accept();
        case "drop", "reject" -> action = new Action.Drop();
        case "return" -> action = new Action.Return();
        case "jump", "goto" ->
            action =
                new Action.Jump(
                    ToolJson.text(entry.value(), "target").orElse(""), entry.key().equals("jump"));
        case "counter", "log", "comment", "mangle", "meter", "notrack", "ct helper" -> {}
        case "limit", "xt", "quota", "connlimit" -> conditions.add(Condition.UNCLEAR);
        default -> action = new Action.Unclear();
      }
      if (!entry.key().equals("match") && !entry.key().equals("counter")) {
        append(text, NftText.statement(entry.key(), entry.value()));
      }
    }
    ToolJson.text(rule, "handle").ifPresent(handle -> text.append(" # handle ").append(handle));
    return new FirewallRule(conditions, action, text.toString());
  }

  private static void append(StringBuilder text, String part) {
    if (text.length() < MOST_TEXT && !part.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(part);
    }
  }

  private Condition match(Tree match) {
    String operator = ToolJson.text(match, "op").orElse("==");
    Tree left = ToolJson.get(match, "left");
    Tree right = ToolJson.get(match, "right");
    boolean negated = operator.equals("!=");
    if (!negated && !operator.equals("==") && !operator.equals("in")) {
      return Condition.UNCLEAR;
    }
    List<Tree> values = values(right);
    if (values.isEmpty()) {
      return Condition.UNCLEAR;
    }
    List<Condition> alternatives = new ArrayList<>();
    for (Tree value : values) {
      alternatives.add(condition(left, value));
    }
    return Conditions.any(alternatives).negated(negated);
  }

  /** The values that a rule compares to: one, those of a set, or those of a named set. */
  private List<Tree> values(@Nullable Tree right) {
    if (right == null) {
      return List.of();
    }
    Tree set = ToolJson.get(right, "set");
    if (set != null) {
      return ToolJson.items(set);
    }
    if (right instanceof Tree.Sequence sequence) {
      return sequence.items();
    }
    Optional<String> text = ToolJson.text(right);
    if (text.isPresent() && text.get().startsWith("@")) {
      List<Tree> found = new ArrayList<>();
      String suffix = " " + text.get().substring(1);
      sets.forEach((name, elements) -> {
        if (name.endsWith(suffix)) {
          found.addAll(ToolJson.items(elements));
        }
      });
      return found;
    }
    return List.of(right);
  }

  private static Condition condition(@Nullable Tree left, Tree value) {
    Tree payload = ToolJson.get(left, "payload");
    if (payload != null) {
      return payload(
          ToolJson.text(payload, "protocol").orElse(""),
          ToolJson.text(payload, "field").orElse(""),
          value);
    }
    Optional<String> meta = ToolJson.text(ToolJson.get(left, "meta"), "key");
    if (meta.isPresent()) {
      return meta(meta.get(), value);
    }
    Optional<String> tracked = ToolJson.text(ToolJson.get(left, "ct"), "key");
    return tracked.filter("state"::equals).isPresent()
        ? ToolJson.text(value)
            .map(state -> Conditions.state(List.of(state)))
            .orElse(Condition.UNCLEAR)
        : Condition.UNCLEAR;
  }

  private static Condition payload(String protocol, String field, Tree value) {
    Condition inner =
        switch (field) {
          case "saddr" -> address(true, value);
          case "daddr" -> address(false, value);
          case "sport" -> port(true, value);
          case "dport" -> port(false, value);
          case "protocol", "nexthdr" ->
              ToolJson.text(value).map(Conditions::protocol).orElse(Condition.UNCLEAR);
          case "type" -> ToolJson.text(value).map(Conditions::icmpType).orElse(Condition.UNCLEAR);
          default -> Condition.UNCLEAR;
        };
    Condition outer =
        switch (protocol) {
          case "tcp", "udp", "icmp", "icmpv6" -> Conditions.protocol(protocol);
          case "ip" -> Conditions.version(IpVersion.V4);
          case "ip6" -> Conditions.version(IpVersion.V6);
          case "th" -> _ -> Match.YES;
          default -> Condition.UNCLEAR;
        };
    return packet -> outer.test(packet).and(inner.test(packet));
  }

  private static Condition meta(String key, Tree value) {
    Optional<String> text = ToolJson.text(value);
    if (text.isEmpty()) {
      return Condition.UNCLEAR;
    }
    return switch (key) {
      case "l4proto" -> Conditions.protocol(text.get());
      case "nfproto" -> Conditions.version(text.get().equals("ipv6") ? IpVersion.V6 : IpVersion.V4);
      case "protocol" ->
          switch (text.get()) {
            case "ip" -> Conditions.version(IpVersion.V4);
            case "ip6" -> Conditions.version(IpVersion.V6);
            default -> _ -> Match.NO;
          };
      case "iifname", "iif" -> Conditions.device(true, text.get());
      case "oifname", "oif" -> Conditions.device(false, text.get());
      default -> Condition.UNCLEAR;
    };
  }

  private static Condition address(boolean source, Tree value) {
    Tree prefix = ToolJson.get(value, "prefix");
    if (prefix != null) {
      return Prefix.parse(
              ToolJson.text(prefix, "addr").orElse("")
                  + "/"
                  + ToolJson.text(prefix, "len").orElse(""))
          .map(each -> Conditions.address(source, each))
          .orElse(Condition.UNCLEAR);
    }
    List<Tree> range = ToolJson.items(ToolJson.get(value, "range"));
    if (range.size() == 2) {
      Optional<IpAddress> first = ToolJson.text(range.get(0)).flatMap(IpAddress::parse);
      Optional<IpAddress> last = ToolJson.text(range.get(1)).flatMap(IpAddress::parse);
      return first.isPresent() && last.isPresent()
          ? Conditions.address(source, first.get(), last.get())
          : Condition.UNCLEAR;
    }
    return element(value)
        .flatMap(IpAddress::parse)
        .map(each -> Conditions.address(source, each, each))
        .orElse(Condition.UNCLEAR);
  }

  private static Condition port(boolean source, Tree value) {
    List<Tree> range = ToolJson.items(ToolJson.get(value, "range"));
    Optional<String> text =
        range.size() == 2
            ? Optional.of(
                ToolJson.text(range.get(0)).orElse("")
                    + "-"
                    + ToolJson.text(range.get(1)).orElse(""))
            : element(value);
    return text.flatMap(PortRange::parse)
        .map(each -> Conditions.port(source, each))
        .orElse(Condition.UNCLEAR);
  }

  /** A value, or one with a timeout or comment around it. */
  private static Optional<String> element(Tree value) {
    return ToolJson.text(value).or(() -> ToolJson.text(ToolJson.get(value, "elem"), "val"));
  }
}
