package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/// A record set of a public DNS zone.
///
/// @param host the whole name, `*` for a part of it included
/// @param alias the name that it stands for
/// @param target the resource whose address or name it has
public record PublicRecord(
    ResourceId id,
    SourcePosition declaredAt,
    String host,
    List<IpAddress> addresses,
    Optional<String> alias,
    Optional<ResourceId> target)
    implements Resource {

  public PublicRecord {
    addresses = List.copyOf(addresses);
  }
}
