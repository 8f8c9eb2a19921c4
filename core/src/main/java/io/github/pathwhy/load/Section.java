package io.github.pathwhy.load;

import io.github.pathwhy.model.resource.ResourceType;

/** The sections of pathwhy's own format that list resources. Machines come before appliances. */
enum Section {
  VIRTUAL_NETWORKS("virtualNetworks", ResourceType.VIRTUAL_NETWORK),
  NETWORK_SECURITY_GROUPS("networkSecurityGroups", ResourceType.SECURITY_GROUP),
  APPLICATION_SECURITY_GROUPS("applicationSecurityGroups", ResourceType.APPLICATION_SECURITY_GROUP),
  ROUTE_TABLES("routeTables", ResourceType.ROUTE_TABLE),
  PUBLIC_IP_ADDRESSES("publicIPAddresses", ResourceType.PUBLIC_IP_ADDRESS),
  NAT_GATEWAYS("natGateways", ResourceType.NAT_GATEWAY),
  BASTION_HOSTS("bastionHosts", ResourceType.BASTION_HOST),
  NETWORK_INTERFACES("networkInterfaces", ResourceType.NETWORK_INTERFACE),
  VIRTUAL_MACHINES("virtualMachines", ResourceType.VIRTUAL_MACHINE),
  VIRTUAL_APPLIANCES("virtualAppliances", ResourceType.VIRTUAL_MACHINE);

  private final String key;
  private final ResourceType type;

  Section(String key, ResourceType type) {
    this.key = key;
    this.type = type;
  }

  String key() {
    return key;
  }

  ResourceType type() {
    return type;
  }
}
