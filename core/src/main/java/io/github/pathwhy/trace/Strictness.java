package io.github.pathwhy.trace;

/// Where documentation says that packets are lost and measurements saw them pass: whether the
/// documented behaviour counts.
///
/// @param peering for forwarded traffic over a peering link that does not allow it
/// @param endpoints for answers of private endpoints that are not routed through the Azure Firewall
///   that passed the request on with its own source
public record Strictness(boolean peering, boolean endpoints) {
  /** What was measured. */
  public static final Strictness MEASURED = new Strictness(false, false);
}
