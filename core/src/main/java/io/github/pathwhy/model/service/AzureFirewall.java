package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// An Azure Firewall in its subnet or in a virtual hub. The private address is absent when the
/// input leaves it to Azure; rules come from a policy or are the firewall's own (classic).
public record AzureFirewall(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<ResourceId> subnet,
    Optional<ResourceId> virtualHub,
    Optional<IpAddress> privateAddress,
    List<ResourceId> publicIpAddresses,
    List<IpAddress> hubPublicAddresses,
    Optional<ResourceId> policy,
    FirewallPolicy.Rules ownRules)
    implements Resource {

  public AzureFirewall {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    hubPublicAddresses = List.copyOf(hubPublicAddresses);
  }
}
