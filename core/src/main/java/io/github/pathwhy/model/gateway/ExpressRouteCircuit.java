package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// An ExpressRoute circuit. States are Azure's words, absent when the input does not say;
/// `privatePeering` is false when the circuit is known to have none; `globalReach` are the circuits
/// that it is joined with.
public record ExpressRouteCircuit(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<String> circuitState,
    Optional<String> providerState,
    Optional<Boolean> privatePeering,
    List<ResourceId> globalReach)
    implements Resource {
  public ExpressRouteCircuit {
    globalReach = List.copyOf(globalReach);
  }
}
