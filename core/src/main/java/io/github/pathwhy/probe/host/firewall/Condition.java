package io.github.pathwhy.probe.host.firewall;

/** Something that a rule asks of a packet. */
@FunctionalInterface
interface Condition {
  /** For what is not understood. */
  Condition UNCLEAR = _ -> Match.MAYBE;

  Match test(Packet packet);

  default Condition negated(boolean isNegated) {
    return isNegated ? packet -> test(packet).negated() : this;
  }
}
