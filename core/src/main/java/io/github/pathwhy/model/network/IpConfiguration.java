package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// An address of a network interface in a subnet. `assumed` is set when the input leaves the
/// private address to Azure's dynamic allocation and the first free one of the subnet stands in for
/// it. `pools` names the load balancer pools and rules it is a member of.
public record IpConfiguration(
    ResourceId id,
    SourcePosition declaredAt,
    IpAddress privateAddress,
    boolean assumed,
    ResourceId subnet,
    Optional<ResourceId> publicIpAddress,
    List<ResourceId> applicationSecurityGroups,
    List<ResourceId> pools) {

  public IpConfiguration {
    applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
    pools = List.copyOf(pools);
  }
}
