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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what `nft -j list ruleset` prints (libnftables-json(5)). What is not understood makes a
/// rule one that may match.
final class NftRules {
  private static final int MOST_TEXT = 160;

  /** Chains of this priority and below come before the connection tracker. */
  private static final int TRACKER = -200;

  private final boolean tracked;
  private final Map<String, @Nullable Tree> sets = new HashMap<>();
  private final Set<String> early = new HashSet<>();
  private final Set<String> dormant = new HashSet<>();
  private final Map<String, List<FirewallRule>> rules = new HashMap<>();
  private final Map<String, Tree> chains = new LinkedHashMap<>();

  private NftRules(boolean tracked) {
    this.tracked = tracked;
  }

  /// The chains; empty when the text is not a ruleset.
  ///
  /// @param text may have lines before the ruleset, as warnings are
  /// @param tracked whether the connection tracker sees every packet
  static Optional<List<Chain>> read(String text, boolean tracked) {
    Tree tree = ToolJson.parse(document(text)).orElse(null);
    if (!(ToolJson.get(tree, "nftables") instanceof Tree.Sequence(List<Tree> objects, var _))) {
      return Optional.empty();
    }
    NftRules reader = new NftRules(tracked);
    reader.read(objects);
    return Optional.of(reader.chains());
  }

  private static String document(String text) {
    int start = text.startsWith("{") ? 0 : text.indexOf("\n{") + 1;
    return text.substring(start);
  }

  private void read(List<Tree> objects) {
    for (Tree object : objects) {
      Tree table = ToolJson.get(object, "table");
      if (table != null && isDormant(ToolJson.get(table, "flags"))) {
        dormant.add(ToolJson.text(table, "family").orElse("") + " " + name(table));
      }
      Tree base = ToolJson.get(object, "chain");
      if (base != null
          && ToolJson.text(base, "hook").isPresent()
          && number(ToolJson.text(base, "prio").orElse("0")) <= TRACKER) {
        early.add(scope(base));
      }
      Tree set = ToolJson.get(object, "set");
      if (set != null) {
        sets.put(scope(set) + " " + name(set), ToolJson.get(set, "elem"));
      }
    }
    for (Tree object : objects) {
      Tree chain = ToolJson.get(object, "chain");
      if (chain != null) {
        chains.put(scope(chain) + " " + name(chain), chain);
      }
      Tree rule = ToolJson.get(object, "rule");
      if (rule != null) {
        rules
            .computeIfAbsent(
                scope(rule) + " " + ToolJson.text(rule, "chain").orElse(""), _ -> new ArrayList<>())
            .add(rule(rule));
      }
    }
  }

  /// Whether flags of a table may say that it is off. nft prints them as a list or a word; 1.0.6
  /// prints a letter that has nothing to do with them.
  private static boolean isDormant(@Nullable Tree flags) {
    Optional<String> word = ToolJson.text(flags);
    if (word.isPresent()) {
      return !isHarmless(word.get());
    }
    for (Tree each : ToolJson.items(flags)) {
      if (!isHarmless(ToolJson.text(each).orElse(""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHarmless(String flag) {
    return flag.equals("owner") || flag.equals("persist");
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
      if (family.isPresent() && !dormant.contains(scope(chain))) {
        result.add(
            new Chain(
                scope(chain),
                family.get(),
                name(chain),
                ToolJson.text(chain, "hook"),
                number(ToolJson.text(chain, "prio").orElse("0")),
                ToolJson.text(chain, "policy").orElse("accept").equals("drop"),
                ToolJson.text(chain, "type").filter("nat"::equals).isPresent(),
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
          conditions.add(match(scope(rule), entry.value()));
          append(text, NftText.match(entry.value()));
        }
        case "accept" -> action = new Action.Accept();
        case "drop", "reject" -> action = new Action.Drop();
        case "return" -> action = new Action.Return();
        case "jump", "goto" ->
            action =
                new Action.Jump(
                    ToolJson.text(entry.value(), "target").orElse(""), entry.key().equals("jump"));
        case "counter", "log", "comment", "notrack", "ct helper" -> {}
        case "mangle" -> {
          if (ToolJson.get(ToolJson.get(entry.value(), "key"), "payload") != null) {
            action = new Action.Unclear();
          }
        }
        case "limit", "quota" -> conditions.add(Condition.UNCLEAR);
        default -> {
          // It may ask something, decide something, or both.
          conditions.add(Condition.UNCLEAR);
          action = new Action.Unclear();
        }
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

  private Condition match(String scope, Tree match) {
    String operator = ToolJson.text(match, "op").orElse("==");
    Tree left = ToolJson.get(match, "left");
    Tree right = ToolJson.get(match, "right");
    boolean negated = operator.equals("!=");
    if (!negated && !operator.equals("==") && !operator.equals("in")) {
      return Condition.UNCLEAR;
    }
    List<Tree> values = values(scope, right);
    if (values.isEmpty()) {
      return Condition.UNCLEAR;
    }
    List<Condition> alternatives = new ArrayList<>();
    for (Tree value : values) {
      Tree wrapped = ToolJson.get(ToolJson.get(value, "elem"), "val");
      alternatives.add(condition(scope, left, wrapped == null ? value : wrapped));
    }
    Condition inner = Conditions.any(alternatives).negated(negated);
    Condition outer = protocol(left);
    return packet -> outer.test(packet).and(inner.test(packet));
  }

  /** That a packet has the header that is looked at; otherwise a rule never matches. */
  private static Condition protocol(@Nullable Tree left) {
    Tree payload = ToolJson.get(left, "payload");
    return switch (ToolJson.text(payload, "protocol").orElse("")) {
      case "tcp" -> Conditions.protocol("tcp");
      case "udp" -> Conditions.protocol("udp");
      case "icmp" -> Conditions.protocol("icmp");
      case "icmpv6" -> Conditions.protocol("icmpv6");
      case "ip" -> Conditions.version(IpVersion.V4);
      case "ip6" -> Conditions.version(IpVersion.V6);
      case "th" -> packet -> packet.protocol().hasPorts() ? Match.YES : Match.MAYBE;
      default -> payload == null ? _ -> Match.YES : Condition.UNCLEAR;
    };
  }

  /** The values that a rule compares to: one, those of a set, or those of a named set. */
  private List<Tree> values(String scope, @Nullable Tree right) {
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
      return ToolJson.items(sets.get(scope + " " + text.get().substring(1)));
    }
    return List.of(right);
  }

  private Condition condition(String scope, @Nullable Tree left, Tree value) {
    Tree payload = ToolJson.get(left, "payload");
    if (payload != null) {
      return payload(ToolJson.text(payload, "field").orElse(""), value);
    }
    Optional<String> meta = ToolJson.text(ToolJson.get(left, "meta"), "key");
    if (meta.isPresent()) {
      return meta(meta.get(), value);
    }
    Optional<String> asked = ToolJson.text(ToolJson.get(left, "ct"), "key");
    return asked.filter("state"::equals).isPresent()
        ? ToolJson.text(value)
            .map(state -> Conditions.state(List.of(state), tracked && !early.contains(scope)))
            .orElse(Condition.UNCLEAR)
        : Condition.UNCLEAR;
  }

  private static Condition payload(String field, Tree value) {
    return switch (field) {
      case "saddr" -> address(true, value);
      case "daddr" -> address(false, value);
      case "sport" -> port(true, value);
      case "dport" -> port(false, value);
      case "protocol", "nexthdr" ->
          ToolJson.text(value).map(Conditions::protocol).orElse(Condition.UNCLEAR);
      case "type" -> ToolJson.text(value).map(Conditions::icmpType).orElse(Condition.UNCLEAR);
      default -> Condition.UNCLEAR;
    };
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
    return ToolJson.text(value)
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
            : ToolJson.text(value);
    return text.flatMap(PortRange::parse)
        .map(each -> Conditions.port(source, each))
        .orElse(Condition.UNCLEAR);
  }
}
