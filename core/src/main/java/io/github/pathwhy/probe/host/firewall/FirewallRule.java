package io.github.pathwhy.probe.host.firewall;

import java.util.List;

/// A rule: what it asks, what it changes, what it does, and how people write it.
///
/// @param changes what is no longer known of a packet that it applied to
/// @param text without the chain, for example `tcp dport 443 drop`
record FirewallRule(List<Condition> conditions, Doubts changes, Action action, String text) {
  FirewallRule {
    conditions = List.copyOf(conditions);
  }

  Match matches(Packet packet) {
    Match match = Match.YES;
    for (Condition condition : conditions) {
      match = match.and(condition.test(packet));
    }
    return match;
  }

  /** What a rule does with a packet. */
  sealed interface Action {
    /** This hook is done with it. */
    record Accept() implements Action {}

    /** It ends here, with or without a word. */
    record Drop() implements Action {}

    /** Another chain decides, and may come back. */
    record Jump(String chain, boolean comesBack) implements Action {}

    /** Back to the chain that jumped. */
    record Return() implements Action {}

    /** Nothing that decides: counting, logging. */
    record Nothing() implements Action {}

    /** Something that is not understood and may decide. */
    record Unclear() implements Action {}
  }
}
