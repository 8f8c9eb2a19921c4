package io.github.pathwhy.model.network;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Prefix;
import java.util.Optional;

/// A block of public addresses, used by NAT gateways and frontends; it may be out of a range that
/// somebody brought to Azure.
public record PublicIpPrefix(
    ResourceId id,
    SourcePosition declaredAt,
    Optional<Prefix> prefix,
    Optional<ResourceId> customPrefix)
    implements Resource {}
