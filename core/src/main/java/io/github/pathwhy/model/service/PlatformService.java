package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.List;
import java.util.Optional;

/// An Azure service of which only the ends are modelled, such as a storage account, a SQL server, a
/// web app or a managed cluster: the names it answers to, whether it takes connections from the
/// public internet (absent when the input does not say), whom of these it lets in (absent when it
/// has no rules), and how it sends (absent for those that open no connections).
public record PlatformService(
    ResourceId id,
    SourcePosition declaredAt,
    String armType,
    List<String> names,
    Optional<String> location,
    Optional<Boolean> publicNetworkAccess,
    Optional<NetworkRules> networkRules,
    Optional<Outbound> outbound)
    implements Resource {

  /** The property that says whether it takes connections from the public internet. */
  public static final String PUBLIC_ACCESS = "publicNetworkAccess";

  public PlatformService {
    names = List.copyOf(names);
  }

  /** Whether it is part of another resource, as an agent pool is of a cluster. */
  public boolean isPart() {
    return armType.indexOf('/') != armType.lastIndexOf('/');
  }

  /** Whether it answers to a name. */
  public boolean isNamed(String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
