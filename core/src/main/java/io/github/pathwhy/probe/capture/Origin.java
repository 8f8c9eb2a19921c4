package io.github.pathwhy.probe.capture;

import java.util.OptionalInt;

/// Who sent a reply in the destination's name, as far as times to live tell: every sender begins
/// with 64, 128 or 255, and every router takes one away. Distances are counted as a hop trace
/// counts them: 1 is the neighbour.
public sealed interface Origin {
  /// The destination: the reply comes from as far away as its other answers.
  record Destination(int hops) implements Origin {}

  /// Something nearer.
  ///
  /// @param hops how far away it is
  /// @param before how many hops that is before the destination
  record OnTheWay(int hops, int before) implements Origin {}

  /** It cannot be told, and why. */
  record Undetermined(String why) implements Origin {}

  /** Longer ways than that are no ways, but other beginnings. */
  int MOST_HOPS = 50;

  /// Compares two times to live on arrival.
  ///
  /// @param ttl the reply's
  /// @param destinationTtl that of an answer that is the destination's own
  static Origin of(int ttl, OptionalInt destinationTtl) {
    if (destinationTtl.isEmpty()) {
      return new Undetermined(
          "the destination sent nothing else whose time to live could be compared");
    }
    int reference = destinationTtl.getAsInt();
    int hops = hops(ttl);
    int distance = hops(reference);
    if (hops > MOST_HOPS || distance > MOST_HOPS) {
      return new Undetermined(
          "the times to live " + ttl + " and " + reference + " fit no usual beginning");
    }
    if (hops < distance) {
      return new OnTheWay(hops, distance - hops);
    }
    if (hops > distance) {
      return new Undetermined(
          "it comes from farther away ("
              + hops
              + " hops) than other answers of the destination ("
              + distance
              + ")");
    }
    return initial(ttl) == initial(reference)
        ? new Destination(hops)
        : new Undetermined(
            "it comes from as far away as other answers of the destination, but began with "
                + initial(ttl)
                + " and they with "
                + initial(reference));
  }

  /// How far away the sender of a packet is that arrives with this time to live, if it began with a
  /// usual one.
  static int hops(int ttl) {
    return initial(ttl) - ttl + 1;
  }

  /** What the time to live began with, if that was a usual one. */
  static int initial(int ttl) {
    if (ttl <= 64) {
      return 64;
    }
    return ttl <= 128 ? 128 : 255;
  }

  /** For people: `something 3 hops away, 1 hop before the destination`. */
  default String words() {
    return switch (this) {
      case Destination(int hops) -> "the destination itself, " + count(hops) + " away";
      case OnTheWay(int hops, int before) ->
          "something " + count(hops) + " away, " + count(before) + " before the destination";
      case Undetermined(String why) -> "cannot tell: " + why;
    };
  }

  private static String count(int hops) {
    return hops + (hops == 1 ? " hop" : " hops");
  }
}
