package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// A VPN, ExpressRoute or point-to-site gateway of a virtual hub. `sitePrefixes` are the prefixes
/// of the VPN sites that are connected to it, or the addresses of its clients.
public record HubGateway(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId virtualHub,
    Kind kind,
    List<Prefix> sitePrefixes,
    Optional<String> provisioningState)
    implements Resource {

  public HubGateway {
    sitePrefixes = List.copyOf(sitePrefixes);
  }

  /** What the gateway connects. */
  public enum Kind {
    VPN,
    EXPRESS_ROUTE,
    POINT_TO_SITE
  }
}
