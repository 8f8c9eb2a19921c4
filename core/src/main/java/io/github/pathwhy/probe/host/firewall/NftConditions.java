package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.host.ToolJson;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What rules of nftables ask of a packet (libnftables-json(5), "Expressions"). A comparison has
/// two parts: what it looks at may be absent from a packet, and then the rule does not apply,
/// however the values compare: `tcp dport != 22` is nothing for UDP.
final class NftConditions {
  private final Map<String, Tree> sets = new HashMap<>();
  private final Set<String> changing = new HashSet<>();

  /** Takes down a named set or map; its elements are known unless they come and go. */
  void define(String scope, Tree set) {
    String name = scope + " " + ToolJson.text(set, "name").orElse("");
    Tree elements = ToolJson.get(set, "elem");
    sets.put(name, elements == null ? new Tree.Sequence(List.of(), set.at()) : elements);
    Tree flags = ToolJson.get(set, "flags");
    for (String word : words(flags)) {
      if (word.equals("timeout") || word.equals("dynamic")) {
        changing.add(name);
      }
    }
  }

  /** Takes down that rules change a set, which is named with an `@`. */
  void change(String scope, String set) {
    changing.add(scope + " " + set.substring(Math.min(1, set.length())));
  }

  /** A `match` statement. */
  Condition match(String scope, Tree match) {
    String operator = ToolJson.text(match, "op").orElse("==");
    Tree left = ToolJson.get(match, "left");
    Tree right = ToolJson.get(match, "right");
    Condition flags = flags(operator, left, right);
    if (flags != null) {
      return flags;
    }
    boolean negated = operator.equals("!=");
    boolean isKnown = negated || operator.equals("==") || operator.equals("in");
    // A list without braces is a combination of bits: of states, any will do.
    boolean isBits = right instanceof Tree.Sequence && !operator.equals("in");
    Condition values =
        isKnown && !isBits && right != null ? oneOf(scope, left, right) : Condition.UNCLEAR;
    return Conditions.all(List.of(present(left), values.negated(negated)));
  }

  /** The branches of a verdict map: what a packet must be, and the verdict; empty if not known. */
  Optional<List<Map.Entry<Condition, Tree>>> branches(String scope, Tree map) {
    Tree key = ToolJson.get(map, "key");
    Tree data = ToolJson.get(map, "data");
    Optional<String> named = ToolJson.text(data).filter(text -> text.startsWith("@"));
    Tree elements =
        named.isPresent()
            ? sets.get(scope + " " + named.get().substring(1))
            : ToolJson.get(data, "set");
    if (elements == null
        || named.filter(name -> changing.contains(scope + " " + name.substring(1))).isPresent()) {
      return Optional.empty();
    }
    List<Map.Entry<Condition, Tree>> branches = new ArrayList<>();
    for (Tree element : ToolJson.items(elements)) {
      List<Tree> pair = ToolJson.items(element);
      if (pair.size() != 2) {
        return Optional.empty();
      }
      branches.add(
          Map.entry(
              Conditions.all(List.of(present(key), compare(key, pair.getFirst()))),
              pair.getLast()));
    }
    return Optional.of(branches);
  }

  /** Whether the packet has what an expression looks at. */
  private static Condition present(@Nullable Tree left) {
    List<Tree> parts = ToolJson.items(ToolJson.get(left, "concat"));
    if (!parts.isEmpty()) {
      return Conditions.all(parts.stream().map(NftConditions::present).toList());
    }
    Optional<String> protocol = ToolJson.text(ToolJson.get(left, "payload"), "protocol");
    return switch (protocol.orElse("")) {
      case "tcp", "udp", "icmp", "icmpv6", "sctp", "dccp", "udplite", "esp", "ah", "igmp" ->
          Conditions.protocol(protocol.orElse(""));
      case "ip" -> Conditions.version(IpVersion.V4);
      case "ip6" -> Conditions.version(IpVersion.V6);
      case "arp" -> _ -> Match.NO;
      default -> _ -> Match.YES;
    };
  }

  private Condition oneOf(String scope, @Nullable Tree left, Tree right) {
    Optional<String> named = ToolJson.text(right).filter(text -> text.startsWith("@"));
    Tree inner = ToolJson.get(right, "set");
    List<Tree> values;
    if (named.isPresent()) {
      String name = scope + " " + named.get().substring(1);
      Tree elements = sets.get(name);
      if (elements == null || changing.contains(name)) {
        return Condition.UNCLEAR;
      }
      values = ToolJson.items(elements);
    } else if (inner != null) {
      values = inner instanceof Tree.Sequence ? ToolJson.items(inner) : List.of(inner);
    } else {
      values = right instanceof Tree.Sequence list ? list.items() : List.of(right);
    }
    List<Condition> alternatives = new ArrayList<>();
    for (Tree value : values) {
      alternatives.add(compare(left, value));
    }
    return Conditions.any(alternatives);
  }

  /** Whether what an expression looks at has a value. */
  private static Condition compare(@Nullable Tree left, Tree element) {
    Tree wrapped = ToolJson.get(element, "elem");
    Tree value = wrapped == null ? element : ToolJson.get(wrapped, "val");
    if (value == null || ToolJson.get(wrapped, "timeout") != null) {
      return Condition.UNCLEAR;
    }
    List<Tree> parts = ToolJson.items(ToolJson.get(left, "concat"));
    if (!parts.isEmpty()) {
      List<Tree> values = ToolJson.items(ToolJson.get(value, "concat"));
      List<Condition> all = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        all.add(i < values.size() ? compare(parts.get(i), values.get(i)) : Condition.UNCLEAR);
      }
      return Conditions.all(all);
    }
    if (ToolJson.text(value).filter("*"::equals).isPresent()) {
      return _ -> Match.YES;
    }
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
    Tree fib = ToolJson.get(left, "fib");
    return fib == null ? tracked(ToolJson.get(left, "ct"), value) : fib(fib, value);
  }

  private static Condition payload(String protocol, String field, Tree value) {
    return switch (protocol + " " + field) {
      case "ip saddr", "ip6 saddr" -> address(true, value);
      case "ip daddr", "ip6 daddr" -> address(false, value);
      case "tcp sport", "udp sport", "th sport" -> port(true, value);
      case "tcp dport", "udp dport", "th dport" -> port(false, value);
      case "ip protocol", "ip6 nexthdr" -> text(value, Conditions::protocol);
      case "icmp type", "icmpv6 type" -> text(value, Conditions::icmpType);
      default -> Condition.UNCLEAR;
    };
  }

  private static Condition meta(String key, Tree value) {
    return switch (key) {
      case "l4proto" -> text(value, Conditions::protocol);
      case "nfproto", "protocol" ->
          text(
              value,
              word ->
                  switch (word) {
                    case "ipv4", "ip" -> Conditions.version(IpVersion.V4);
                    case "ipv6", "ip6" -> Conditions.version(IpVersion.V6);
                    default -> _ -> Match.NO;
                  });
      case "iifname", "iif" -> text(value, name -> device(true, name));
      case "oifname", "oif" -> text(value, name -> device(false, name));
      case "skuid" -> user(value);
      default -> Condition.UNCLEAR;
    };
  }

  /** Kernels differ in what they make of an interface that a packet does not have. */
  private static Condition device(boolean arriving, String name) {
    Condition device = Conditions.device(arriving, name);
    return packet -> packet.arrives() == arriving ? device.test(packet) : Match.MAYBE;
  }

  private static Condition tracked(@Nullable Tree tracker, Tree value) {
    return switch (ToolJson.text(tracker, "key").orElse("")) {
      case "state" -> text(value, Conditions::state);
      case "status" -> text(value, Conditions::status);
      default -> Condition.UNCLEAR;
    };
  }

  private static Condition fib(Tree fib, Tree value) {
    List<Tree> flags = ToolJson.items(ToolJson.get(fib, "flags"));
    Optional<String> flag =
        flags.size() == 1 ? ToolJson.text(flags.getFirst()) : ToolJson.text(fib, "flags");
    boolean isType = ToolJson.text(fib, "result").filter("type"::equals).isPresent();
    return isType && flag.filter(word -> word.equals("saddr") || word.equals("daddr")).isPresent()
        ? text(value, word -> Conditions.addressType(flag.get().equals("saddr"), word))
        : Condition.UNCLEAR;
  }

  /** The flags of TCP; null when the comparison is of something else. */
  private static @Nullable Condition flags(
      String operator, @Nullable Tree left, @Nullable Tree right) {
    List<Tree> masked = ToolJson.items(ToolJson.get(left, "&"));
    Tree field = masked.isEmpty() ? left : masked.getFirst();
    Tree payload = ToolJson.get(field, "payload");
    if (!ToolJson.text(payload, "protocol").orElse("").equals("tcp")
        || !ToolJson.text(payload, "field").orElse("").equals("flags")) {
      return null;
    }
    Condition bits = Condition.UNCLEAR;
    if (masked.size() == 2 && (operator.equals("==") || operator.equals("!="))) {
      bits =
          TcpFlags.masked(TcpFlags.parse(words(masked.getLast())), TcpFlags.parse(words(right)))
              .negated(operator.equals("!="));
    } else if (masked.isEmpty() && operator.equals("in")) {
      bits = TcpFlags.any(TcpFlags.parse(words(right)));
    }
    return Conditions.all(List.of(present(field), bits));
  }

  private static List<String> words(@Nullable Tree flags) {
    Tree joined = ToolJson.get(flags, "|");
    List<String> words = new ArrayList<>();
    for (Tree each : ToolJson.items(joined == null ? flags : joined)) {
      words.addAll(words(each));
    }
    ToolJson.text(flags).ifPresent(words::add);
    // Nothing that is understood is no set of flags.
    return words.isEmpty() ? List.of("") : words;
  }

  private interface OfText {
    Condition condition(String text);
  }

  private static Condition text(Tree value, OfText reader) {
    return ToolJson.text(value).map(reader::condition).orElse(Condition.UNCLEAR);
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
    Optional<IpAddress> first =
        ToolJson.text(range.size() == 2 ? range.getFirst() : value).flatMap(IpAddress::parse);
    Optional<IpAddress> last =
        ToolJson.text(range.size() == 2 ? range.getLast() : value).flatMap(IpAddress::parse);
    return first.isPresent() && last.isPresent()
        ? Conditions.address(source, first.get(), last.get())
        : Condition.UNCLEAR;
  }

  private static Condition port(boolean source, Tree value) {
    return range(value)
        .flatMap(PortRange::parse)
        .map(each -> Conditions.port(source, each))
        .orElse(Condition.UNCLEAR);
  }

  private static Condition user(Tree value) {
    String text = range(value).orElse("");
    int dash = text.indexOf('-');
    try {
      long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
      long last = dash < 0 ? first : Long.parseLong(text.substring(dash + 1));
      return Conditions.user(first, last);
    } catch (NumberFormatException _) {
      return text.equals("root") ? Conditions.user(0, 0) : Condition.UNCLEAR;
    }
  }

  /** A value, or a range of them with a dash. */
  private static Optional<String> range(Tree value) {
    List<Tree> range = ToolJson.items(ToolJson.get(value, "range"));
    return range.size() == 2
        ? ToolJson.text(range.getFirst())
            .flatMap(first -> ToolJson.text(range.getLast()).map(last -> first + "-" + last))
        : ToolJson.text(value);
  }
}
