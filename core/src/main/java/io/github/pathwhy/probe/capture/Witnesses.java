package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The times to live that hosts' own answers arrived with. Keeps those of a bounded number of
/// hosts.
final class Witnesses {
  private static final int MOST_HOSTS = 4096;

  /** Answers that are the host's own, the best witness first. */
  enum Kind {
    HANDSHAKE,
    DATAGRAM,
    ECHO,
    ERROR
  }

  private final Map<IpAddress, EnumMap<Kind, Integer>> ttls = new HashMap<>();

  /** Takes up an answer. */
  void add(Kind kind, Frame.Packet packet) {
    if (ttls.size() < MOST_HOSTS || ttls.containsKey(packet.from())) {
      ttls.computeIfAbsent(packet.from(), _ -> new EnumMap<>(Kind.class)).put(kind, packet.ttl());
    }
  }

  /** That of a host, as the best of its answers had it. */
  OptionalInt ttl(IpAddress host) {
    EnumMap<Kind, Integer> known = ttls.get(host);
    return known == null || known.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(known.values().iterator().next());
  }
}
