package io.github.pathwhy.cli.net;

/** The machines of the {@link Network}: namespaces. */
enum Node {
  SOURCE("src"),
  R1("r1"),
  R2("r2"),
  /** The other way from R1 to the firewall; used when a fault says so. */
  R2B("r2b"),
  FIREWALL("fw"),
  DESTINATION("dst");

  private final String label;

  Node(String label) {
    this.label = label;
  }

  /** Its short name, in names of namespaces and of interfaces: `to-fw` leads to the firewall. */
  String label() {
    return label;
  }

  /** Whether it forwards. */
  boolean isRouter() {
    return this != SOURCE && this != DESTINATION;
  }
}
