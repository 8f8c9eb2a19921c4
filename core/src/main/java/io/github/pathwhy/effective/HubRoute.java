package io.github.pathwhy.effective;

import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.Optional;

/** A route of a virtual hub's table. */
public record HubRoute(Prefix prefix, Target target) {

  /** Where a hub's route leads. */
  public sealed interface Target {
    /** A connected network, as the static routes of the connection say. */
    record Network(VirtualHub.Connection connection) implements Target {}

    /// An address in a connected network, whatever the static routes of the connection say: that of
    /// the peer that announced the route, or what a route of the hub names.
    record Appliance(
        VirtualHub.Connection connection, IpAddress address, Optional<VirtualHub.Peer> announcer)
        implements Target {}

    /** What is behind a gateway of the hub, or behind the hub itself. */
    record Branch(ResourceId gateway, Optional<HubGateway> declared) implements Target {}

    /** Over another hub of the same virtual WAN, and from there on. */
    record OtherHub(VirtualHub hub, Target beyond) implements Target {}

    /** A firewall in the hub, by its id. */
    record Firewall(ResourceId id) implements Target {}
  }
}
