package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/** A network interface (NIC). Its first ip configuration is the primary one. */
public record NetworkInterface(
    ResourceId id,
    SourcePosition declaredAt,
    List<IpConfiguration> ipConfigurations,
    boolean ipForwarding,
    Optional<ResourceId> securityGroup,
    Optional<ResourceId> virtualMachine)
    implements Resource {

  public NetworkInterface {
    ipConfigurations = List.copyOf(ipConfigurations);
  }
}
