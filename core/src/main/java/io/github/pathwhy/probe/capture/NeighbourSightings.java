package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this machine asked for its neighbours, and was answered. Keeps a bounded number of them. */
final class NeighbourSightings {
  private static final int MOST_NEIGHBOURS = 512;

  private static final class Counts {
    int requests;
    int answers;
    Optional<String> mac = Optional.empty();
  }

  private final Map<IpAddress, Counts> neighbours = new HashMap<>();
  private final Set<IpAddress> own = new HashSet<>();

  /** From now on what is asked from these addresses counts. */
  void expect(Set<IpAddress> ownAddresses) {
    own.addAll(ownAddresses);
  }

  /** Takes one up; false when this machine has no part in it. */
  boolean add(Frame.Neighbour neighbour) {
    if (!own.contains(neighbour.party())) {
      return false;
    }
    if (neighbours.size() >= MOST_NEIGHBOURS && !neighbours.containsKey(neighbour.of())) {
      return false;
    }
    Counts counts = neighbours.computeIfAbsent(neighbour.of(), _ -> new Counts());
    if (neighbour.isAnswer()) {
      counts.answers++;
      if (!neighbour.mac().isEmpty()) {
        counts.mac = Optional.of(neighbour.mac());
      }
    } else {
      counts.requests++;
    }
    return true;
  }

  /** What was seen about one. */
  NeighbourView of(IpAddress address) {
    Counts counts = neighbours.get(address);
    return counts == null
        ? new NeighbourView(0, 0, Optional.empty())
        : new NeighbourView(counts.requests, counts.answers, counts.mac);
  }
}
