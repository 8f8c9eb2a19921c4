package io.github.pathwhy.probe.host.firewall;

import java.util.List;
import java.util.Optional;

/// Rules in order.
///
/// @param scope the table and its family; jumps stay within it
/// @param hook where the kernel calls it: `output`, `input`, …; empty for chains that are jumped to
/// @param priority lower ones are called first
/// @param drops whether it drops what no rule decides
/// @param translates whether it is for address translation, which gives packets other addresses for
///   what comes later
record Chain(
    String scope,
    Family family,
    String name,
    Optional<String> hook,
    int priority,
    boolean drops,
    boolean translates,
    List<FirewallRule> rules) {

  /** Which packets a table sees. */
  enum Family {
    V4,
    V6,
    BOTH;

    boolean sees(Packet packet) {
      return switch (this) {
        case V4 -> packet.isV4();
        case V6 -> !packet.isV4();
        case BOTH -> true;
      };
    }
  }

  /** For people: `inet filter output`. */
  String title() {
    return scope + " " + name;
  }
}
