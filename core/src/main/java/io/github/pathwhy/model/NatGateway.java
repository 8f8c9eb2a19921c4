package io.github.pathwhy.model;

import java.util.List;

/** A NAT gateway: source translation of what the attached subnets send to the internet. */
public record NatGateway(
    ResourceId id, SourcePosition declaredAt, List<ResourceId> publicIpAddresses)
    implements Resource {

  public NatGateway {
    publicIpAddresses = List.copyOf(publicIpAddresses);
  }
}
