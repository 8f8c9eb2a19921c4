package io.github.pathwhy.probe;

/** Whether an engine can do something here, and if not, why and how to mend it. */
public sealed interface Capability {

  /** It can. */
  record Able() implements Capability {}

  /// It cannot.
  ///
  /// @param why for example `the group 65534 is not in net.ipv4.ping_group_range`
  /// @param remedy how to get it, for example a command; empty when there is no way
  record Unable(String why, String remedy) implements Capability {}

  /** Whether it can. */
  default boolean isAble() {
    return this instanceof Able;
  }
}
