package io.github.pathwhy.load.terraform.plan;

import org.jspecify.annotations.Nullable;

/** What the attributes of azurerm resources refer to, told by their names. */
final class Attribute {
  private Attribute() {}

  /** Whether it holds ids of other resources. */
  static boolean isId(String name) {
    return name.endsWith("_id")
        || name.endsWith("_ids")
        || name.equals("security_group")
        || name.equals("next_hop")
        || name.endsWith("_ip_groups");
  }

  /// The type of what is referred to: the azurerm type whose ids fit, when only one kind does. Ids
  /// of others are indexes or conditions of the same expression.
  static @Nullable String target(String name, String owner) {
    boolean pool = name.contains("backend_address_pool");
    if (pool && (name.startsWith("application_gateway") || owner.contains("application_gateway"))) {
      return Place.GATEWAY_POOL;
    }
    return switch (name) {
      case "subnet_id",
          "virtual_network_subnet_id",
          "vnet_subnet_id",
          "pod_subnet_id",
          "delegated_subnet_id",
          "infrastructure_subnet_id",
          "subnet_ids",
          "virtual_network_subnet_ids" ->
          "azurerm_subnet";
      case "virtual_network_id", "remote_virtual_network_id", "target_virtual_network_id" ->
          "azurerm_virtual_network";
      case "network_security_group_id", "security_group" -> "azurerm_network_security_group";
      case "route_table_id", "associated_route_table_id", "route_table_ids" -> null;
      case "public_ip_address_id", "public_ip_address_ids" -> "azurerm_public_ip";
      case "public_ip_prefix_id" -> "azurerm_public_ip_prefix";
      case "nat_gateway_id" -> "azurerm_nat_gateway";
      case "network_interface_id", "network_interface_ids", "primary_network_interface_id" ->
          "azurerm_network_interface";
      case "application_security_group_id",
          "application_security_group_ids",
          "source_application_security_group_ids",
          "destination_application_security_group_ids" ->
          "azurerm_application_security_group";
      case "loadbalancer_id" -> "azurerm_lb";
      case "backend_address_pool_id",
          "backend_address_pool_ids",
          "load_balancer_backend_address_pool_ids" ->
          "azurerm_lb_backend_address_pool";
      case "probe_id" -> "azurerm_lb_probe";
      case "nat_rule_id" -> "azurerm_lb_nat_rule";
      case "private_dns_zone_id", "private_dns_zone_ids" -> "azurerm_private_dns_zone";
      case "virtual_hub_id" -> "azurerm_virtual_hub";
      case "virtual_wan_id" -> "azurerm_virtual_wan";
      case "firewall_policy_id", "base_policy_id" -> "azurerm_firewall_policy";
      case "virtual_network_gateway_id", "peer_virtual_network_gateway_id" ->
          "azurerm_virtual_network_gateway";
      case "local_network_gateway_id", "default_local_network_gateway_id" ->
          "azurerm_local_network_gateway";
      case "express_route_circuit_id" -> "azurerm_express_route_circuit";
      case "vpn_gateway_id" -> "azurerm_vpn_gateway";
      case "remote_vpn_site_id" -> "azurerm_vpn_site";
      case "ip_group_id", "source_ip_groups", "destination_ip_groups" -> "azurerm_ip_group";
      case "network_manager_id" -> "azurerm_network_manager";
      case "network_group_id", "network_group_ids" -> "azurerm_network_manager_network_group";
      case "virtual_machine_scale_set_id" -> "azurerm_linux_virtual_machine_scale_set";
      default -> null;
    };
  }

  /** The name that Azure demands of the subnet that a service is in. */
  static @Nullable String subnetOf(String type) {
    return switch (type) {
      case "azurerm_bastion_host" -> "AzureBastionSubnet";
      case "azurerm_firewall" -> "AzureFirewallSubnet";
      case "azurerm_virtual_network_gateway" -> "GatewaySubnet";
      case "azurerm_route_server" -> "RouteServerSubnet";
      default -> null;
    };
  }

  /// Whether it names another resource, so that the value of a single reference is its value too.
  static boolean isName(String name) {
    return switch (name) {
      case "resource_group_name",
          "virtual_network_name",
          "network_security_group_name",
          "route_table_name",
          "zone_name",
          "private_dns_zone_name",
          "express_route_circuit_name",
          "azure_firewall_name",
          "ip_configuration_name" ->
          true;
      default -> false;
    };
  }

  /** Whether it is an address, so that the value of a single reference is its value too. */
  static boolean isAddress(String name) {
    return switch (name) {
      case "next_hop_in_ip_address",
          "next_hop_ip_address",
          "private_ip_address",
          "ip_address",
          "peer_ip",
          "gateway_address",
          "translated_address",
          "dns_servers" ->
          true;
      default -> false;
    };
  }

  /// Whether the provider fills it in when the configuration does not: unknown then says nothing.
  static boolean isComputed(String name) {
    return switch (name) {
      case "id",
          "primary",
          "private_ip_address",
          "private_ip_addresses",
          "private_ip_address_version",
          "ip_address",
          "public_ip_address",
          "enable_ip_forwarding",
          "ip_forwarding_enabled" ->
          true;
      default -> false;
    };
  }

  /** Whether the blocks of a name are a set, which does not keep the order of the configuration. */
  static boolean isSet(String block) {
    return switch (block) {
      case "security_rule",
          "route",
          "subnet",
          "backend_address_pool",
          "backend_http_settings",
          "frontend_port",
          "http_listener",
          "request_routing_rule",
          "rule" ->
          true;
      default -> false;
    };
  }

  /** The collection that the parts of a resource are in, by the name of their block. */
  static @Nullable String collection(String block) {
    return switch (block) {
      case "frontend_ip_configuration" -> "frontendIPConfigurations";
      case "backend_address_pool" -> "backendAddressPools";
      case "ip_configuration" -> "ipConfigurations";
      case "subnet" -> "subnets";
      default -> null;
    };
  }
}
