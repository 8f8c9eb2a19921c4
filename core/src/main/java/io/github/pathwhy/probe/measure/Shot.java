package io.github.pathwhy.probe.measure;

import io.github.pathwhy.probe.Probe;

/** A probe on its way or waiting to leave. */
final class Shot {
  /** Which of several flows it belongs to. */
  final int flow;

  final Probe probe;

  /** The how many-th it is to its hop, from 1. */
  final int round;

  /// The hop that it counts for: its own, or a nearer one where the path turned out to end.
  int hop;

  /** When it left, by the engine's clock. */
  long sentAt;

  /** Whether it left. */
  boolean sent;

  /** Whether its answer came, or is not waited for any longer. */
  boolean settled;

  Shot(int flow, int round, Probe probe) {
    this.flow = flow;
    this.round = round;
    this.probe = probe;
    this.hop = probe.ttl();
  }

  int ttl() {
    return probe.ttl();
  }
}
