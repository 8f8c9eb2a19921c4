package io.github.pathwhy.live;

/** A place on a measured path. */
public sealed interface Spot {

  /** This machine. */
  record Source() implements Spot {}

  /** A router, by its distance. */
  record Router(int ttl) implements Spot {}

  /** Who was asked, whether or not the path gets there. */
  record Destination() implements Spot {}
}
