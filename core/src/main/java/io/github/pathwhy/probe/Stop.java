package io.github.pathwhy.probe;

/** Tells long work that its user wants it to end; it then gives what it has. */
@FunctionalInterface
public interface Stop {
  /** Nobody ever asks. */
  Stop NEVER = () -> false;

  /** Whether to end now. Cheap, and safe to ask from any thread. */
  boolean isRequested();
}
