package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import java.util.Optional;

/// The far end of a VPN connection: the prefixes behind it, which become routes, and its address on
/// the internet.
public record LocalNetworkGateway(
    ResourceId id,
    SourcePosition declaredAt,
    List<Prefix> addressSpace,
    Optional<IpAddress> gatewayAddress,
    Optional<IpAddress> bgpPeer)
    implements Resource {

  public LocalNetworkGateway {
    addressSpace = List.copyOf(addressSpace);
  }
}
