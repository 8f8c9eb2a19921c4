package io.github.pathwhy.probe.host.firewall;

/** What the packet filter of this machine makes of a flow that leaves it. */
public sealed interface Verdict {

  /// No first packet of it leaves, or no answer to one arrives.
  ///
  /// @param rule the chain, and the rule as people write it or the chain's policy
  /// @param isOfAnswer whether it is the answer that is dropped
  record Dropped(String rule, boolean isOfAnswer) implements Verdict {}

  /** It leaves, and its answer arrives. */
  record Passed() implements Verdict {}

  /// Nobody can tell.
  ///
  /// @param why the rule that may drop it, or what could not be read
  record Unclear(String why) implements Verdict {}
}
