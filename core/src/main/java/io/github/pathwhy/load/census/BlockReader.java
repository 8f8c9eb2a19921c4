package io.github.pathwhy.load.census;

import io.github.pathwhy.model.resource.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the properties of one type. */
final class BlockReader {
  /** Stands in place of a default and says that there is none, but that false counts. */
  private static final String FALSE_COUNTS = "!";

  private final String text;
  private final Codes codes;
  private int at;

  /// @param at where the first line starts
  BlockReader(String text, int at, Codes codes) {
    this.text = text;
    this.at = at;
    this.codes = codes;
  }

  Node read() {
    Node root = new Node(null);
    readBelow(root, 0);
    return root;
  }

  /** Reads lines while they are as deep as this. */
  private void readBelow(Node node, int depth) {
    while (depth() == depth) {
      int end = text.indexOf('\n', at);
      int names = text.indexOf(' ', at + depth);
      String rule = text.substring(at + depth, names < 0 || names > end ? end : names);
      at = end + 1;
      int single = rule.indexOf('?');
      if (single > 0) {
        node.singles.add(single(rule, single));
        continue;
      }
      Node child = new Node(rule(rule));
      readBelow(child, depth + 1);
      for (int start = names + 1; start <= end; ) {
        int space = text.indexOf(' ', start);
        int stop = space < 0 || space > end ? end : space;
        node.add(text.substring(start, stop), child);
        start = stop + 1;
      }
    }
  }

  /** The depth of the next line; negative at the end of the block. */
  private int depth() {
    if (at >= text.length() || text.charAt(at) == '@') {
      return -1;
    }
    int depth = 0;
    while (text.charAt(at + depth) == ' ') {
      depth++;
    }
    return depth;
  }

  private Single single(String rule, int mark) {
    boolean others = rule.charAt(mark + 1) == '~';
    String words = rule.substring(mark + (others ? 2 : 1));
    return new Single(finding(rule), List.of(words.split("\\|", -1)), others);
  }

  private @Nullable Rule rule(String rule) {
    if (rule.equals("-")) {
      return null;
    }
    int copy = rule.indexOf('>');
    int equals = rule.indexOf('=');
    String standard = equals < 0 ? "" : rule.substring(equals + 1, copy < 0 ? rule.length() : copy);
    boolean whole = standard.contains(",");
    List<String> words =
        standard.isEmpty() || standard.equals(FALSE_COUNTS)
            ? List.of()
            : List.of(standard.split("[|,]", -1));
    return new Rule(
        finding(rule),
        words,
        whole,
        standard.equals(FALSE_COUNTS) || standard.equalsIgnoreCase("true"),
        copy < 0 ? null : rule.substring(copy + 1));
  }

  private Finding finding(String rule) {
    return switch (rule.charAt(0)) {
      case 'H' -> Rule.HARMLESS.finding();
      case 'M' ->
          rule.length() > 1 && rule.charAt(1) >= 'a' && rule.charAt(1) <= 'z'
              ? new Finding.Modelled(Optional.of(codes.role(rule.charAt(1))))
              : Rule.MODELLED.finding();
      case 'X', 'U' ->
          new Finding.Decides(codes.role(rule.charAt(1)), rule.startsWith("!", 2), condition(rule));
      default -> throw new IllegalStateException(rule);
    };
  }

  /** What stands behind a colon, after the role and the mark of a warning. */
  private Condition condition(String rule) {
    int colon = rule.startsWith("!", 2) ? 3 : 2;
    return rule.startsWith(":", colon) ? codes.condition(rule.charAt(colon + 1)) : Condition.ALWAYS;
  }
}
