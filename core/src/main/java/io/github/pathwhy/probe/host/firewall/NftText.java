package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.ToolJson;
import io.github.pathwhy.text.Tree;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rules of nftables as people write them. */
final class NftText {
  private static final int MOST_ITEMS = 8;

  private NftText() {}

  /** For example `tcp dport 443`, `ip saddr != 10.0.0.0/8`, `ct state { new, invalid }`. */
  static String match(Tree match) {
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
    return "…";
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
      StringJoiner joined = new StringJoiner("-");
      ToolJson.items(range).forEach(item -> joined.add(value(item)));
      return joined.toString();
    }
    Tree set = ToolJson.get(value, "set");
    StringJoiner joined = new StringJoiner(", ", "{ ", " }");
    int items = 0;
    for (Tree item : ToolJson.items(set == null ? value : set)) {
      if (items++ == MOST_ITEMS) {
        joined.add("…");
        break;
      }
      joined.add(value(item));
    }
    return items == 0 ? "…" : joined.toString();
  }

  /** For example `drop`, `reject with tcp reset`, `jump web`. */
  static String statement(String name, @Nullable Tree value) {
    return switch (name) {
      case "reject" ->
          ToolJson.text(value, "type")
              .map(type ->
                  "reject with "
                      + type
                      + ToolJson.text(value, "expr").map(expr -> " " + expr).orElse(""))
              .orElse("reject");
      case "jump", "goto" -> name + " " + ToolJson.text(value, "target").orElse("");
      default -> name;
    };
  }
}
