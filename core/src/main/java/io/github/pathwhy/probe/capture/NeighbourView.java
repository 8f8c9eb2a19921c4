package io.github.pathwhy.probe.capture;

import java.util.Optional;

/// What was seen on the link about a neighbour (ARP, neighbour discovery).
///
/// @param requests questions for its link address
/// @param answers answers with it
/// @param mac the link address last told
public record NeighbourView(int requests, int answers, Optional<String> mac) {
  /** Whether it was asked for and said nothing. */
  public boolean isMissing() {
    return requests > 0 && answers == 0;
  }
}
