package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of graphs, with and without circles. */
final class HopOrderTest {
  private static final long SEED = 25;
  private static final int GRAPHS = 2000;
  private static final int MOST_VERTICES = 12;

  private record Edge(int from, int to) {}

  private static List<Integer> sorted(int vertices, Edge... edges) {
    return sorted(new int[vertices], List.of(edges));
  }

  private static List<Integer> sorted(int[] ranks, List<Edge> edges) {
    HopOrder order = new HopOrder();
    for (int rank : ranks) {
      order.add(rank);
    }
    edges.forEach(edge -> order.link(edge.from(), edge.to()));
    return order.sorted();
  }

  @Test
  void whatWasMetFirstComesFirst() {
    assertThat(sorted(3)).containsExactly(0, 1, 2);
    assertThat(sorted(4, new Edge(0, 2), new Edge(0, 1))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void vertexStandsBehindAllThatLeadToIt() {
    assertThat(sorted(4, new Edge(0, 1), new Edge(1, 2), new Edge(0, 3), new Edge(3, 2)))
        .containsExactly(0, 1, 3, 2);
  }

  @Test
  void lowerRankComesFirst() {
    assertThat(sorted(new int[] {0, 2, 1, 0}, List.of(new Edge(0, 1), new Edge(0, 3))))
        .containsExactly(0, 3, 2, 1);
  }

  @Test
  void edgeThatClosesCircleDoesNotCount() {
    assertThat(sorted(3, new Edge(0, 1), new Edge(1, 2), new Edge(2, 1), new Edge(2, 0)))
        .containsExactly(0, 1, 2);
    assertThat(sorted(2, new Edge(0, 0), new Edge(0, 1))).containsExactly(0, 1);
  }

  /** What is behind a circle stands behind all of it, though it was met before. */
  @Test
  void circleComesBeforeWhatIsBehindIt() {
    assertThat(
            sorted(
                4, new Edge(0, 1), new Edge(0, 2), new Edge(2, 3), new Edge(3, 2), new Edge(3, 1)))
        .containsExactly(0, 2, 3, 1);
  }

  @Test
  void edgesOutsideOfCirclesAlwaysCount() {
    Random random = new Random(SEED);
    for (int run = 0; run < GRAPHS; run++) {
      int vertices = 1 + random.nextInt(MOST_VERTICES);
      int[] ranks = IntStream.range(0, vertices).map(_ -> random.nextInt(3)).toArray();
      List<Edge> edges = new ArrayList<>();
      for (int i = random.nextInt(2 * vertices); i > 0; i--) {
        edges.add(new Edge(random.nextInt(vertices), random.nextInt(vertices)));
      }
      List<Integer> order = sorted(ranks, edges);
      assertThat(order)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, vertices).boxed().toList());
      boolean[][] leads = closure(vertices, edges);
      for (Edge edge : edges) {
        if (!leads[edge.to()][edge.from()]) {
          assertThat(order.indexOf(edge.from()))
              .as("seed %d, run %d, %s in %s", SEED, run, edge, edges)
              .isLessThan(order.indexOf(edge.to()));
        }
      }
    }
  }

  /** Which vertex leads to which, itself included. */
  private static boolean[][] closure(int vertices, List<Edge> edges) {
    boolean[][] leads = new boolean[vertices][vertices];
    for (int vertex = 0; vertex < vertices; vertex++) {
      leads[vertex][vertex] = true;
    }
    edges.forEach(edge -> leads[edge.from()][edge.to()] = true);
    for (int middle = 0; middle < vertices; middle++) {
      for (int from = 0; from < vertices; from++) {
        for (int to = 0; to < vertices; to++) {
          leads[from][to] |= leads[from][middle] && leads[middle][to];
        }
      }
    }
    return leads;
  }
}
