package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.Optional;

/// An ExpressRoute circuit. States are Azure's words, absent when the input does not say;
/// `privatePeering` is false when the circuit is known to have none.
public record ExpressRouteCircuit(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<String> circuitState,
    Optional<String> providerState,
    Optional<Boolean> privatePeering)
    implements Resource {}
