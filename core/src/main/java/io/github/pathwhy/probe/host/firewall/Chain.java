package io.github.pathwhy.probe.host.firewall;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Rules in order.
///
/// @param scope the table and its family; jumps stay within it
/// @param base how the kernel calls it; empty for chains that are only jumped to
record Chain(
    String scope, Family family, String name, Optional<Base> base, List<FirewallRule> rules) {

  /// A chain that the kernel calls.
  ///
  /// @param priority lower ones are called first
  /// @param isOfNat whether only packets that open a connection see it
  /// @param drops whether it drops what no rule decides
  /// @param isSure whether the kernel really calls it: tables can be put to sleep
  /// @param devices the interfaces it is called for; empty when for all or when that is not known
  record Base(
      Hook hook,
      int priority,
      boolean isOfNat,
      boolean drops,
      boolean isSure,
      List<String> devices) {}

  /** Where a packet filter looks at packets of this machine, in their order on either way. */
  enum Hook {
    OUTPUT,
    POSTROUTING,
    EGRESS,
    INGRESS,
    PREROUTING,
    INPUT;

    static final List<Hook> LEAVING = List.of(OUTPUT, POSTROUTING, EGRESS);
    static final List<Hook> ARRIVING = List.of(INGRESS, PREROUTING, INPUT);

    /** Empty for those that packets of this machine do not come by. */
    static Optional<Hook> parse(String word) {
      for (Hook hook : values()) {
        if (hook.name().equals(word.toUpperCase(Locale.ROOT))) {
          return Optional.of(hook);
        }
      }
      return Optional.empty();
    }
  }

  /** Which packets a table sees. */
  enum Family {
    V4,
    V6,
    BOTH,
    /** Those of an interface, of both versions. */
    DEVICE;

    boolean sees(Packet packet) {
      return switch (this) {
        case V4 -> packet.isV4();
        case V6 -> !packet.isV4();
        case BOTH, DEVICE -> true;
      };
    }
  }

  /** Whether the kernel calls it for a packet at a hook. */
  Match calls(Hook hook, Packet packet) {
    if (base.isEmpty() || base.get().hook() != hook || !family.sees(packet)) {
      return Match.NO;
    }
    boolean isOfDevice = hook == Hook.INGRESS || hook == Hook.EGRESS;
    Match sure = base.get().isSure() ? Match.YES : Match.MAYBE;
    if (!isOfDevice) {
      return sure;
    }
    if (base.get().devices().isEmpty()
        || packet.interfaceName().isEmpty()
        || packet.doubts().device()) {
      return Match.MAYBE;
    }
    return sure.and(Match.of(base.get().devices().contains(packet.interfaceName().get())));
  }

  /** For people: `inet filter output`. */
  String title() {
    return scope + " " + name;
  }
}
