package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/** Gives each resource that is one of ARM's too its properties. */
final class Shapes {
  private Shapes() {}

  /** Fills in the properties of a type that the model knows; false for every other type. */
  static boolean fill(Block block, Arm arm) {
    switch (block.owner().type()) {
      case "azurerm_virtual_network" -> Networks.virtualNetwork(block, arm);
      case "azurerm_subnet" -> Networks.subnet(block, arm);
      case "azurerm_virtual_network_peering" -> Networks.peering(block, arm);
      case "azurerm_network_security_group" -> Networks.securityGroup(block, arm);
      case "azurerm_network_security_rule" -> Networks.securityRule(block, arm);
      case "azurerm_application_security_group",
          "azurerm_private_dns_zone",
          "azurerm_network_manager",
          "azurerm_network_manager_security_admin_configuration" ->
          arm.copy(block, "location");
      case "azurerm_virtual_wan" -> Gateways.wan(block, arm);
      case "azurerm_network_interface" -> Machines.networkInterface(block, arm);
      case "azurerm_public_ip" -> Networks.publicIp(block, arm);
      case "azurerm_public_ip_prefix" -> Networks.publicIpPrefix(block, arm);
      case "azurerm_nat_gateway" -> Networks.natGateway(block, arm);
      case "azurerm_route_table" -> Networks.routeTable(block, arm);
      case "azurerm_route" -> Networks.route(block, arm);
      case "azurerm_bastion_host" -> Networks.bastion(block, arm);
      case "azurerm_private_endpoint" -> Networks.privateEndpoint(block, arm);
      case "azurerm_private_link_service" -> Networks.privateLinkService(block, arm);
      case "azurerm_private_dns_a_record" -> arm.copy(block, "records:aRecords");
      case "azurerm_private_dns_aaaa_record" -> arm.copy(block, "records:aaaaRecords");
      case "azurerm_private_dns_cname_record" -> arm.copy(block, "record:cnameRecord");
      case "azurerm_private_dns_zone_virtual_network_link" -> Networks.zoneLink(block, arm);
      case "azurerm_linux_virtual_machine",
          "azurerm_windows_virtual_machine",
          "azurerm_virtual_machine" ->
          Machines.machine(block, arm);
      case "azurerm_linux_virtual_machine_scale_set",
          "azurerm_windows_virtual_machine_scale_set",
          "azurerm_orchestrated_virtual_machine_scale_set",
          "azurerm_virtual_machine_scale_set" ->
          Machines.scaleSet(block, arm);
      case "azurerm_lb" -> Balancers.loadBalancer(block, arm);
      case "azurerm_lb_backend_address_pool" -> Balancers.pool(block, arm);
      case "azurerm_lb_nat_rule" -> Balancers.natRule(block, arm);
      case "azurerm_application_gateway" -> Balancers.applicationGateway(block, arm);
      default -> {
        return fillService(block, arm);
      }
    }
    return true;
  }

  private static boolean fillService(Block block, Arm arm) {
    switch (block.owner().type()) {
      case "azurerm_firewall" -> Firewalls.firewall(block, arm);
      case "azurerm_firewall_policy" -> Firewalls.policy(block, arm);
      case "azurerm_firewall_policy_rule_collection_group" -> Firewalls.collectionGroup(block, arm);
      case "azurerm_ip_group" -> Firewalls.ipGroup(block, arm);
      case "azurerm_network_manager_network_group" -> Firewalls.networkGroup(block, arm);
      case "azurerm_network_manager_static_member" -> Firewalls.staticMember(block, arm);
      case "azurerm_network_manager_admin_rule_collection" -> Firewalls.adminCollection(block, arm);
      case "azurerm_network_manager_admin_rule" -> Firewalls.adminRule(block, arm);
      case "azurerm_virtual_network_gateway" -> Gateways.virtualNetworkGateway(block, arm);
      case "azurerm_local_network_gateway" -> Gateways.localNetworkGateway(block, arm);
      case "azurerm_virtual_network_gateway_connection" -> Gateways.connection(block, arm);
      case "azurerm_express_route_circuit" -> Gateways.circuit(block, arm);
      case "azurerm_express_route_gateway", "azurerm_vpn_gateway" ->
          Gateways.hubGateway(block, arm);
      case "azurerm_route_server" -> Gateways.routeServer(block, arm);
      case "azurerm_route_server_bgp_connection", "azurerm_virtual_hub_bgp_connection" ->
          Gateways.bgpConnection(block, arm);
      case "azurerm_virtual_hub" -> Gateways.hub(block, arm);
      case "azurerm_virtual_hub_connection" -> Gateways.hubConnection(block, arm);
      case "azurerm_virtual_hub_route_table" -> Gateways.hubTable(block, arm);
      case "azurerm_virtual_hub_routing_intent" -> Gateways.routingIntent(block, arm);
      case "azurerm_virtual_hub_ip" -> Gateways.hubAddress(block, arm);
      case "azurerm_vpn_gateway_connection" -> Gateways.vpnConnection(block, arm);
      case "azurerm_express_route_connection" -> Gateways.circuitConnection(block, arm);
      case "azurerm_vpn_site" -> Gateways.vpnSite(block, arm);
      case "azurerm_point_to_site_vpn_gateway" -> Gateways.pointToSite(block, arm);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Fills in what is known of a type that the model does not know: what it refers to, its
  /// addresses and the names it goes by.
  static void fillOther(Block block, Arm arm) {
    for (String name : block.names()) {
      if (!name.equals("public_network_access_enabled") && !isSecret(name)) {
        Tree value = known(block.get(name));
        arm.set(
            Arm.camelCase(name),
            value == null || !isBlocks(value) ? value : other(block, name, arm));
      }
    }
    if (block.get("public_network_access_enabled") instanceof Tree.Scalar access
        && access.kind() != Tree.Kind.UNKNOWN) {
      arm.set("publicNetworkAccess", Values.isTrue(access) ? "Enabled" : "Disabled", access.at());
    }
    arm.copy(block, "default_hostname:defaultHostName", "hostname:hostName");
  }

  /** A value, unless it is an id of which not even the type is known. */
  private static @Nullable Tree known(@Nullable Tree value) {
    return value instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
            && kind == Tree.Kind.UNKNOWN
            && text.contains("/{provider}/")
        ? null
        : value;
  }

  private static boolean isSecret(String name) {
    return name.contains("password")
        || name.contains("secret")
        || name.contains("access_key")
        || name.contains("connection_string")
        || name.contains("kube_");
  }

  private static boolean isBlocks(Tree value) {
    return value instanceof Tree.Sequence list
        && !list.items().isEmpty()
        && list.items().getFirst() instanceof Tree.Mapping;
  }

  private static Tree other(Block block, String name, Arm arm) {
    Arm holder = arm.fresh(block.at());
    holder.list(block, name, "items", Shapes::fillOther);
    Tree list = holder.get("items");
    return list != null ? list : block.unknown(name, block.at());
  }
}
