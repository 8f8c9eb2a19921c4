package io.github.pathwhy.load;

/** How deeply documents may nest: far more than any real one, far less than the stack. */
final class Depth {
  static final int MOST = 200;
  static final String MESSAGE = "nested more than " + MOST + " levels deep";
  static final String HINT = "topologies need a dozen";

  private Depth() {}
}
