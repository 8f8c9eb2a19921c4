package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceType;

/** The sections of pathwhy's own format that list resources. Machines come before appliances. */
public enum Section {
  VIRTUAL_NETWORKS("virtualNetworks", ResourceType.VIRTUAL_NETWORK),
  NETWORK_SECURITY_GROUPS("networkSecurityGroups", ResourceType.SECURITY_GROUP),
  APPLICATION_SECURITY_GROUPS("applicationSecurityGroups", ResourceType.APPLICATION_SECURITY_GROUP),
  ROUTE_TABLES("routeTables", ResourceType.ROUTE_TABLE),
  PUBLIC_IP_ADDRESSES("publicIPAddresses", ResourceType.PUBLIC_IP_ADDRESS),
  NAT_GATEWAYS("natGateways", ResourceType.NAT_GATEWAY),
  PUBLIC_IP_PREFIXES("publicIPPrefixes", ResourceType.PUBLIC_IP_PREFIX),
  LOAD_BALANCERS("loadBalancers", ResourceType.LOAD_BALANCER),
  PRIVATE_ENDPOINTS("privateEndpoints", ResourceType.PRIVATE_ENDPOINT),
  PRIVATE_LINK_SERVICES("privateLinkServices", ResourceType.PRIVATE_LINK_SERVICE),
  PRIVATE_DNS_ZONES("privateDnsZones", ResourceType.PRIVATE_DNS_ZONE),
  APPLICATION_GATEWAYS("applicationGateways", ResourceType.APPLICATION_GATEWAY),
  VIRTUAL_NETWORK_GATEWAYS("virtualNetworkGateways", ResourceType.VIRTUAL_NETWORK_GATEWAY),
  LOCAL_NETWORK_GATEWAYS("localNetworkGateways", ResourceType.LOCAL_NETWORK_GATEWAY),
  CONNECTIONS("connections", ResourceType.GATEWAY_CONNECTION),
  EXPRESS_ROUTE_CIRCUITS("expressRouteCircuits", ResourceType.EXPRESS_ROUTE_CIRCUIT),
  VIRTUAL_HUBS("virtualHubs", ResourceType.VIRTUAL_HUB),
  ROUTE_SERVERS("routeServers", ResourceType.VIRTUAL_HUB),
  VPN_GATEWAYS("vpnGateways", ResourceType.HUB_VPN_GATEWAY),
  VPN_SITES("vpnSites", ResourceType.VPN_SITE),
  EXPRESS_ROUTE_GATEWAYS("expressRouteGateways", ResourceType.HUB_EXPRESS_ROUTE_GATEWAY),
  P2S_VPN_GATEWAYS("p2sVpnGateways", ResourceType.HUB_POINT_TO_SITE_GATEWAY),
  AZURE_FIREWALLS("azureFirewalls", ResourceType.AZURE_FIREWALL),
  FIREWALL_POLICIES("firewallPolicies", ResourceType.FIREWALL_POLICY),
  IP_GROUPS("ipGroups", ResourceType.IP_GROUP),
  NETWORK_MANAGERS("networkManagers", ResourceType.NETWORK_MANAGER),
  BASTION_HOSTS("bastionHosts", ResourceType.BASTION_HOST),
  NETWORK_INTERFACES("networkInterfaces", ResourceType.NETWORK_INTERFACE),
  SCALE_SETS("virtualMachineScaleSets", ResourceType.SCALE_SET),
  VIRTUAL_MACHINES("virtualMachines", ResourceType.VIRTUAL_MACHINE),
  VIRTUAL_APPLIANCES("virtualAppliances", ResourceType.VIRTUAL_MACHINE);

  private final String key;
  private final ResourceType type;

  Section(String key, ResourceType type) {
    this.key = key;
    this.type = type;
  }

  public String key() {
    return key;
  }

  public ResourceType type() {
    return type;
  }
}
