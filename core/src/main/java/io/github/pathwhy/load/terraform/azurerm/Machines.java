package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;

/** Network interfaces, virtual machines and scale sets. */
final class Machines {
  private Machines() {}

  static void networkInterface(Block block, Arm arm) {
    arm.copy(
            block,
            "location",
            "ip_forwarding_enabled:enableIPForwarding",
            "enable_ip_forwarding:enableIPForwarding",
            "network_security_group_id:networkSecurityGroup",
            "virtual_machine_id:virtualMachine")
        .list(block, "ip_configuration", "ipConfigurations", Machines::configuration);
    if (!arm.has("ipConfigurations")) {
      arm.require(block, "subnet_id", "subnet");
    }
  }

  private static void configuration(Block block, Arm arm) {
    arm.copy(
            block,
            "name",
            "primary",
            "private_ip_address_allocation:privateIPAllocationMethod",
            "gateway_load_balancer_frontend_ip_configuration_id:gatewayLoadBalancer",
            "private_ip_address_version:privateIPAddressVersion",
            "public_ip_address_id:publicIPAddress",
            "load_balancer_backend_address_pools_ids:loadBalancerBackendAddressPools",
            "load_balancer_inbound_nat_rules_ids:loadBalancerInboundNatRules",
            "application_gateway_backend_address_pools_ids:applicationGatewayBackendAddressPools",
            "application_security_group_ids:applicationSecurityGroups")
        .require(block, "subnet_id", "subnet");
    address(block, arm);
  }

  /// The private address. One that Azure chooses stays out, also when the configuration gives it by
  /// an expression that turns out to be null.
  static void address(Block block, Arm arm) {
    Tree address = block.get("private_ip_address");
    boolean open = address instanceof Tree.Scalar one && one.kind() == Tree.Kind.UNKNOWN;
    if (!open || !block.text("private_ip_address_allocation").equalsIgnoreCase("Dynamic")) {
      arm.set("privateIPAddress", address);
    }
  }

  /** The primary interface comes first. */
  static void machine(Block block, Arm arm) {
    Tree ids = block.get("network_interface_ids");
    String primary = Values.text(block.get("primary_network_interface_id"));
    if (ids instanceof Tree.Sequence list) {
      List<Tree> sorted = new ArrayList<>(list.items().size());
      for (Tree id : list.items()) {
        boolean first = !primary.isEmpty() && primary.equalsIgnoreCase(Values.text(id));
        sorted.add(first ? 0 : sorted.size(), id);
      }
      arm.set("networkInterfaces", new Tree.Sequence(sorted, list.at()));
    } else if (ids != null) {
      arm.set("networkInterfaces", new Tree.Sequence(List.of(ids), ids.at()));
    }
    arm.copy(block, "location", "virtual_machine_scale_set_id:virtualMachineScaleSet");
  }

  static void scaleSet(Block block, Arm arm) {
    arm.copy(block, "location", "instances:capacity")
        .list(block, "network_interface", "networkInterfaceConfigurations", Machines::setInterface);
    for (Block sku : block.blocks("sku")) {
      arm.copy(sku, "capacity");
    }
    arm.list(block, "network_profile", "networkInterfaceConfigurations", Machines::setInterface);
    if (block.owner().type().equals("azurerm_orchestrated_virtual_machine_scale_set")) {
      arm.set("orchestrationMode", "Flexible", block.at());
    }
  }

  private static void setInterface(Block block, Arm arm) {
    arm.copy(
            block,
            "name",
            "primary",
            "network_security_group_id:networkSecurityGroup",
            "ip_forwarding_enabled:enableIPForwarding",
            "enable_ip_forwarding:enableIPForwarding",
            "ip_forwarding:enableIPForwarding")
        .list(block, "ip_configuration", "ipConfigurations", Machines::setConfiguration);
  }

  private static void setConfiguration(Block block, Arm arm) {
    arm.copy(
            block,
            "name",
            "primary",
            "version:privateIPAddressVersion",
            "load_balancer_backend_address_pool_ids:loadBalancerBackendAddressPools",
            "load_balancer_inbound_nat_rules_ids:loadBalancerInboundNatPools",
            "application_gateway_backend_address_pool_ids:applicationGatewayBackendAddressPools",
            "application_security_group_ids:applicationSecurityGroups")
        .require(block, "subnet_id", "subnet")
        .child(block, "public_ip_address", "publicIPAddressConfiguration", Machines::publicAddress)
        .child(
            block,
            "public_ip_address_configuration",
            "publicIPAddressConfiguration",
            Machines::publicAddress);
  }

  private static void publicAddress(Block block, Arm arm) {
    arm.copy(block, "name");
  }
}
