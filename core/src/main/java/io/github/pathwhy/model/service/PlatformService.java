package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// An Azure service outside virtual networks, such as a storage account or a SQL server: the names
/// it answers to, and whether it takes connections from the public internet (absent when the input
/// does not say).
public record PlatformService(
    ResourceId id,
    SourcePosition declaredAt,
    String armType,
    List<String> names,
    Optional<Boolean> publicNetworkAccess)
    implements Resource {

  /** The property that says whether it takes connections from the public internet. */
  public static final String PUBLIC_ACCESS = "publicNetworkAccess";

  public PlatformService {
    names = List.copyOf(names);
  }
}
