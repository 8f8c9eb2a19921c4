package io.github.pathwhy.effective.rules;

import io.github.pathwhy.effective.address.Match;

/// How a rule compares with a pattern, field by field. It is not `certain` when the input leaves
/// something of the rule open.
public record Comparison(
    boolean protocol,
    Match source,
    boolean sourcePort,
    Match destination,
    boolean destinationPort,
    boolean certain) {

  /** Whether all fields match. */
  public Match match() {
    Match all = Match.of(protocol && sourcePort && destinationPort).and(source).and(destination);
    return certain ? all : all.and(Match.UNKNOWN);
  }
}
