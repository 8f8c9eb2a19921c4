package io.github.pathwhy.probe.host.firewall;

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
/// rule one that may match, or one that may decide.
final class NftRules {
  private static final int MOST_TEXT = 160;

  private final NftConditions conditions = new NftConditions();
  private final Map<String, List<FirewallRule>> rules = new HashMap<>();
  private final Map<String, Tree> chains = new LinkedHashMap<>();
  private final Set<String> dormant = new HashSet<>();
  private final Set<String> unsure = new HashSet<>();

  private NftRules() {}

  /// The chains; empty when the text is not a ruleset.
  ///
  /// @param text may have lines before the ruleset, as warnings are
  static Optional<List<Chain>> read(String text) {
    Tree tree = ToolJson.parse(document(text)).orElse(null);
    if (!(ToolJson.get(tree, "nftables") instanceof Tree.Sequence objects)) {
      return Optional.empty();
    }
    NftRules reader = new NftRules();
    objects.items().forEach(reader::define);
    for (Tree object : objects.items()) {
      Tree rule = ToolJson.get(object, "rule");
      if (rule != null) {
        String chain = scope(rule) + " " + ToolJson.text(rule, "chain").orElse("");
        reader.rules.computeIfAbsent(chain, _ -> new ArrayList<>()).addAll(reader.rules(rule));
      }
    }
    return Optional.of(reader.chains());
  }

  private static String document(String text) {
    int start = text.startsWith("{") ? 0 : text.indexOf("\n{") + 1;
    return text.substring(start);
  }

  private static String scope(Tree object) {
    return ToolJson.text(object, "family").orElse("")
        + " "
        + ToolJson.text(object, "table").orElse("");
  }

  /** Takes down what rules refer to. */
  private void define(Tree object) {
    if (!(object instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      return;
    }
    Tree.Entry entry = mapping.entries().getFirst();
    Tree value = entry.value();
    switch (entry.key()) {
      case "table" -> {
        String scope =
            ToolJson.text(value, "family").orElse("")
                + " "
                + ToolJson.text(value, "name").orElse("");
        Tree flags = ToolJson.get(value, "flags");
        List<Tree> all = flags instanceof Tree.Scalar ? List.of(flags) : ToolJson.items(flags);
        for (Tree flag : all) {
          switch (ToolJson.text(flag).orElse("")) {
            case "dormant" -> dormant.add(scope);
            case "owner", "persist" -> {}
            // Version 1.0.6 prints whatever is in memory there.
            default -> unsure.add(scope);
          }
        }
      }
      case "set", "map" -> conditions.define(scope(value), value);
      case "chain" ->
          chains.put(scope(value) + " " + ToolJson.text(value, "name").orElse(""), value);
      case "rule" -> {
        for (Tree expression : ToolJson.items(ToolJson.get(value, "expr"))) {
          Tree changed = ToolJson.get(expression, "set");
          ToolJson.text(changed, "set").ifPresent(name -> conditions.change(scope(value), name));
          Tree mapped = ToolJson.get(expression, "map");
          ToolJson.text(mapped, "map").ifPresent(name -> conditions.change(scope(value), name));
        }
      }
      default -> {}
    }
  }

  private List<Chain> chains() {
    List<Chain> result = new ArrayList<>();
    chains.forEach((key, chain) -> {
      Optional<Chain.Family> family =
          switch (ToolJson.text(chain, "family").orElse("")) {
            case "ip" -> Optional.of(Chain.Family.V4);
            case "ip6" -> Optional.of(Chain.Family.V6);
            case "inet" -> Optional.of(Chain.Family.BOTH);
            case "netdev" -> Optional.of(Chain.Family.DEVICE);
            default -> Optional.empty();
          };
      if (family.isPresent()) {
        result.add(
            new Chain(
                scope(chain),
                family.get(),
                ToolJson.text(chain, "name").orElse(""),
                dormant.contains(scope(chain)) ? Optional.empty() : base(chain),
                List.copyOf(rules.getOrDefault(key, List.of()))));
      }
    });
    return result;
  }

  private Optional<Chain.Base> base(Tree chain) {
    Tree devices = ToolJson.get(chain, "dev");
    List<String> names = new ArrayList<>();
    ToolJson.text(devices).ifPresent(names::add);
    ToolJson.items(devices).forEach(device -> ToolJson.text(device).ifPresent(names::add));
    return ToolJson.text(chain, "hook")
        .flatMap(Chain.Hook::parse)
        .map(hook ->
            new Chain.Base(
                hook,
                number(ToolJson.text(chain, "prio").orElse("0")),
                ToolJson.text(chain, "type").filter("nat"::equals).isPresent(),
                ToolJson.text(chain, "policy").filter("drop"::equals).isPresent(),
                !unsure.contains(scope(chain)),
                names));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  // ---- rules ----

  /** A rule; one with a verdict map is several, one for each of its branches. */
  private List<FirewallRule> rules(Tree rule) {
    String scope = scope(rule);
    List<Condition> asked = new ArrayList<>();
    Doubts changes = Doubts.NONE;
    Action action = new Action.Nothing();
    boolean isUnclear = false;
    List<Map.Entry<Condition, Tree>> branches = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Tree expression : ToolJson.items(ToolJson.get(rule, "expr"))) {
      if (!(expression instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
        isUnclear = true;
        continue;
      }
      Tree.Entry entry = mapping.entries().getFirst();
      Tree value = entry.value();
      append(text, NftText.statement(entry.key(), value));
      switch (entry.key()) {
        case "match" -> asked.add(conditions.match(scope, value));
        case "xt" -> {
          asked.add(Condition.UNCLEAR);
          isUnclear |= ToolJson.text(value, "type").filter("match"::equals).isEmpty();
        }
        case "limit", "quota", "connlimit", "ct count", "set", "map", "meter", "last" ->
            asked.add(Condition.UNCLEAR);
        case "vmap" -> {
          Optional<List<Map.Entry<Condition, Tree>>> known = conditions.branches(scope, value);
          known.ifPresent(branches::addAll);
          isUnclear |= known.isEmpty();
        }
        case "mangle" -> changes = changes.and(mangled(value));
        case "notrack" -> changes = changes.and(Doubts.OF_TRACKING);
        case "dnat", "redirect" -> {
          changes = changes.and(Doubts.OF_DESTINATION);
          action = new Action.Accept();
        }
        case "snat", "masquerade" -> {
          changes = changes.and(Doubts.OF_SOURCE);
          action = new Action.Accept();
        }
        default -> {
          Action verdict = verdict(entry.key(), value);
          isUnclear |= verdict instanceof Action.Unclear;
          action = verdict instanceof Action.Nothing ? action : verdict;
        }
      }
    }
    ToolJson.text(rule, "handle").ifPresent(handle -> text.append(" # handle ").append(handle));
    if (isUnclear) {
      // It may ask something, decide something, or both.
      action = new Action.Unclear();
    }
    List<FirewallRule> result = new ArrayList<>();
    for (Map.Entry<Condition, Tree> branch : branches) {
      List<Condition> narrowed = new ArrayList<>(asked);
      narrowed.add(branch.getKey());
      result.add(new FirewallRule(narrowed, changes, branchVerdict(branch), text.toString()));
    }
    if (branches.isEmpty() || !(action instanceof Action.Nothing)) {
      result.add(new FirewallRule(asked, changes, action, text.toString()));
    }
    return result;
  }

  private static Action branchVerdict(Map.Entry<Condition, Tree> branch) {
    return branch.getValue() instanceof Tree.Mapping mapping && !mapping.entries().isEmpty()
        ? verdict(mapping.entries().getFirst().key(), mapping.entries().getFirst().value())
        : new Action.Unclear();
  }

  private static Action verdict(String name, @Nullable Tree value) {
    return switch (name) {
      case "accept" -> new Action.Accept();
      case "drop", "reject" -> new Action.Drop();
      case "return" -> new Action.Return();
      case "continue", "counter", "log", "comment", "ct helper", "ct timeout", "secmark" ->
          new Action.Nothing();
      case "jump", "goto" ->
          new Action.Jump(ToolJson.text(value, "target").orElse(""), name.equals("jump"));
      default -> new Action.Unclear();
    };
  }

  /** What a rule that writes to a packet, or to what goes with it, leaves unknown. */
  private static Doubts mangled(Tree mangle) {
    Tree key = ToolJson.get(mangle, "key");
    if (ToolJson.get(key, "meta") != null) {
      // A mark may lead to another route.
      return Doubts.OF_DEVICE;
    }
    if (ToolJson.get(key, "ct") != null) {
      return Doubts.NONE;
    }
    return switch (ToolJson.text(ToolJson.get(key, "payload"), "field").orElse("")) {
      case "dscp", "ecn", "ttl", "hoplimit", "flowlabel", "id", "checksum" -> Doubts.NONE;
      default -> Doubts.OF_ADDRESSES;
    };
  }

  private static void append(StringBuilder text, String part) {
    if (text.length() < MOST_TEXT && !part.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(part);
    }
    if (text.length() > MOST_TEXT) {
      text.setLength(MOST_TEXT);
      text.append('…');
    }
  }
}
