package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A subnet of a virtual network and what is attached to it. `defaultOutboundAccess` is absent when
/// the input does not say; `serviceEndpoints` are service names such as `Microsoft.Storage`.
public record Subnet(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId virtualNetwork,
    List<Prefix> prefixes,
    Optional<ResourceId> securityGroup,
    Optional<ResourceId> routeTable,
    Optional<ResourceId> natGateway,
    Optional<Boolean> defaultOutboundAccess,
    List<String> serviceEndpoints)
    implements Resource {

  public Subnet {
    prefixes = List.copyOf(prefixes);
    serviceEndpoints = List.copyOf(serviceEndpoints);
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
