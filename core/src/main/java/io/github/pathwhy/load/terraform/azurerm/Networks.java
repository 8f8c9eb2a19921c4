package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/// Networks, subnets, routes and rules
/// (<https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs>).
final class Networks {
  private Networks() {}

  static void virtualNetwork(Block block, Arm arm) {
    arm.copy(block, "location", "dns_servers")
        .require(block, "address_space", "addressSpace")
        .list(block, "subnet", "subnets", Networks::inlineSubnet);
    if (block.owner().data() && block.get("vnet_peerings") instanceof Tree.Mapping peerings) {
      arm.set("virtualNetworkPeerings", lookedUp(peerings, block, arm));
    }
  }

  /** The peerings that a data source lists: which there are, but not what they allow. */
  private static Tree lookedUp(Tree.Mapping peerings, Block block, Arm arm) {
    List<Tree> found = new ArrayList<>();
    for (Tree.Entry entry : peerings.entries()) {
      Arm item = arm.fresh(entry.at());
      item.set("name", entry.key(), entry.at()).set("remoteVirtualNetwork", entry.value());
      for (String flag :
          List.of(
              "allow_virtual_network_access",
              "allow_forwarded_traffic",
              "allow_gateway_transit",
              "use_remote_gateways")) {
        item.set(Arm.camelCase(flag), block.unknown(entry.key() + "." + flag, entry.at()));
      }
      found.add(item.mapping());
    }
    return new Tree.Sequence(found, peerings.at());
  }

  private static void inlineSubnet(Block block, Arm arm) {
    arm.copy(block, "name", "security_group:networkSecurityGroup", "route_table_id:routeTable");
    subnet(block, arm);
  }

  static void subnet(Block block, Arm arm) {
    // An empty list beside the older singular is no prefix.
    if (block.get("address_prefixes") instanceof Tree.Sequence list && list.items().isEmpty()) {
      arm.copy(block, "address_prefix");
    } else {
      arm.copy(block, "address_prefixes:addressPrefixes");
    }
    if (!arm.has("addressPrefixes") && !arm.has("addressPrefix")) {
      arm.copy(block, "address_prefix").require(block, "address_prefix", "addressPrefix");
    }
    arm.copy(
            block,
            "service_endpoints",
            "default_outbound_access_enabled:defaultOutboundAccess",
            "network_security_group_id:networkSecurityGroup",
            "route_table_id:routeTable",
            "private_endpoint_network_policies")
        .list(block, "delegation", "delegations", Networks::delegation);
    policies(block, arm, "private_endpoint_network_policies_enabled", true);
    policies(block, arm, "enforce_private_link_endpoint_network_policies", false);
  }

  private static void delegation(Block block, Arm arm) {
    arm.copy(block, "name");
    for (Block service : block.blocks("service_delegation")) {
      arm.copy(service, "name:serviceName");
    }
  }

  /// Older names of the policies: one is true when they apply; the other one, for historical
  /// reasons, when they do not.
  private static void policies(Block block, Arm arm, String attribute, boolean enabled) {
    if (block.get(attribute) instanceof Tree.Scalar(String text, Tree.Kind kind, long at)) {
      if (kind == Tree.Kind.UNKNOWN) {
        arm.set("privateEndpointNetworkPolicies", block.get(attribute));
      } else {
        boolean apply = text.equalsIgnoreCase("true") == enabled;
        arm.set("privateEndpointNetworkPolicies", apply ? "Enabled" : "Disabled", at);
      }
    }
  }

  static void peering(Block block, Arm arm) {
    arm.require(block, "remote_virtual_network_id", "remoteVirtualNetwork")
        .copy(
            block,
            "allow_virtual_network_access",
            "allow_forwarded_traffic",
            "allow_gateway_transit",
            "use_remote_gateways",
            "local_subnet_names",
            "remote_subnet_names",
            "only_ipv6_peering_enabled:enableOnlyIPv6Peering",
            "peer_complete_virtual_networks_enabled:peerCompleteVnets");
  }

  static void securityGroup(Block block, Arm arm) {
    arm.copy(block, "location").list(block, "security_rule", "securityRules", Networks::rule);
  }

  private static void rule(Block block, Arm arm) {
    arm.copy(block, "name");
    securityRule(block, arm);
  }

  static void securityRule(Block block, Arm arm) {
    arm.copy(
        block,
        "priority",
        "direction",
        "access",
        "protocol",
        "source_port_range",
        "source_port_ranges",
        "destination_port_range",
        "destination_port_ranges",
        "source_address_prefix",
        "source_address_prefixes",
        "source_application_security_group_ids:sourceApplicationSecurityGroups",
        "destination_address_prefix",
        "destination_address_prefixes",
        "destination_application_security_group_ids:destinationApplicationSecurityGroups");
  }

  static void routeTable(Block block, Arm arm) {
    arm.copy(block, "location", "disable_bgp_route_propagation")
        .copyInverse(block, "bgp_route_propagation_enabled", "disableBgpRoutePropagation")
        .list(block, "route", "routes", Networks::inlineRoute);
  }

  private static void inlineRoute(Block block, Arm arm) {
    arm.copy(block, "name");
    route(block, arm);
  }

  static void route(Block block, Arm arm) {
    arm.copy(block, "address_prefix", "next_hop_type", "next_hop_in_ip_address:nextHopIpAddress");
  }

  static void publicIp(Block block, Arm arm) {
    arm.copy(
        block,
        "location",
        "ip_address",
        "sku",
        "allocation_method:publicIPAllocationMethod",
        "ip_version:publicIPAddressVersion",
        "public_ip_prefix_id:publicIPPrefix");
    if (block.isComputed("ip_address")) {
      arm.set(
          "ipAddress", Tree.unknown("{" + block.owner().address() + ".ip_address}", block.at()));
    }
  }

  static void publicIpPrefix(Block block, Arm arm) {
    arm.copy(block, "location", "ip_prefix", "prefix_length");
  }

  static void natGateway(Block block, Arm arm) {
    arm.copy(
        block,
        "location",
        "sku_name:sku",
        "public_ip_address_ids:publicIpAddresses",
        "public_ip_prefix_ids:publicIpPrefixes");
  }

  static void bastion(Block block, Arm arm) {
    arm.copy(block, "location", "sku", "virtual_network_id:virtualNetwork")
        .list(block, "ip_configuration", "ipConfigurations", Networks::placement);
  }

  /** An ip configuration of a service that lives in a subnet. */
  static void placement(Block block, Arm arm) {
    arm.copy(block, "name", "private_ip_address:privateIPAddress");
    arm.copy(block, "subnet_id:subnet", "public_ip_address_id:publicIPAddress");
  }

  static void privateEndpoint(Block block, Arm arm) {
    arm.copy(block, "location").require(block, "subnet_id", "subnet");
    for (Block connection : block.blocks("private_service_connection")) {
      boolean manual = Values.isTrue(connection.get("is_manual_connection"));
      arm.list(
          block,
          "private_service_connection",
          manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections",
          Networks::connection);
      if (block.blocks("ip_configuration").isEmpty()) {
        arm.copy(connection, "private_ip_address:privateIPAddress");
      }
    }
    arm.list(
            block,
            "ip_configuration",
            "ipConfigurations",
            (part, item) ->
                item.copy(
                    part,
                    "name",
                    "private_ip_address:privateIPAddress",
                    "subresource_name:groupId",
                    "member_name"))
        .list(
            block,
            "custom_dns_configs",
            "customDnsConfigs",
            (part, item) -> item.copy(part, "fqdn", "ip_addresses"))
        .list(block, "private_dns_zone_group", "privateDnsZoneGroups", Networks::zoneGroup);
  }

  static void privateLinkService(Block block, Arm arm) {
    arm.copy(
            block,
            "location",
            "alias",
            "enable_proxy_protocol",
            "load_balancer_frontend_ip_configuration_ids:loadBalancerFrontendIpConfigurations",
            "destination_ip_address:destinationIPAddress")
        .list(
            block,
            "nat_ip_configuration",
            "ipConfigurations",
            (part, item) -> {
              item.copy(
                      part, "name", "primary", "private_ip_address_version:privateIPAddressVersion")
                  .require(part, "subnet_id", "subnet");
              Machines.address(part, item);
            });
    subscriptions(block, "auto_approval_subscription_ids", "autoApproval", arm);
    subscriptions(block, "visibility_subscription_ids", "visibility", arm);
  }

  private static void subscriptions(Block block, String attribute, String key, Arm arm) {
    Tree ids = block.get(attribute);
    if (ids != null) {
      arm.set(key, arm.fresh(block.at()).set("subscriptions", ids).mapping());
    }
  }

  private static void connection(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "private_connection_resource_id:privateLinkServiceId",
        "subresource_names:groupIds",
        "request_message");
  }

  private static void zoneGroup(Block block, Arm arm) {
    arm.copy(block, "name");
    Tree ids = block.get("private_dns_zone_ids");
    if (ids instanceof Tree.Sequence list) {
      List<Tree> zones = new ArrayList<>();
      for (Tree id : list.items()) {
        String name = Values.text(id);
        zones.add(
            arm.fresh(id.at())
                .set("name", name.substring(name.lastIndexOf('/') + 1), id.at())
                .set("privateDnsZoneId", id)
                .mapping());
      }
      arm.set("privateDnsZoneConfigs", new Tree.Sequence(zones, list.at()));
    } else {
      arm.set("privateDnsZoneConfigs", ids);
    }
  }

  static void zoneLink(Block block, Arm arm) {
    arm.require(block, "virtual_network_id", "virtualNetwork")
        .copy(block, "registration_enabled", "resolution_policy");
  }
}
