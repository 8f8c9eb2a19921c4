package io.github.pathwhy.cli.options;

/// Where an option stands in the help of its command. It is kept in the order of the option, which
/// costs nothing when no help is asked for; options without one are about the question.
public enum Section {
  /** What most command lines have, in order. */
  FIRST(0, "Options:"),
  QUESTION(100, "More about the question:"),
  PROBES(200, "Real packets:"),
  WEB(300, "HTTP and TLS:"),
  AZURE(400, "As az has them:"),
  OUTPUT(500, "More about the output:");

  private static final int WIDTH = 100;

  private final int order;
  private final String heading;

  Section(int order, String heading) {
    this.order = order;
    this.heading = heading;
  }

  /** What stands above the options. */
  public String heading() {
    return heading;
  }

  /** The order of an option here, by its place. */
  public int at(int place) {
    return order + place;
  }

  /** The order of an option here whose place does not matter. */
  public int order() {
    return at(0);
  }

  /** The section of an option by its order. */
  public static Section of(int order) {
    return order < 0 ? QUESTION : values()[Math.min(order / WIDTH, values().length - 1)];
  }
}
