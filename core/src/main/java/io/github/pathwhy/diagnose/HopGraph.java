package io.github.pathwhy.diagnose;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the paths of a trace together into one graph: hops that the same flow visits are one hop.
/// They are listed in topological order, where paths arrive behind everything else. What goes wrong
/// on the way back is an issue of the hop whose table or rule decides there, or of the last hop
/// before it that both ways share.
final class HopGraph {
  private final Map<Key, Vertex> vertices = new LinkedHashMap<>();
  private final HopOrder order = new HopOrder();

  /// What makes two hops the same. To arrive at a place is something else than to set out from it
  /// or to pass it: a machine that calls itself sends and receives the same flow.
  private record Key(Node node, Flow flow, boolean arrives) {}

  private static final class Vertex {
    final int index;
    final Hop hop;
    final DiagnosedHop.Role role;
    final Set<Step> steps = new LinkedHashSet<>();
    final Set<Issue> issues = new LinkedHashSet<>();
    final Set<Integer> next = new LinkedHashSet<>();
    final Set<Integer> previous = new LinkedHashSet<>();

    Vertex(int index, Hop hop, DiagnosedHop.Role role) {
      this.index = index;
      this.hop = hop;
      this.role = role;
    }
  }

  private HopGraph() {}

  /** The hops of all paths, the source first, the destination last. */
  static List<DiagnosedHop> of(Trace trace) {
    HopGraph graph = new HopGraph();
    for (Path path : trace.paths()) {
      graph.add(path);
    }
    return graph.hops();
  }

  private void add(Path path) {
    Vertex last = null;
    List<Vertex> visited = new ArrayList<>(path.hops().size());
    for (int i = 0; i < path.hops().size(); i++) {
      Hop hop = path.hops().get(i);
      DiagnosedHop.Role role = role(hop.node(), i, path);
      Key key = new Key(hop.node(), hop.flow(), role == DiagnosedHop.Role.DESTINATION);
      Vertex vertex = vertices.computeIfAbsent(key, _ -> vertex(hop, role));
      for (Step step : hop.steps()) {
        vertex.steps.add(step);
        IssueFinder.find(step).ifPresent(vertex.issues::add);
      }
      if (last != null && last != vertex) {
        last.next.add(vertex.index);
        vertex.previous.add(last.index);
        order.link(last.index, vertex.index);
      }
      last = vertex;
      visited.add(vertex);
    }
    path.replies().forEach(reply -> addReply(reply, visited));
  }

  private Vertex vertex(Hop hop, DiagnosedHop.Role role) {
    order.add(
        switch (role) {
          case SOURCE, FORWARDER -> 0;
          case UNRESOLVED -> 1;
          case DESTINATION -> 2;
        });
    return new Vertex(vertices.size(), hop, role);
  }

  private static DiagnosedHop.Role role(Node node, int index, Path path) {
    if (index == 0) {
      return DiagnosedHop.Role.SOURCE;
    }
    if (node instanceof Node.Unresolved) {
      return DiagnosedHop.Role.UNRESOLVED;
    }
    return index == path.hops().size() - 1 && path.complete()
        ? DiagnosedHop.Role.DESTINATION
        : DiagnosedHop.Role.FORWARDER;
  }

  private static void addReply(Path reply, List<Vertex> request) {
    Vertex shared = request.getLast();
    for (Hop hop : reply.hops()) {
      for (Vertex vertex : request) {
        if (vertex.hop.node().isSameDevice(hop.node())) {
          shared = vertex;
          break;
        }
      }
      for (Step step : hop.steps()) {
        IssueFinder.find(step).ifPresent(shared.issues::add);
      }
    }
  }

  private List<DiagnosedHop> hops() {
    List<Vertex> found = List.copyOf(vertices.values());
    List<Integer> sorted = order.sorted();
    int[] places = new int[found.size()];
    for (int i = 0; i < places.length; i++) {
      places[sorted.get(i)] = i;
    }
    List<DiagnosedHop> hops = new ArrayList<>(found.size());
    for (int index : sorted) {
      Vertex vertex = found.get(index);
      hops.add(
          new DiagnosedHop(
              vertex.role,
              new Hop(vertex.hop.node(), vertex.hop.flow(), List.copyOf(vertex.steps)),
              List.copyOf(vertex.issues),
              places(vertex.next, places),
              places(vertex.previous, places)));
    }
    return hops;
  }

  private static List<Integer> places(Set<Integer> indexes, int[] places) {
    return indexes.stream().map(index -> places[index]).sorted().toList();
  }
}
