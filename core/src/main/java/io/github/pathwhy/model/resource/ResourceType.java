package io.github.pathwhy.model.resource;

import java.util.Optional;

/** The resource types that the model understands, with their ARM names. */
public enum ResourceType {
  VIRTUAL_NETWORK("Microsoft.Network", "virtualNetworks", "virtual network"),
  SUBNET("Microsoft.Network", "virtualNetworks/subnets", "subnet"),
  PEERING("Microsoft.Network", "virtualNetworks/virtualNetworkPeerings", "peering"),
  NETWORK_INTERFACE("Microsoft.Network", "networkInterfaces", "network interface"),
  VIRTUAL_MACHINE("Microsoft.Compute", "virtualMachines", "virtual machine"),
  SECURITY_GROUP("Microsoft.Network", "networkSecurityGroups", "network security group"),
  SECURITY_RULE("Microsoft.Network", "networkSecurityGroups/securityRules", "security rule"),
  APPLICATION_SECURITY_GROUP(
      "Microsoft.Network", "applicationSecurityGroups", "application security group"),
  ROUTE_TABLE("Microsoft.Network", "routeTables", "route table"),
  ROUTE("Microsoft.Network", "routeTables/routes", "route"),
  PUBLIC_IP_ADDRESS("Microsoft.Network", "publicIPAddresses", "public IP address"),
  NAT_GATEWAY("Microsoft.Network", "natGateways", "NAT gateway"),
  BASTION_HOST("Microsoft.Network", "bastionHosts", "bastion host");

  private final String provider;
  private final String path;
  private final String label;

  ResourceType(String provider, String path, String label) {
    this.provider = provider;
    this.path = path;
    this.label = label;
  }

  /** The full ARM type, such as `Microsoft.Network/virtualNetworks/subnets`. */
  public String armType() {
    return provider + "/" + path;
  }

  /** The name of the collection: the last segment of the type, such as `subnets`. */
  public String collection() {
    return path.substring(path.indexOf('/') + 1);
  }

  /** What people call it. */
  public String label() {
    return label;
  }

  /** The type with this ARM name, in any case. */
  public static Optional<ResourceType> ofArmType(String armType) {
    for (ResourceType type : values()) {
      if (type.armType().equalsIgnoreCase(armType)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
