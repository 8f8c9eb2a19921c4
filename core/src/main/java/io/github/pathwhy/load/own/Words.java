package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Tree;
import java.util.List;

/**
 * The words of rules, which Azure takes and exports in any case, in the spelling of its reference.
 */
final class Words {
  private static final List<String> KNOWN =
      List.of(
          "Tcp",
          "Udp",
          "Icmp",
          "Esp",
          "Ah",
          "Any",
          "All",
          "Http",
          "Https",
          "Mssql",
          "Allow",
          "Deny",
          "AlwaysAllow",
          "DNAT",
          "SNAT",
          "Inbound",
          "Outbound");

  private Words() {}

  static Tree of(Tree value) {
    if (value instanceof Tree.Scalar(String text, Tree.Kind kind, long at)
        && kind == Tree.Kind.TEXT) {
      for (String word : KNOWN) {
        if (word.equalsIgnoreCase(text)) {
          return Tree.text(word, at);
        }
      }
    }
    return value;
  }
}
