package io.github.pathwhy.report.picture;

import io.github.pathwhy.report.CheckReport;
import java.util.List;

/// A path as it is drawn, free of any format: the hops of the request, the steps between them, and
/// the ways of the reply. Steps refer to hops by their place in the list.
public record PathPicture(
    String heading, Mark verdict, String why, List<Stop> stops, List<Step> steps, List<Way> ways) {

  public PathPicture {
    stops = List.copyOf(stops);
    steps = List.copyOf(steps);
    ways = List.copyOf(ways);
  }

  /** What part something has in the answer, the weightiest last. */
  public enum Mark {
    PASSES,
    WARNS,
    UNDETERMINED,
    BLOCKS
  }

  /// A hop.
  ///
  /// @param reached false for a destination that the flow does not get to
  /// @param mark what is wrong at the hop itself, not on a step from or to it
  public record Stop(
      String name,
      String address,
      boolean reached,
      Mark mark,
      List<CheckReport.EvidenceView> decisions,
      List<String> issues) {

    public Stop {
      decisions = List.copyOf(decisions);
      issues = List.copyOf(issues);
    }

    /** The name, with the address where it says more, and a mark where it is not determined. */
    public List<String> label() {
      String shown = mark == Mark.UNDETERMINED ? name + " ?" : name;
      return address.isEmpty() || address.equals(name) ? List.of(shown) : List.of(shown, address);
    }
  }

  /// The way from one hop to the next.
  ///
  /// @param label what decides it; may be empty
  public record Step(int from, int to, String label, Mark mark) {}

  /// A way of the reply, in the order in which it goes.
  ///
  /// @param name what it is called
  public record Way(String name, List<Stop> stops, List<Step> steps) {
    public Way {
      stops = List.copyOf(stops);
      steps = List.copyOf(steps);
    }

    Way named(String other) {
      return new Way(other, stops, steps);
    }
  }
}
