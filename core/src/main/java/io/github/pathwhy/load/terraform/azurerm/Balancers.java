package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/** Load balancers and application gateways. */
final class Balancers {
  private Balancers() {}

  static void loadBalancer(Block block, Arm arm) {
    arm.copy(block, "location", "sku")
        .list(block, "frontend_ip_configuration", "frontendIPConfigurations", Balancers::frontend);
  }

  private static void frontend(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "subnet_id:subnet",
        "private_ip_address_allocation:privateIPAllocationMethod",
        "private_ip_address_version:privateIPAddressVersion",
        "public_ip_address_id:publicIPAddress",
        "public_ip_prefix_id:publicIPPrefix",
        "gateway_load_balancer_frontend_ip_configuration_id:gatewayLoadBalancer");
    Machines.address(block, arm);
  }

  static void pool(Block block, Arm arm) {
    arm.copy(block, "virtual_network_id:virtualNetwork")
        .list(
            block,
            "tunnel_interface",
            "tunnelInterfaces",
            (part, item) -> item.copy(part, "type", "protocol", "port", "identifier"));
  }

  /** A member of a pool that is an address. */
  static void poolAddress(Block block, Arm arm) {
    arm.copy(block, "name", "ip_address", "virtual_network_id:virtualNetwork");
  }

  static void rule(Block block, Arm arm) {
    ports(block, arm);
    arm.copy(
        block,
        "backend_address_pool_ids:backendAddressPools",
        "backend_address_pool_id:backendAddressPool",
        "probe_id:probe",
        "disable_outbound_snat");
  }

  private static void ports(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "frontend_ip_configuration_name:frontendIPConfiguration",
        "protocol",
        "frontend_port",
        "backend_port",
        "floating_ip_enabled:enableFloatingIP",
        "enable_floating_ip:enableFloatingIP");
  }

  static void natRule(Block block, Arm arm) {
    ports(block, arm);
    arm.copy(
        block,
        "frontend_port_start:frontendPortRangeStart",
        "frontend_port_end:frontendPortRangeEnd",
        "backend_address_pool_id:backendAddressPool");
  }

  static void natPool(Block block, Arm arm) {
    ports(block, arm);
    arm.copy(
        block,
        "frontend_port_start:frontendPortRangeStart",
        "frontend_port_end:frontendPortRangeEnd");
  }

  static void probe(Block block, Arm arm) {
    arm.copy(block, "name", "protocol", "port", "request_path");
  }

  static void outbound(Block block, Arm arm) {
    arm.copy(block, "name", "protocol", "backend_address_pool_id:backendAddressPool");
    List<Tree> frontends = new ArrayList<>();
    for (Block frontend : block.blocks("frontend_ip_configuration")) {
      Tree name = frontend.get("name");
      if (name != null) {
        frontends.add(name);
      }
    }
    arm.set("frontendIPConfigurations", new Tree.Sequence(frontends, block.at()));
  }

  static void applicationGateway(Block block, Arm arm) {
    arm.copy(block, "location")
        .child(block, "sku", "sku", (part, item) -> item.copy(part, "name", "tier"))
        .list(
            block,
            "gateway_ip_configuration",
            "gatewayIPConfigurations",
            (part, item) -> item.copy(part, "name").require(part, "subnet_id", "subnet"))
        .list(block, "frontend_ip_configuration", "frontendIPConfigurations", Balancers::frontend)
        .list(
            block,
            "frontend_port",
            "frontendPorts",
            (part, item) -> item.copy(part, "name", "port"))
        .list(block, "backend_address_pool", "backendAddressPools", Balancers::gatewayPool)
        .list(
            block,
            "backend_http_settings",
            "backendHttpSettingsCollection",
            (part, item) -> item.copy(part, "name", "port", "protocol"))
        .list(block, "http_listener", "httpListeners", Balancers::listener)
        .list(block, "request_routing_rule", "requestRoutingRules", Balancers::routing)
        .list(block, "url_path_map", "urlPathMaps", Balancers::pathMap);
    if (!arm.has("gatewayIPConfigurations")) {
      arm.require(block, "subnet_id", "subnet");
    }
  }

  private static void gatewayPool(Block block, Arm arm) {
    arm.copy(block, "name");
    List<Tree> members = new ArrayList<>();
    members(block, "ip_addresses", "ipAddress", arm, members);
    members(block, "fqdns", "fqdn", arm, members);
    if (!members.isEmpty()) {
      arm.set("backendAddresses", new Tree.Sequence(members, block.at()));
    }
  }

  private static void members(
      Block block, String attribute, String key, Arm arm, List<Tree> members) {
    Tree value = block.get(attribute);
    for (Tree member :
        value instanceof Tree.Scalar one ? List.<Tree>of(one) : Values.items(value)) {
      members.add(arm.fresh(member.at()).set(key, member).mapping());
    }
  }

  private static void listener(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "frontend_ip_configuration_name:frontendIPConfiguration",
        "frontend_port_name:frontendPort",
        "protocol",
        "host_name",
        "host_names");
  }

  private static void routing(Block block, Arm arm) {
    arm.copy(
        block,
        "name",
        "rule_type",
        "priority",
        "http_listener_name:httpListener",
        "url_path_map_name:urlPathMap",
        "redirect_configuration_name:redirectConfiguration");
    target(block, arm);
  }

  private static void target(Block block, Arm arm) {
    arm.copy(
        block,
        "backend_address_pool_name:backendAddressPool",
        "backend_http_settings_name:backendHttpSettings");
  }

  private static void pathMap(Block block, Arm arm) {
    arm.copy(
            block,
            "name",
            "default_backend_address_pool_name:defaultBackendAddressPool",
            "default_backend_http_settings_name:defaultBackendHttpSettings")
        .list(block, "path_rule", "pathRules", Balancers::pathRule);
  }

  private static void pathRule(Block block, Arm arm) {
    arm.copy(block, "name", "paths");
    target(block, arm);
  }
}
