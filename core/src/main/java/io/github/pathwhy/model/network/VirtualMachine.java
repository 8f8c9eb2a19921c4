package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// A virtual machine. Its first interface is the primary one. `appliance` is what an overlay says
/// about its own forwarding policy, when it is a network virtual appliance; `scaleSet` is the scale
/// set that it is an instance of.
public record VirtualMachine(
    ResourceId id,
    SourcePosition declaredAt,
    List<ResourceId> networkInterfaces,
    Optional<AppliancePolicy> appliance,
    Optional<ResourceId> scaleSet)
    implements Resource {

  public VirtualMachine {
    networkInterfaces = List.copyOf(networkInterfaces);
  }

  /** The short name; instances of a scale set are numbered, and named after it. */
  @Override
  public String name() {
    return scaleSet
        .filter(set -> set.equals(id.parent()))
        .map(set -> set.name() + "_" + id.name())
        .orElseGet(id::name);
  }
}
