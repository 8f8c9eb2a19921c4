package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/** What an exploration found. */
final class Explored {
  /** By their time to live, from 1. */
  final HopState[] hops;

  /** The address that probes went from. */
  final Optional<IpAddress> source;

  private final Ending ending;

  /// How it ended.
  ///
  /// @param end the nearest hop that ended a probe; beyond all hops when none did
  /// @param highest the farthest hop that passed a packet on; 0 for none
  /// @param cycle hops that repeat
  /// @param fault why this machine could not send
  /// @param stopped whether somebody asked to stop
  record Ending(
      int end,
      int highest,
      Optional<Cycle> cycle,
      Optional<Answer.Unsent> fault,
      boolean stopped) {}

  Explored(HopState[] hops, Optional<IpAddress> source, Ending ending) {
    this.hops = hops;
    this.source = source;
    this.ending = ending;
  }

  /** The last hop that is part of the path. */
  int last() {
    if (isEnded()) {
      return ending.end();
    }
    return ending.cycle().isPresent() ? ending.cycle().get().to() : ending.highest();
  }

  private boolean isEnded() {
    return ending.end() < hops.length;
  }

  PathEnd pathEnd() {
    if (ending.fault().isPresent()) {
      return new PathEnd.NotSent(ending.fault().get().fault(), ending.fault().get().detail());
    }
    if (isEnded()) {
      return hops[ending.end()].end().orElseThrow();
    }
    if (ending.stopped()) {
      return new PathEnd.Interrupted(ending.highest());
    }
    if (ending.cycle().isPresent()) {
      return new PathEnd.Loop(ending.cycle().get().from(), ending.cycle().get().routers());
    }
    int most = hops.length - 1;
    return ending.highest() == most
        ? new PathEnd.TooFar(most)
        : new PathEnd.Silent(ending.highest());
  }

  /** Whether some hop has several addresses. */
  boolean hasSeveralPaths() {
    for (int ttl = 1; ttl <= last(); ttl++) {
      if (hops[ttl].answers.size() > 1) {
        return true;
      }
    }
    return false;
  }
}
