package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A virtual network: its address space, subnets and the peering links that start here. Machines
/// ask `dnsServers`; none means Azure's own DNS with its private zones.
public record VirtualNetwork(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<String> location,
    List<Prefix> addressSpace,
    List<Subnet> subnets,
    List<Peering> peerings,
    List<IpAddress> dnsServers)
    implements Resource {

  public VirtualNetwork {
    addressSpace = List.copyOf(addressSpace);
    subnets = List.copyOf(subnets);
    peerings = List.copyOf(peerings);
    dnsServers = List.copyOf(dnsServers);
  }

  /** The same network with further links. */
  public VirtualNetwork withPeerings(List<Peering> more) {
    List<Peering> all = new ArrayList<>(peerings);
    all.addAll(more);
    return new VirtualNetwork(id, declaredAt, location, addressSpace, subnets, all, dnsServers);
  }

  /** The same network with other subnets. */
  public VirtualNetwork withSubnets(List<Subnet> others) {
    return new VirtualNetwork(id, declaredAt, location, addressSpace, others, peerings, dnsServers);
  }

  /** Whether the address belongs to the address space. */
  public boolean contains(IpAddress address) {
    for (Prefix prefix : addressSpace) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The subnet that holds the address. */
  public Optional<Subnet> subnetOf(IpAddress address) {
    for (Subnet subnet : subnets) {
      if (subnet.contains(address)) {
        return Optional.of(subnet);
      }
    }
    return Optional.empty();
  }
}
