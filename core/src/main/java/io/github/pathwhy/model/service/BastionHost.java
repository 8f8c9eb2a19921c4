package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.Optional;

/// An Azure Bastion host: reached from the internet on its public address, it opens connections
/// from the private addresses of its subnet.
public record BastionHost(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId subnet,
    Optional<ResourceId> publicIpAddress)
    implements Resource {}
