package io.github.pathwhy.load.census;

/// What resources of a type mean for answers, as far as the type alone tells. A type without a row
/// of its own has that of all others of its provider; properties with rows count all the same.
public enum TypeFinding {
  /** They put nothing into a network and decide nothing. */
  HARMLESS,
  /** Readers know the type. */
  MODELLED,
  /** They decide, or may stand in a network, and are not modelled. */
  DECIDES,
  /// Nothing is known of the type. Such a resource decides if it refers to a subnet, interface,
  /// address, load balancer, gateway, network or machine of the input, or holds an address inside
  /// one of its networks; else it is harmless.
  UNLISTED
}
