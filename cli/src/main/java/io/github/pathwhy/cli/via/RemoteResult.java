package io.github.pathwhy.cli.via;

/** What became of a command on another machine. */
public sealed interface RemoteResult {

  /** It ran and ended. */
  record Ended(int code) implements RemoteResult {}

  /// It could not be run, or its answer was lost.
  ///
  /// @param why safe to show
  /// @param hint what to do about it; empty when there is nothing to say
  record Failed(String why, String hint) implements RemoteResult {}

  /** The user ended it before it did so by itself. */
  record Interrupted() implements RemoteResult {}
}
