package io.github.pathwhy.model.resource;

import java.util.Set;

/// A property of a resource whose value the input does not know.
///
/// @param property its name, such as `enableIPForwarding`
/// @param missing what would tell, such as `{parameters('forwarding')}`
/// @param place where the value would stand
public record Gap(String property, String missing, SourcePosition place) {
  /** What an address or a device can do; ARM writes it as the `name` of an object, too. */
  public static final String SKU = "sku";

  /// Name servers say what a name means, subnets who has an address, the others whether and how a
  /// packet leaves.
  private static final Set<String> BESIDE_ROUTES =
      Set.of(
          "dnsServers",
          "defaultOutboundAccess",
          "allowForwardedTraffic",
          "privateEndpointNetworkPolicies",
          "subnets");

  /** Says only whether addresses count that are known. */
  private static final String PEERING_STATE = "peeringState";

  /** Whether the routes of a network may depend on it. */
  public boolean mayShapeRoutes() {
    return !BESIDE_ROUTES.contains(property);
  }

  /** Whether it may hide addresses that belong to a network or to one beside it. */
  public boolean mayHideAddresses() {
    return mayShapeRoutes() && !property.equals(PEERING_STATE);
  }

  /** What is missing, in words: the property of which resource, and what would tell. */
  public String of(ResourceId resource) {
    return property + " of " + resource.name() + ": " + missing;
  }

  @Override
  public String toString() {
    return property + " " + missing + " (" + place + ")";
  }
}
