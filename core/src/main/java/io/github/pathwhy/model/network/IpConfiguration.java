package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// An address of a network interface in a subnet. `assumed` is set when the input leaves the
/// private address to Azure's dynamic allocation and the first free one of the subnet stands in for
/// it. `pools` names the load balancer pools and rules it is a member of, `block` all addresses of
/// the configuration where it has more than one. `gateway` is the frontend of a Gateway Load
/// Balancer that is chained in front of its public address.
public record IpConfiguration(
    ResourceId id,
    SourcePosition declaredAt,
    IpAddress privateAddress,
    boolean assumed,
    ResourceId subnet,
    Optional<ResourceId> publicIpAddress,
    List<ResourceId> applicationSecurityGroups,
    List<ResourceId> pools,
    Optional<Prefix> block,
    Optional<ResourceId> gateway) {

  /** A configuration with one address. */
  public IpConfiguration(
      ResourceId id,
      SourcePosition declaredAt,
      IpAddress privateAddress,
      boolean assumed,
      ResourceId subnet,
      Optional<ResourceId> publicIpAddress,
      List<ResourceId> applicationSecurityGroups,
      List<ResourceId> pools) {
    this(
        id,
        declaredAt,
        privateAddress,
        assumed,
        subnet,
        publicIpAddress,
        applicationSecurityGroups,
        pools,
        Optional.empty(),
        Optional.empty());
  }

  public IpConfiguration {
    applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
    pools = List.copyOf(pools);
  }

  /** All addresses of the configuration. */
  public Prefix addresses() {
    return block.orElseGet(() -> Prefix.host(privateAddress));
  }

  /** Whether the address is one of the configuration. */
  public boolean has(IpAddress address) {
    return privateAddress.equals(address) || (block.isPresent() && block.get().contains(address));
  }
}
