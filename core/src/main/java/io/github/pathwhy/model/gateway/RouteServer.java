package io.github.pathwhy.model.gateway;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;

/// A Route Server: it learns routes from the appliances that it peers with and programs them into
/// its virtual network and the networks that use its gateway.
public record RouteServer(
    ResourceId id,
    SourcePosition declaredAt,
    ResourceId subnet,
    List<Peer> peers,
    boolean branchToBranch)
    implements Resource {

  public RouteServer {
    peers = List.copyOf(peers);
  }

  /** An appliance that announces routes. */
  public record Peer(ResourceId id, SourcePosition declaredAt, IpAddress address) {}
}
