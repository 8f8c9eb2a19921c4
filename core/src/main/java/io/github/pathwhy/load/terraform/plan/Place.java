package io.github.pathwhy.load.terraform.plan;

import org.jspecify.annotations.Nullable;

/// Where a resource stands among ARM's: its type, and the attribute that names what it is part of.
///
/// @param armType such as `Microsoft.Network/virtualNetworks/subnets`
/// @param parent the attribute with the id or name of the enclosing resource, or two spellings of
///   it; empty for what lies in a resource group
public record Place(String armType, String parent) {
  /** A part of an application gateway that other resources refer to; no resource of Terraform. */
  static final String GATEWAY_POOL = "azurerm_application_gateway.backend_address_pool";

  private static final String NETWORK = "Microsoft.Network/";

  /** The last part of the type, such as `subnets`. */
  public String collection() {
    return armType.substring(armType.lastIndexOf('/') + 1);
  }

  /** The place of an azurerm type that the model knows or that stands beside those. */
  public static @Nullable Place of(String type) {
    Place network = network(type);
    return network != null ? network : OtherPlaces.of(type);
  }

  private static Place in(String path, String parent) {
    return new Place(NETWORK + path, parent);
  }

  private static @Nullable Place network(String type) {
    return switch (type) {
      case "azurerm_virtual_network" -> in("virtualNetworks", "");
      case "azurerm_subnet" -> in("virtualNetworks/subnets", "virtual_network_name");
      case "azurerm_virtual_network_peering" ->
          in("virtualNetworks/virtualNetworkPeerings", "virtual_network_name");
      case "azurerm_network_security_group" -> in("networkSecurityGroups", "");
      case "azurerm_network_security_rule" ->
          in("networkSecurityGroups/securityRules", "network_security_group_name");
      case "azurerm_application_security_group" -> in("applicationSecurityGroups", "");
      case "azurerm_network_interface" -> in("networkInterfaces", "");
      case "azurerm_public_ip" -> in("publicIPAddresses", "");
      case "azurerm_public_ip_prefix" -> in("publicIPPrefixes", "");
      case "azurerm_nat_gateway" -> in("natGateways", "");
      case "azurerm_route_table" -> in("routeTables", "");
      case "azurerm_route" -> in("routeTables/routes", "route_table_name");
      case "azurerm_bastion_host" -> in("bastionHosts", "");
      case "azurerm_private_endpoint" -> in("privateEndpoints", "");
      case "azurerm_private_link_service" -> in("privateLinkServices", "");
      case "azurerm_private_dns_zone" -> in("privateDnsZones", "");
      case "azurerm_private_dns_a_record" ->
          in("privateDnsZones/A", "private_dns_zone_id,zone_name");
      case "azurerm_private_dns_aaaa_record" ->
          in("privateDnsZones/AAAA", "private_dns_zone_id,zone_name");
      case "azurerm_private_dns_cname_record" ->
          in("privateDnsZones/CNAME", "private_dns_zone_id,zone_name");
      case "azurerm_private_dns_zone_virtual_network_link" ->
          in("privateDnsZones/virtualNetworkLinks", "private_dns_zone_id,private_dns_zone_name");
      case "azurerm_linux_virtual_machine",
          "azurerm_windows_virtual_machine",
          "azurerm_virtual_machine" ->
          new Place("Microsoft.Compute/virtualMachines", "");
      case "azurerm_linux_virtual_machine_scale_set",
          "azurerm_windows_virtual_machine_scale_set",
          "azurerm_orchestrated_virtual_machine_scale_set",
          "azurerm_virtual_machine_scale_set" ->
          new Place("Microsoft.Compute/virtualMachineScaleSets", "");
      default -> service(type);
    };
  }

  private static @Nullable Place service(String type) {
    return switch (type) {
      case "azurerm_lb" -> in("loadBalancers", "");
      case "azurerm_lb_backend_address_pool" ->
          in("loadBalancers/backendAddressPools", "loadbalancer_id");
      case "azurerm_lb_backend_address_pool_address" ->
          in(
              "loadBalancers/backendAddressPools/loadBalancerBackendAddresses",
              "backend_address_pool_id");
      case "azurerm_lb_rule" -> in("loadBalancers/loadBalancingRules", "loadbalancer_id");
      case "azurerm_lb_probe" -> in("loadBalancers/probes", "loadbalancer_id");
      case "azurerm_lb_nat_rule" -> in("loadBalancers/inboundNatRules", "loadbalancer_id");
      case "azurerm_lb_nat_pool" -> in("loadBalancers/inboundNatPools", "loadbalancer_id");
      case "azurerm_lb_outbound_rule" -> in("loadBalancers/outboundRules", "loadbalancer_id");
      case GATEWAY_POOL -> in("applicationGateways/backendAddressPools", "");
      case "azurerm_application_gateway" -> in("applicationGateways", "");
      case "azurerm_firewall" -> in("azureFirewalls", "");
      case "azurerm_firewall_network_rule_collection" ->
          in("azureFirewalls/networkRuleCollections", "azure_firewall_name");
      case "azurerm_firewall_application_rule_collection" ->
          in("azureFirewalls/applicationRuleCollections", "azure_firewall_name");
      case "azurerm_firewall_nat_rule_collection" ->
          in("azureFirewalls/natRuleCollections", "azure_firewall_name");
      case "azurerm_firewall_policy" -> in("firewallPolicies", "");
      case "azurerm_firewall_policy_rule_collection_group" ->
          in("firewallPolicies/ruleCollectionGroups", "firewall_policy_id");
      case "azurerm_ip_group" -> in("ipGroups", "");
      case "azurerm_network_manager" -> in("networkManagers", "");
      case "azurerm_network_manager_network_group" ->
          in("networkManagers/networkGroups", "network_manager_id");
      case "azurerm_network_manager_static_member" ->
          in("networkManagers/networkGroups/staticMembers", "network_group_id");
      case "azurerm_network_manager_security_admin_configuration" ->
          in("networkManagers/securityAdminConfigurations", "network_manager_id");
      case "azurerm_network_manager_admin_rule_collection" ->
          in(
              "networkManagers/securityAdminConfigurations/ruleCollections",
              "security_admin_configuration_id");
      case "azurerm_network_manager_admin_rule" ->
          in(
              "networkManagers/securityAdminConfigurations/ruleCollections/rules",
              "admin_rule_collection_id");
      default -> gateway(type);
    };
  }

  private static @Nullable Place gateway(String type) {
    return switch (type) {
      case "azurerm_virtual_network_gateway" -> in("virtualNetworkGateways", "");
      case "azurerm_local_network_gateway" -> in("localNetworkGateways", "");
      case "azurerm_virtual_network_gateway_connection" -> in("connections", "");
      case "azurerm_express_route_circuit" -> in("expressRouteCircuits", "");
      case "azurerm_express_route_circuit_peering" ->
          in("expressRouteCircuits/peerings", "express_route_circuit_name");
      case "azurerm_express_route_gateway" -> in("expressRouteGateways", "");
      case "azurerm_express_route_connection" ->
          in("expressRouteGateways/expressRouteConnections", "express_route_gateway_id");
      case "azurerm_route_server" -> in("virtualHubs", "");
      case "azurerm_route_server_bgp_connection" ->
          in("virtualHubs/bgpConnections", "route_server_id");
      case "azurerm_virtual_wan" -> in("virtualWans", "");
      case "azurerm_virtual_hub" -> in("virtualHubs", "");
      case "azurerm_virtual_hub_connection" ->
          in("virtualHubs/hubVirtualNetworkConnections", "virtual_hub_id");
      case "azurerm_virtual_hub_route_table" -> in("virtualHubs/hubRouteTables", "virtual_hub_id");
      case "azurerm_virtual_hub_route_table_route" ->
          in("virtualHubs/hubRouteTables/routes", "route_table_id");
      case "azurerm_virtual_hub_routing_intent" ->
          in("virtualHubs/routingIntent", "virtual_hub_id");
      case "azurerm_virtual_hub_ip" -> in("virtualHubs/ipConfigurations", "virtual_hub_id");
      case "azurerm_virtual_hub_bgp_connection" ->
          in("virtualHubs/bgpConnections", "virtual_hub_id");
      case "azurerm_vpn_gateway" -> in("vpnGateways", "");
      case "azurerm_vpn_gateway_connection" -> in("vpnGateways/vpnConnections", "vpn_gateway_id");
      case "azurerm_vpn_site" -> in("vpnSites", "");
      case "azurerm_point_to_site_vpn_gateway" -> in("p2sVpnGateways", "");
      default -> null;
    };
  }
}
