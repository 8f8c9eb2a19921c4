package io.github.pathwhy.probe;

/** Hears how far long work has come. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress NONE = (activity, done, total) -> {};

  /// Work went on.
  ///
  /// @param activity what is done, for example `probing 10.0.2.4:443`
  /// @param done steps done
  /// @param total steps in all; 0 when not known
  void update(String activity, int done, int total);
}
