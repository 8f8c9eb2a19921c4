package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.firewall.FirewallReader;
import io.github.pathwhy.load.firewall.NetworkManagerReader;
import io.github.pathwhy.load.gateway.ConnectionReader;
import io.github.pathwhy.load.gateway.GatewayReader;
import io.github.pathwhy.load.gateway.HubGatewayReader;
import io.github.pathwhy.load.gateway.VirtualHubReader;
import io.github.pathwhy.load.gateway.VpnSites;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.model.resource.Unmodelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what connects and guards networks beyond their subnets: gateways, virtual hubs, Azure
/// Firewalls, network managers.
final class ConnectivityReader {
  private final Declarations declarations;
  private final References references;
  private final List<Resource> resources = new ArrayList<>();

  ConnectivityReader(Declarations declarations, References references) {
    this.declarations = declarations;
    this.references = references;
  }

  /** Reads everything; the networks tell which addresses are in network groups. */
  List<Resource> read(List<VirtualNetwork> networks) {
    readGateways();
    readHubs();
    FirewallReader firewalls =
        new FirewallReader(references, declarations.all(ResourceType.IP_GROUP));
    for (Declarations.Declared policy : declarations.all(ResourceType.FIREWALL_POLICY)) {
      resources.add(firewalls.readPolicy(policy));
    }
    for (Declarations.Declared firewall : declarations.all(ResourceType.AZURE_FIREWALL)) {
      resources.add(firewalls.read(firewall));
    }
    NetworkManagerReader managers = new NetworkManagerReader(references, networks);
    for (Declarations.Declared manager : declarations.all(ResourceType.NETWORK_MANAGER)) {
      resources.add(managers.read(manager));
    }
    return resources;
  }

  private void readGateways() {
    GatewayReader gateways = new GatewayReader(references);
    ConnectionReader connections = new ConnectionReader(references);
    for (Declarations.Declared local : declarations.all(ResourceType.LOCAL_NETWORK_GATEWAY)) {
      resources.add(gateways.readLocal(local));
    }
    for (Declarations.Declared gateway : declarations.all(ResourceType.VIRTUAL_NETWORK_GATEWAY)) {
      Optional<VirtualNetworkGateway> read = gateways.read(gateway);
      resources.add(read.isPresent() ? read.get() : withoutPlace(gateway));
    }
    for (Declarations.Declared circuit : declarations.all(ResourceType.EXPRESS_ROUTE_CIRCUIT)) {
      resources.add(connections.readCircuit(circuit));
    }
    for (Declarations.Declared connection : declarations.all(ResourceType.GATEWAY_CONNECTION)) {
      connections.read(connection).ifPresent(resources::add);
    }
  }

  /** An exported gateway that says nothing of its subnet cannot be placed, but it is there. */
  private static Unmodelled withoutPlace(Declarations.Declared gateway) {
    return new Unmodelled(
        gateway.id(), gateway.fields().position(), gateway.type().armType(), Set.of(), Set.of());
  }

  private void readHubs() {
    VirtualHubReader hubs =
        new VirtualHubReader(references, declarations.all(ResourceType.VIRTUAL_WAN));
    for (Declarations.Declared hub : declarations.all(ResourceType.VIRTUAL_HUB)) {
      resources.addAll(hubs.read(hub));
    }
    HubGatewayReader gateways =
        new HubGatewayReader(
            references, new VpnSites(declarations.all(ResourceType.VPN_SITE)), hubs::names);
    for (Declarations.Declared gateway : declarations.all(ResourceType.HUB_VPN_GATEWAY)) {
      gateways.readVpn(gateway).ifPresent(resources::add);
    }
    for (Declarations.Declared gateway : declarations.all(ResourceType.HUB_EXPRESS_ROUTE_GATEWAY)) {
      gateways.readExpressRoute(gateway).ifPresent(resources::add);
    }
    for (Declarations.Declared gateway : declarations.all(ResourceType.HUB_POINT_TO_SITE_GATEWAY)) {
      gateways.readPointToSite(gateway).ifPresent(resources::add);
    }
  }
}
