package io.github.pathwhy.model.resource;

import io.github.pathwhy.net.IpAddress;
import java.util.Set;

/// A resource of a type that the model does not understand, kept so that an answer it may influence
/// can name it: the resources it refers to and the addresses that appear in it.
public record Unmodelled(
    ResourceId id,
    SourcePosition declaredAt,
    String armType,
    Set<ResourceId> references,
    Set<IpAddress> addresses)
    implements Resource {

  public Unmodelled {
    references = Set.copyOf(references);
    addresses = Set.copyOf(addresses);
  }
}
