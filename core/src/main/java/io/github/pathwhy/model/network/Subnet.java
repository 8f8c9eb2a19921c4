package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A subnet of a virtual network and what is attached to it. `defaultOutboundAccess` is absent when
/// the input does not say; `serviceEndpoints` are service names such as `Microsoft.Storage`,
/// `delegations` those of services that the subnet is given to.
public record Subnet(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId virtualNetwork,
    List<Prefix> prefixes,
    Optional<ResourceId> securityGroup,
    Optional<ResourceId> routeTable,
    Optional<ResourceId> natGateway,
    Optional<Boolean> defaultOutboundAccess,
    List<String> serviceEndpoints,
    EndpointPolicies endpointPolicies,
    List<String> delegations)
    implements Resource {

  public Subnet {
    prefixes = List.copyOf(prefixes);
    serviceEndpoints = List.copyOf(serviceEndpoints);
    delegations = List.copyOf(delegations);
  }

  /// What private endpoints of the subnet obey (`privateEndpointNetworkPolicies`); absent in the
  /// input means nothing of both.
  public enum EndpointPolicies {
    DISABLED("Disabled"),
    SECURITY_GROUPS("NetworkSecurityGroupEnabled"),
    ROUTE_TABLES("RouteTableEnabled"),
    ENABLED("Enabled");

    private final String label;

    EndpointPolicies(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }

    /** Whether security groups apply. */
    public boolean filters() {
      return this == SECURITY_GROUPS || this == ENABLED;
    }

    /** Whether user routes apply. */
    public boolean routes() {
      return this == ROUTE_TABLES || this == ENABLED;
    }
  }

  /** The same subnet with another route table. */
  public Subnet withRouteTable(ResourceId table) {
    return new Subnet(
        id,
        declaredAt,
        virtualNetwork,
        prefixes,
        securityGroup,
        Optional.of(table),
        natGateway,
        defaultOutboundAccess,
        serviceEndpoints,
        endpointPolicies,
        delegations);
  }

  /** Whether the address lies in one of the subnet's prefixes. */
  public boolean contains(IpAddress address) {
    for (Prefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
