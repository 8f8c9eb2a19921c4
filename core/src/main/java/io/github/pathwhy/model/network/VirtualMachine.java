package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// A virtual machine. Its first interface is the primary one. `appliance` is what an overlay says
/// about its own forwarding policy, when it is a network virtual appliance.
public record VirtualMachine(
    ResourceId id,
    SourcePosition declaredAt,
    List<ResourceId> networkInterfaces,
    Optional<AppliancePolicy> appliance)
    implements Resource {

  public VirtualMachine {
    networkInterfaces = List.copyOf(networkInterfaces);
  }
}
