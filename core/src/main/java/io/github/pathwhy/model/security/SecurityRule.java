package io.github.pathwhy.model.security;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.List;
import java.util.Optional;

/// A rule of a network security group: custom ones have a priority of 100 to 4096 and the place
/// where they were declared, the six default ones 65000 to 65500 and no place. The lower priority
/// number is evaluated first.
public record SecurityRule(
    ResourceId id,
    Optional<SourcePosition> declaredAt,
    int priority,
    Direction direction,
    Access access,
    Protocol protocol,
    List<AddressTerm> source,
    List<PortRange> sourcePorts,
    List<AddressTerm> destination,
    List<PortRange> destinationPorts) {

  public SecurityRule {
    source = List.copyOf(source);
    sourcePorts = List.copyOf(sourcePorts);
    destination = List.copyOf(destination);
    destinationPorts = List.copyOf(destinationPorts);
  }

  /** The short name. */
  public String name() {
    return id.name();
  }

  /** Whether this is one of the rules that every group has. */
  public boolean isDefault() {
    return priority >= 65_000;
  }
}
