package io.github.pathwhy.probe.host.firewall;

/** Whether a rule applies to a packet. */
enum Match {
  YES,
  NO,
  /** The rule looks at something that is not known of the packet, or not understood. */
  MAYBE;

  static Match of(boolean value) {
    return value ? YES : NO;
  }

  Match negated() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case MAYBE -> MAYBE;
    };
  }

  Match and(Match other) {
    return this == NO || other == NO ? NO : this == YES ? other : MAYBE;
  }

  Match or(Match other) {
    return this == YES || other == YES ? YES : this == NO ? other : MAYBE;
  }
}
