package io.github.pathwhy.trace.evidence;

import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;

/** A decision of a gateway, of a route server or of a virtual hub. */
public sealed interface GatewayStep extends Step {

  @Override
  default Effect effect() {
    return Effect.BLOCKS;
  }

  /** The flow takes this connection. */
  record Tunnelled(Resource connection) implements GatewayStep {
    @Override
    public Effect effect() {
      return Effect.PASSES;
    }
  }

  /** The gateway is not in service; the state is Azure's word. */
  record NotProvisioned(Resource gateway, String state) implements GatewayStep {}

  /** The gateway has no connection at all. */
  record NoConnection(Resource gateway) implements GatewayStep {}

  /** The connection, or what the gateway was observed to have, is not up. */
  record Disconnected(Resource connection, String state) implements GatewayStep {}

  /** The other end of a connection between virtual networks does not connect back. */
  record NoWayBack(Resource connection, ResourceId remote) implements GatewayStep {}

  /** The traffic selectors of the connection do not have these addresses. */
  record NotSelected(Resource connection, IpAddress local, IpAddress remote)
      implements GatewayStep {}

  /** The circuit has no private peering. */
  record NoPrivatePeering(Resource circuit) implements GatewayStep {}

  /** The provider's edge does not resolve an address of the circuit's peering. */
  record ArpMissing(Resource circuit) implements GatewayStep {}

  /** The gateway knows no way to the destination. */
  record NoRoute(Resource gateway, IpAddress destination) implements GatewayStep {}

  /** From the sites of one gateway to those of another one in the same network. */
  record BranchToBranchOff(Resource gateway, String other) implements GatewayStep {}

  /** From one branch to another, which the hub's virtual WAN does not allow. */
  record WanTransitOff(Resource hub, String other) implements GatewayStep {}

  /// What comes from a branch reaches a private endpoint past the firewall that its answer goes to:
  /// documented to lose connections.
  record EndpointPastFirewall(ResourceId endpoint, Resource firewall) implements GatewayStep {
    @Override
    public Effect effect() {
      return Effect.WARNS;
    }
  }

  /** Routes of other networks come and go by BGP, which the connection does not have. */
  record BgpOff(Resource connection) implements GatewayStep {}

  /// A peered network has a gateway with a way to the destination, but the remote link does not let
  /// others use it.
  record TransitNotAllowed(Peering link) implements GatewayStep {}

  /** A peered network has a gateway with a way to the destination, but the link does not use it. */
  record RemoteGatewayNotUsed(Peering link) implements GatewayStep {}

  /** The route table keeps the gateway's route to the destination out of the subnet. */
  record PropagationOff(RouteTable table, IpAddress destination) implements GatewayStep {}

  /** The virtual hub is not in service. */
  record HubNotProvisioned(Resource hub, String state) implements GatewayStep {}

  /** The virtual hub has learned no route to the destination. */
  record NoHubRoute(Resource hub, IpAddress destination) implements GatewayStep {}
}
