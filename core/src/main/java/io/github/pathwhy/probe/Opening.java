package io.github.pathwhy.probe;

/** The attempt to open an engine. */
public sealed interface Opening {

  /** It is open; whoever asked closes it. */
  record Opened(ProbeEngine engine) implements Opening {}

  /// This machine or process cannot have it.
  ///
  /// @param why for example `this process may not call native code`
  /// @param remedy how to get it; empty when there is no way
  record Unavailable(String why, String remedy) implements Opening {}
}
