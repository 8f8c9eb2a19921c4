package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;

/** A NAT gateway: source translation of what the attached subnets send to the internet. */
public record NatGateway(
    ResourceId id,
    SourcePosition declaredAt,
    List<ResourceId> publicIpAddresses,
    List<ResourceId> publicIpPrefixes)
    implements Resource {

  public NatGateway {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    publicIpPrefixes = List.copyOf(publicIpPrefixes);
  }
}
