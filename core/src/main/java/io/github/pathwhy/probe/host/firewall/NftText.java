package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.ToolJson;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rules of nftables as people write them. */
final class NftText {
  private static final int MOST_ITEMS = 8;

  private NftText() {}

  /// For example `tcp dport 443`, `ct state { new, invalid }`, `drop`, `reject with tcp reset`,
  /// `jump web`; nothing for what only counts.
  static String statement(String name, @Nullable Tree value) {
    return switch (name) {
      case "match" -> match(value);
      case "counter" -> "";
      case "reject" ->
          ToolJson.text(value, "type")
              .map(type ->
                  "reject with "
                      + type
                      + ToolJson.text(value, "expr").map(expr -> " " + expr).orElse(""))
              .orElse("reject");
      case "jump", "goto" -> name + " " + ToolJson.text(value, "target").orElse("");
      case "vmap" ->
          left(ToolJson.get(value, "key")) + " vmap " + value(ToolJson.get(value, "data"));
      case "mangle" -> left(ToolJson.get(value, "key")) + " set …";
      case "set" -> "update " + ToolJson.text(value, "set").orElse("…");
      case "xt" -> "xt " + ToolJson.text(value, "name").orElse("");
      default -> name;
    };
  }

  private static String match(@Nullable Tree match) {
    String operator = ToolJson.text(match, "op").orElse("==");
    String middle = operator.equals("==") || operator.equals("in") ? " " : " " + operator + " ";
    return left(ToolJson.get(match, "left")) + middle + value(ToolJson.get(match, "right"));
  }

  private static String left(@Nullable Tree left) {
    Tree payload = ToolJson.get(left, "payload");
    if (payload != null) {
      return ToolJson.text(payload, "protocol").orElse("payload")
          + " "
          + ToolJson.text(payload, "field").orElse("");
    }
    for (String kind : new String[] {"meta", "ct"}) {
      Optional<String> key = ToolJson.text(ToolJson.get(left, kind), "key");
      if (key.isPresent()) {
        return kind.equals("meta") ? key.get() : kind + " " + key.get();
      }
    }
    List<Tree> masked = ToolJson.items(ToolJson.get(left, "&"));
    if (masked.size() == 2) {
      return left(masked.getFirst()) + " & " + value(masked.getLast());
    }
    Tree fib = ToolJson.get(left, "fib");
    if (fib != null) {
      return "fib "
          + value(ToolJson.get(fib, "flags"))
          + " "
          + ToolJson.text(fib, "result").orElse("");
    }
    StringJoiner joined = new StringJoiner(" . ");
    ToolJson.items(ToolJson.get(left, "concat")).forEach(part -> joined.add(left(part)));
    return joined.length() == 0 ? "…" : joined.toString();
  }

  private static String value(@Nullable Tree value) {
    Optional<String> text = ToolJson.text(value);
    if (text.isPresent()) {
      return text.get();
    }
    Tree prefix = ToolJson.get(value, "prefix");
    if (prefix != null) {
      return ToolJson.text(prefix, "addr").orElse("")
          + "/"
          + ToolJson.text(prefix, "len").orElse("");
    }
    Tree range = ToolJson.get(value, "range");
    if (range != null) {
      return joined(range, "-");
    }
    Tree parts = ToolJson.get(value, "concat");
    if (parts != null) {
      return joined(parts, " . ");
    }
    Tree set = ToolJson.get(value, "set");
    String items = joined(set == null ? value : set, ", ");
    return set == null ? items : "{ " + items + " }";
  }

  private static String joined(@Nullable Tree list, String separator) {
    StringJoiner joined = new StringJoiner(separator);
    int items = 0;
    for (Tree item : ToolJson.items(list)) {
      if (items++ == MOST_ITEMS) {
        joined.add("…");
        break;
      }
      joined.add(verdict(item).orElseGet(() -> value(item)));
    }
    return items == 0 ? "…" : joined.toString();
  }

  /** An element of a verdict map: `80 : drop`. */
  private static Optional<String> verdict(Tree element) {
    List<Tree> pair = ToolJson.items(element);
    return pair.size() == 2
            && pair.getLast() instanceof Tree.Mapping mapping
            && !mapping.entries().isEmpty()
        ? Optional.of(
            value(pair.getFirst())
                + " : "
                + statement(
                    mapping.entries().getFirst().key(), mapping.entries().getFirst().value()))
        : Optional.empty();
  }
}
