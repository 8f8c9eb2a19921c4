package io.github.pathwhy.model.resource;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
  PUBLIC_IP_PREFIX("Microsoft.Network", "publicIPPrefixes", "public IP prefix"),
  BASTION_HOST("Microsoft.Network", "bastionHosts", "bastion host"),
  LOAD_BALANCER("Microsoft.Network", "loadBalancers", "load balancer"),
  BACKEND_POOL("Microsoft.Network", "loadBalancers/backendAddressPools", "backend pool"),
  INBOUND_NAT_RULE("Microsoft.Network", "loadBalancers/inboundNatRules", "inbound NAT rule"),
  PRIVATE_ENDPOINT("Microsoft.Network", "privateEndpoints", "private endpoint"),
  PRIVATE_LINK_SERVICE("Microsoft.Network", "privateLinkServices", "private link service"),
  PRIVATE_LINK_CONNECTION(
      "Microsoft.Network",
      "privateLinkServices/privateEndpointConnections",
      "private endpoint connection"),
  PRIVATE_DNS_ZONE_GROUP(
      "Microsoft.Network", "privateEndpoints/privateDnsZoneGroups", "private DNS zone group"),
  PRIVATE_DNS_ZONE("Microsoft.Network", "privateDnsZones", "private DNS zone"),
  PRIVATE_DNS_A("Microsoft.Network", "privateDnsZones/A", "private DNS record"),
  PRIVATE_DNS_AAAA("Microsoft.Network", "privateDnsZones/AAAA", "private DNS record"),
  PRIVATE_DNS_CNAME("Microsoft.Network", "privateDnsZones/CNAME", "private DNS record"),
  PRIVATE_DNS_LINK(
      "Microsoft.Network", "privateDnsZones/virtualNetworkLinks", "private DNS zone link"),
  AZURE_FIREWALL("Microsoft.Network", "azureFirewalls", "Azure Firewall"),
  FIREWALL_POLICY("Microsoft.Network", "firewallPolicies", "firewall policy"),
  RULE_COLLECTION_GROUP(
      "Microsoft.Network", "firewallPolicies/ruleCollectionGroups", "rule collection group"),
  IP_GROUP("Microsoft.Network", "ipGroups", "IP group"),
  NETWORK_MANAGER("Microsoft.Network", "networkManagers", "network manager"),
  NETWORK_GROUP("Microsoft.Network", "networkManagers/networkGroups", "network group"),
  STATIC_MEMBER("Microsoft.Network", "networkManagers/networkGroups/staticMembers", "group member"),
  ADMIN_CONFIGURATION(
      "Microsoft.Network",
      "networkManagers/securityAdminConfigurations",
      "security admin configuration"),
  ADMIN_RULE_COLLECTION(
      "Microsoft.Network",
      "networkManagers/securityAdminConfigurations/ruleCollections",
      "security admin rule collection"),
  ADMIN_RULE(
      "Microsoft.Network",
      "networkManagers/securityAdminConfigurations/ruleCollections/rules",
      "security admin rule"),
  VIRTUAL_NETWORK_GATEWAY("Microsoft.Network", "virtualNetworkGateways", "virtual network gateway"),
  GATEWAY_NAT_RULE("Microsoft.Network", "virtualNetworkGateways/natRules", "gateway NAT rule"),
  LOCAL_NETWORK_GATEWAY("Microsoft.Network", "localNetworkGateways", "local network gateway"),
  GATEWAY_CONNECTION("Microsoft.Network", "connections", "connection"),
  EXPRESS_ROUTE_CIRCUIT("Microsoft.Network", "expressRouteCircuits", "ExpressRoute circuit"),
  VIRTUAL_WAN("Microsoft.Network", "virtualWans", "virtual WAN"),
  VIRTUAL_HUB("Microsoft.Network", "virtualHubs", "virtual hub"),
  HUB_CONNECTION("Microsoft.Network", "virtualHubs/hubVirtualNetworkConnections", "hub connection"),
  HUB_ROUTE_TABLE("Microsoft.Network", "virtualHubs/hubRouteTables", "hub route table"),
  HUB_ROUTING_INTENT("Microsoft.Network", "virtualHubs/routingIntent", "routing intent"),
  HUB_IP_CONFIGURATION("Microsoft.Network", "virtualHubs/ipConfigurations", "route server address"),
  HUB_BGP_CONNECTION("Microsoft.Network", "virtualHubs/bgpConnections", "BGP peer"),
  HUB_VPN_GATEWAY("Microsoft.Network", "vpnGateways", "hub VPN gateway"),
  HUB_VPN_CONNECTION("Microsoft.Network", "vpnGateways/vpnConnections", "hub VPN connection"),
  HUB_VPN_LINK_CONNECTION(
      "Microsoft.Network",
      "vpnGateways/vpnConnections/vpnLinkConnections",
      "link of a hub VPN connection"),
  HUB_NAT_RULE("Microsoft.Network", "vpnGateways/natRules", "hub NAT rule"),
  VPN_SITE("Microsoft.Network", "vpnSites", "VPN site"),
  VPN_SITE_LINK("Microsoft.Network", "vpnSites/vpnSiteLinks", "VPN site link"),
  HUB_EXPRESS_ROUTE_GATEWAY(
      "Microsoft.Network", "expressRouteGateways", "hub ExpressRoute gateway"),
  HUB_EXPRESS_ROUTE_CONNECTION(
      "Microsoft.Network",
      "expressRouteGateways/expressRouteConnections",
      "hub ExpressRoute connection"),
  HUB_POINT_TO_SITE_GATEWAY("Microsoft.Network", "p2sVpnGateways", "hub point-to-site gateway"),
  APPLICATION_GATEWAY("Microsoft.Network", "applicationGateways", "application gateway"),
  APPLICATION_GATEWAY_POOL(
      "Microsoft.Network", "applicationGateways/backendAddressPools", "backend pool"),
  SCALE_SET("Microsoft.Compute", "virtualMachineScaleSets", "scale set"),
  SCALE_SET_INSTANCE(
      "Microsoft.Compute", "virtualMachineScaleSets/virtualMachines", "scale set instance"),
  SCALE_SET_INTERFACE(
      "Microsoft.Compute",
      "virtualMachineScaleSets/virtualMachines/networkInterfaces",
      "scale set interface");

  private static final Map<String, ResourceType> BY_ARM_TYPE = new HashMap<>();

  static {
    for (ResourceType type : values()) {
      BY_ARM_TYPE.put(type.armType().toLowerCase(Locale.ROOT), type);
    }
  }

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
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** How many resources enclose one of this type: 0 for a network, 1 for its subnets. */
  public int depth() {
    int depth = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      depth++;
    }
    return depth;
  }

  /** Whether the resource is part of another one, as a subnet is of its network. */
  public boolean isChild() {
    return path.indexOf('/') >= 0;
  }

  /** The type of the enclosing resource. */
  public Optional<ResourceType> parent() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : ofArmType(provider + "/" + path.substring(0, slash));
  }

  /** What people call it. */
  public String label() {
    return label;
  }

  /** The type with this ARM name, in any case. */
  public static Optional<ResourceType> ofArmType(String armType) {
    return Optional.ofNullable(BY_ARM_TYPE.get(armType.toLowerCase(Locale.ROOT)));
  }
}
