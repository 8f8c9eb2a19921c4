package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The different ways that flows took.
///
/// @param flows how many were followed to an end
/// @param paths the ways, the most used first
public record FlowPaths(int flows, List<FlowPath> paths) {
  public FlowPaths {
    paths = List.copyOf(paths);
  }

  /** Whether two of the ways meet different routers at some hop. */
  public boolean differ() {
    Map<Integer, IpAddress> first = new HashMap<>();
    for (FlowPath path : paths) {
      for (int i = 0; i < path.hops().size(); i++) {
        Optional<IpAddress> address = path.hops().get(i);
        if (address.isPresent()) {
          IpAddress known = first.putIfAbsent(i, address.get());
          if (known != null && !known.equals(address.get())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// One way.
  ///
  /// @param hops the address at each hop; empty where no flow got an answer
  /// @param ports the source ports that took it
  public record FlowPath(List<Optional<IpAddress>> hops, PathEnd end, List<Integer> ports) {
    public FlowPath {
      hops = List.copyOf(hops);
      ports = List.copyOf(ports);
    }
  }

  /// A place that ways go through.
  ///
  /// @param next places in the graph that come after it
  public record Place(int ttl, Optional<IpAddress> address, List<Integer> next) {
    public Place {
      next = List.copyOf(next);
    }
  }

  /** All ways as one graph, ordered by hop; a place is a hop with an address. */
  public List<Place> graph() {
    record Key(int ttl, Optional<IpAddress> address) {}
    Map<Key, List<Key>> edges = new LinkedHashMap<>();
    int longest = 0;
    for (FlowPath path : paths) {
      longest = Math.max(longest, path.hops().size());
    }
    for (int ttl = 1; ttl <= longest; ttl++) {
      for (FlowPath path : paths) {
        if (ttl > path.hops().size()) {
          continue;
        }
        List<Key> next =
            edges.computeIfAbsent(new Key(ttl, path.hops().get(ttl - 1)), _ -> new ArrayList<>());
        if (ttl < path.hops().size()) {
          Key after = new Key(ttl + 1, path.hops().get(ttl));
          if (!next.contains(after)) {
            next.add(after);
          }
        }
      }
    }
    List<Key> keys = List.copyOf(edges.keySet());
    List<Place> places = new ArrayList<>(keys.size());
    for (Key key : keys) {
      List<Integer> next = new ArrayList<>();
      for (Key after : edges.getOrDefault(key, List.of())) {
        next.add(keys.indexOf(after));
      }
      places.add(new Place(key.ttl(), key.address(), next));
    }
    return places;
  }
}
