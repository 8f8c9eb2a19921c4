package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;

/** Gateways, connections, route servers and virtual hubs. */
final class Gateways {
  private Gateways() {}

  static void virtualNetworkGateway(Block block, Arm arm) {
    arm.copy(
            block,
            "location",
            "type:gatewayType",
            "active_active_enabled:activeActive",
            "active_active",
            "bgp_enabled:enableBgp",
            "enable_bgp",
            "default_local_network_gateway_id:gatewayDefaultSite")
        .list(block, "ip_configuration", "ipConfigurations", Gateways::placement)
        .child(block, "bgp_settings", "bgpSettings", Gateways::bgp)
        .child(
            block,
            "vpn_client_configuration",
            "vpnClientConfiguration",
            (part, item) -> item.copy(part, "address_space:vpnClientAddressPool"));
    for (Block custom : block.blocks("custom_route")) {
      arm.copy(custom, "address_prefixes:customRoutes");
    }
    if (!arm.has("ipConfigurations")) {
      arm.require(block, "subnet_id", "subnet");
    }
  }

  private static void placement(Block block, Arm arm) {
    arm.copy(block, "name", "public_ip_address_id:publicIPAddress")
        .require(block, "subnet_id", "subnet");
  }

  private static void bgp(Block block, Arm arm) {
    arm.copy(block, "asn")
        .list(
            block,
            "peering_addresses",
            "bgpPeeringAddresses",
            (part, item) -> item.copy(part, "default_addresses:defaultBgpIpAddresses"));
  }

  static void localNetworkGateway(Block block, Arm arm) {
    arm.copy(
            block,
            "location",
            "gateway_address:gatewayIpAddress",
            "gateway_fqdn:fqdn",
            "address_space:localNetworkAddressSpace")
        .child(
            block,
            "bgp_settings",
            "bgpSettings",
            (part, item) -> item.copy(part, "asn", "bgp_peering_address"));
  }

  static void connection(Block block, Arm arm) {
    arm.copy(
            block,
            "location",
            "type:connectionType",
            "peer_virtual_network_gateway_id:virtualNetworkGateway2",
            "local_network_gateway_id:localNetworkGateway2",
            "express_route_circuit_id:peer",
            "bgp_enabled:enableBgp",
            "enable_bgp")
        .require(block, "virtual_network_gateway_id", "virtualNetworkGateway1");
  }

  static void circuit(Block block, Arm arm) {
    arm.copy(block, "location", "service_provider_provisioning_state");
  }

  static void circuitPeering(Block block, Arm arm) {
    arm.copy(block, "peering_type:name", "peering_type");
  }

  static void hubGateway(Block block, Arm arm) {
    arm.copy(block, "location").require(block, "virtual_hub_id", "virtualHub");
  }

  static void pointToSite(Block block, Arm arm) {
    hubGateway(block, arm);
    arm.list(
        block, "connection_configuration", "p2SConnectionConfigurations", Gateways::clientPool);
  }

  private static void clientPool(Block block, Arm arm) {
    arm.copy(block, "name", "internet_security_enabled:enableInternetSecurity")
        .child(block, "route", "routingConfiguration", Gateways::routing);
    for (Block pool : block.blocks("vpn_client_address_pool")) {
      arm.copy(pool, "address_prefixes:vpnClientAddressPool");
    }
  }

  static void vpnConnection(Block block, Arm arm) {
    arm.require(block, "remote_vpn_site_id", "remoteVpnSite")
        .copy(block, "internet_security_enabled:enableInternetSecurity")
        .child(block, "routing", "routingConfiguration", Gateways::routing)
        .list(
            block,
            "vpn_link",
            "vpnLinkConnections",
            (part, item) -> item.copy(part, "name", "bgp_enabled:enableBgp"));
  }

  static void circuitConnection(Block block, Arm arm) {
    arm.require(block, "express_route_circuit_peering_id", "expressRouteCircuitPeering")
        .copy(block, "internet_security_enabled:enableInternetSecurity", "enable_internet_security")
        .child(block, "routing", "routingConfiguration", Gateways::routing);
  }

  static void vpnSite(Block block, Arm arm) {
    arm.copy(block, "location", "address_cidrs:addressSpace", "virtual_wan_id:virtualWan")
        .list(
            block,
            "link",
            "vpnSiteLinks",
            (part, item) ->
                item.copy(part, "name", "ip_address", "fqdn")
                    .child(
                        part,
                        "bgp",
                        "bgpProperties",
                        (bgp, properties) ->
                            properties.copy(bgp, "asn", "peering_address:bgpPeeringAddress")));
  }

  static void routeServer(Block block, Arm arm) {
    arm.set("kind", "RouteServer", block.at())
        .copy(
            block,
            "location",
            "public_ip_address_id:publicIPAddress",
            "branch_to_branch_traffic_enabled:allowBranchToBranchTraffic")
        .require(block, "subnet_id", "subnet");
  }

  static void bgpConnection(Block block, Arm arm) {
    arm.copy(
        block, "peer_ip", "peer_asn", "virtual_network_connection_id:hubVirtualNetworkConnection");
  }

  static void hubAddress(Block block, Arm arm) {
    arm.copy(block, "public_ip_address_id:publicIPAddress", "private_ip_address:privateIPAddress")
        .require(block, "subnet_id", "subnet");
  }

  static void wan(Block block, Arm arm) {
    arm.copy(block, "location", "allow_branch_to_branch_traffic");
  }

  static void hub(Block block, Arm arm) {
    arm.copy(
        block, "location", "address_prefix", "virtual_wan_id:virtualWan", "virtual_router_ips");
    if (!block.blocks("route").isEmpty()) {
      arm.set("routeTable", oldTable(block, arm));
    }
  }

  private static Tree oldTable(Block block, Arm arm) {
    return arm.fresh(block.at())
        .list(
            block,
            "route",
            "routes",
            (part, item) -> item.copy(part, "address_prefixes", "next_hop_ip_address"))
        .mapping();
  }

  static void hubConnection(Block block, Arm arm) {
    arm.require(block, "remote_virtual_network_id", "remoteVirtualNetwork")
        .copy(block, "internet_security_enabled:enableInternetSecurity")
        .child(block, "routing", "routingConfiguration", Gateways::routing);
  }

  private static void routing(Block block, Arm arm) {
    arm.copy(
        block,
        "associated_route_table_id:associatedRouteTable",
        "associated_route_table:associatedRouteTable",
        "inbound_route_map_id:inboundRouteMap",
        "outbound_route_map_id:outboundRouteMap");
    for (Block propagated : block.blocks("propagated_route_table")) {
      Arm tables = arm.fresh(propagated.at());
      if (!Values.items(propagated.get("route_table_ids")).isEmpty()) {
        tables.copy(propagated, "route_table_ids:ids");
      } else if (!Values.items(propagated.get("ids")).isEmpty()) {
        tables.copy(propagated, "ids");
      }
      if (!Values.items(propagated.get("labels")).isEmpty()) {
        tables.copy(propagated, "labels");
      }
      if (tables.has("ids") || tables.has("labels")) {
        arm.set("propagatedRouteTables", tables.mapping());
      }
    }
    if (!block.blocks("static_vnet_route").isEmpty()) {
      arm.set(
          "vnetRoutes",
          arm.fresh(block.at())
              .list(
                  block,
                  "static_vnet_route",
                  "staticRoutes",
                  (part, item) ->
                      item.copy(part, "name", "address_prefixes", "next_hop_ip_address"))
              .set(
                  "staticRoutesConfig",
                  arm.fresh(block.at())
                      .copy(
                          block,
                          "static_vnet_local_route_override_criteria"
                              + ":vnetLocalRouteOverrideCriteria",
                          "static_vnet_propagate_static_routes_enabled:propagateStaticRoutes")
                      .mapping())
              .mapping());
    }
  }

  static void hubTable(Block block, Arm arm) {
    arm.copy(block, "labels").list(block, "route", "routes", Gateways::hubRoute);
  }

  static void hubRoute(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "destinations_type:destinationType",
        "destinations",
        "next_hop",
        "next_hop_type");
  }

  static void routingIntent(Block block, Arm arm) {
    arm.list(
        block,
        "routing_policy",
        "routingPolicies",
        (part, item) -> item.copy(part, "name", "destinations", "next_hop"));
  }
}
