package io.github.pathwhy.model.service;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** A private DNS zone, which answers in the virtual networks that are linked to it. */
public record PrivateDnsZone(
    ResourceId id, SourcePosition declaredAt, List<RecordSet> records, List<Link> links)
    implements Resource {

  public PrivateDnsZone {
    records = List.copyOf(records);
    links = List.copyOf(links);
  }

  /// The address or alias of a name relative to the zone; `@` is the zone itself, `*` any name that
  /// has no record of its own.
  public record RecordSet(
      String name, SourcePosition declaredAt, List<IpAddress> addresses, Optional<String> alias) {
    public RecordSet {
      addresses = List.copyOf(addresses);
    }
  }

  /// A virtual network in which the zone answers. With `registration`, the network's machines have
  /// records under their own names; with `fallback`, names that the zone lacks are asked of the
  /// internet (`resolutionPolicy: NxDomainRedirect`).
  public record Link(
      ResourceId id,
      ResourceId virtualNetwork,
      SourcePosition declaredAt,
      boolean registration,
      boolean fallback) {}

  /** The zone's name, such as `privatelink.blob.core.windows.net`. */
  public String zone() {
    return id.name();
  }
}
