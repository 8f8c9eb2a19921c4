package io.github.pathwhy.text;

/// A place in one of the inputs, packed into a long so that every node of a large document can
/// carry one: the index of the input, the line, and the column (both capped). The order of the
/// numbers is that of the places.
public final class Position {
  /** How many inputs there can be. */
  public static final int MOST_INPUTS = 1 << 11;

  private static final int BITS = 26;
  private static final long MOST = (1L << BITS) - 1;

  private Position() {}

  public static long of(int input, int line, int column) {
    return (long) input << (2 * BITS) | Math.min(line, MOST) << BITS | Math.min(column, MOST);
  }

  public static int input(long position) {
    return (int) (position >>> (2 * BITS));
  }

  public static int line(long position) {
    return (int) (position >>> BITS & MOST);
  }

  public static int column(long position) {
    return (int) (position & MOST);
  }
}
