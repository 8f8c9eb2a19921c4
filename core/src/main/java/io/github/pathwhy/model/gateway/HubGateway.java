package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A VPN, ExpressRoute or point-to-site gateway of a virtual hub, with its connections.
public record HubGateway(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId virtualHub,
    Kind kind,
    List<Link> links,
    Optional<String> provisioningState)
    implements Resource {

  public HubGateway {
    links = List.copyOf(links);
  }

  /** The prefixes of the VPN sites that are connected, or the addresses of clients. */
  public List<Prefix> sitePrefixes() {
    return links.stream().flatMap(link -> link.prefixes().stream()).distinct().toList();
  }

  /// A connection of the gateway: to a VPN site, to an ExpressRoute circuit, or of clients. A
  /// dynamic one learns routes that no configuration holds; `internetSecurity` is whether it is
  /// told a default route. The status is Azure's word.
  public record Link(
      ResourceId id,
      SourcePosition declaredAt,
      Optional<ResourceId> remote,
      List<Prefix> prefixes,
      boolean dynamic,
      Propagation propagation,
      boolean internetSecurity,
      Optional<String> status)
      implements Resource {
    public Link {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** What the gateway connects. */
  public enum Kind {
    VPN,
    EXPRESS_ROUTE,
    POINT_TO_SITE
  }
}
