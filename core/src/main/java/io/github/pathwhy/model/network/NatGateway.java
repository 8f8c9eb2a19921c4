package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;

/// A NAT gateway: source translation of what the attached subnets send to the internet.
///
/// @param carriesEcho whether it translates ICMP, too, as those of SKU `StandardV2` do
/// @see <a href="https://learn.microsoft.com/azure/nat-gateway/nat-sku">NAT gateway SKUs</a>
public record NatGateway(
    ResourceId id,
    SourcePosition declaredAt,
    List<ResourceId> publicIpAddresses,
    List<ResourceId> publicIpPrefixes,
    boolean carriesEcho)
    implements Resource {

  public NatGateway {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    publicIpPrefixes = List.copyOf(publicIpPrefixes);
  }
}
