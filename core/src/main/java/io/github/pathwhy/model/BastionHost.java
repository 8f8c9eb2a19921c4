package io.github.pathwhy.model;

import java.util.Optional;

/// An Azure Bastion host: reached from the internet on its public address, it opens connections
/// from the private addresses of its subnet.
public record BastionHost(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId subnet,
    Optional<ResourceId> publicIpAddress)
    implements Resource {}
