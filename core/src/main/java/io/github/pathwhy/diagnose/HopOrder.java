package io.github.pathwhy.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/// The topological order of a graph whose vertices are numbered as they are first met: a vertex
/// stands behind all that lead to it. Where that leaves a choice, the lower rank comes first, then
/// what was met first. An edge that closes a circle has no part in it.
final class HopOrder {
  private final List<Integer> ranks = new ArrayList<>();
  private final List<List<Integer>> after = new ArrayList<>();

  /** Adds the next vertex. */
  void add(int rank) {
    ranks.add(rank);
    after.add(new ArrayList<>(2));
  }

  /** Adds an edge. */
  void link(int from, int to) {
    if (!after.get(from).contains(to) && !leads(to, from)) {
      after.get(from).add(to);
    }
  }

  private boolean leads(int from, int to) {
    BitSet seen = new BitSet(ranks.size());
    Deque<Integer> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      int vertex = open.removeLast();
      if (vertex == to) {
        return true;
      }
      if (!seen.get(vertex)) {
        seen.set(vertex);
        open.addAll(after.get(vertex));
      }
    }
    return false;
  }

  /** The numbers of all vertices, in order. */
  List<Integer> sorted() {
    int[] before = new int[ranks.size()];
    for (List<Integer> next : after) {
      for (int vertex : next) {
        before[vertex]++;
      }
    }
    PriorityQueue<Integer> free =
        new PriorityQueue<>(
            Comparator.<Integer>comparingInt(ranks::get).thenComparing(Comparator.naturalOrder()));
    for (int vertex = 0; vertex < before.length; vertex++) {
      if (before[vertex] == 0) {
        free.add(vertex);
      }
    }
    List<Integer> sorted = new ArrayList<>(before.length);
    while (!free.isEmpty()) {
      int vertex = free.remove();
      sorted.add(vertex);
      for (int next : after.get(vertex)) {
        before[next]--;
        if (before[next] == 0) {
          free.add(next);
        }
      }
    }
    return sorted;
  }
}
