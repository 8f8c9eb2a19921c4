package io.github.pathwhy.load;

/// A place in one of the inputs, packed into a long so that every node of a large document can
/// carry one: the index of the input, the line, and the column (capped).
final class Position {
  private static final int COLUMN_BITS = 20;
  private static final int LINE_BITS = 32;
  private static final long MAX_COLUMN = (1L << COLUMN_BITS) - 1;

  private Position() {}

  static long of(int input, int line, int column) {
    return (long) input << (LINE_BITS + COLUMN_BITS)
        | (long) line << COLUMN_BITS
        | Math.min(column, MAX_COLUMN);
  }

  static int input(long position) {
    return (int) (position >>> (LINE_BITS + COLUMN_BITS));
  }

  static int line(long position) {
    return (int) (position >>> COLUMN_BITS);
  }

  static int column(long position) {
    return (int) (position & MAX_COLUMN);
  }
}
