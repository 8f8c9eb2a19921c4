package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Azure Firewalls with their rules, and network managers. */
final class Firewalls {
  private Firewalls() {}

  static void firewall(Block block, Arm arm) {
    arm.copy(block, "location", "firewall_policy_id:firewallPolicy")
        .list(block, "ip_configuration", "ipConfigurations", Networks::placement);
    for (Block hub : block.blocks("virtual_hub")) {
      arm.copy(hub, "virtual_hub_id:virtualHub")
          .set("hubIPAddresses", hubAddresses(hub, arm.fresh(hub.at())));
    }
  }

  private static Tree hubAddresses(Block hub, Arm arm) {
    arm.copy(hub, "private_ip_address:privateIPAddress");
    List<Tree> addresses = new ArrayList<>();
    for (Tree address : Values.items(hub.get("public_ip_addresses"))) {
      addresses.add(arm.fresh(address.at()).set("address", address).mapping());
    }
    Arm all = arm.fresh(hub.at()).set("addresses", new Tree.Sequence(addresses, hub.at()));
    return arm.set("publicIPs", all.mapping()).mapping();
  }

  /** A collection of a firewall without a policy. */
  static void collection(Block block, Arm arm, BiConsumer<Block, Arm> rule) {
    head(block, arm, "Dnat");
    arm.list(block, "rule", "rules", rule);
  }

  private static void head(Block block, Arm arm, String usual) {
    arm.copy(block, "name", "priority");
    Tree action = block.get("action");
    Arm object = arm.fresh(block.at());
    arm.set(
        "action",
        (action == null ? object.set("type", usual, block.at()) : object.set("type", action))
            .mapping());
  }

  static void networkRule(Block block, Arm arm) {
    sides(block, arm);
    arm.copy(
        block,
        "protocols",
        "destination_addresses",
        "destination_ip_groups",
        "destination_fqdns",
        "destination_ports");
  }

  private static void sides(Block block, Arm arm) {
    arm.copy(block, "name", "source_addresses", "source_ip_groups");
  }

  static void natRule(Block block, Arm arm) {
    sides(block, arm);
    arm.copy(
        block,
        "protocols",
        "destination_addresses",
        "destination_address:destinationAddresses",
        "destination_ports",
        "translated_address",
        "translated_fqdn",
        "translated_port");
  }

  static void applicationRule(Block block, Arm arm) {
    sides(block, arm);
    arm.copy(
            block,
            "target_fqdns",
            "destination_fqdns:targetFqdns",
            "fqdn_tags",
            "destination_fqdn_tags:fqdnTags",
            "destination_urls:targetUrls",
            "web_categories",
            "destination_addresses")
        .list(block, "protocols", "protocols", Firewalls::service)
        .list(block, "protocol", "protocols", Firewalls::service);
  }

  private static void service(Block block, Arm arm) {
    arm.copy(block, "type:protocolType", "port");
  }

  static void policy(Block block, Arm arm) {
    arm.copy(block, "location", "base_policy_id:basePolicy");
    Tree ranges = block.get("private_ip_ranges");
    boolean empty = ranges instanceof Tree.Sequence list && list.items().isEmpty();
    if (ranges != null && !empty) {
      arm.set("snat", arm.fresh(ranges.at()).set("privateRanges", ranges).mapping());
    }
  }

  static void collectionGroup(Block block, Arm arm) {
    arm.copy(block, "priority");
    add(block, arm, "nat_rule_collection", "NatRule", Firewalls::natRule);
    add(block, arm, "network_rule_collection", "NetworkRule", Firewalls::networkRule);
    add(block, arm, "application_rule_collection", "ApplicationRule", Firewalls::applicationRule);
  }

  private static void add(
      Block block, Arm arm, String name, String type, BiConsumer<Block, Arm> rule) {
    for (Block collection : block.blocks(name)) {
      Arm item = arm.fresh(collection.at());
      head(collection, item, "DNAT");
      item.list(
          collection,
          "rule",
          "rules",
          (part, made) -> {
            made.set("ruleType", type, part.at());
            if (!type.equals("ApplicationRule")) {
              made.copy(part, "protocols:ipProtocols");
            }
            rule.accept(part, made);
          });
      arm.append("ruleCollections", item.mapping());
    }
  }

  static void ipGroup(Block block, Arm arm) {
    arm.copy(block, "location", "cidrs:ipAddresses");
  }

  static void networkGroup(Block block, Arm arm) {
    arm.copy(block, "member_type");
  }

  static void staticMember(Block block, Arm arm) {
    arm.require(block, "target_virtual_network_id", "resourceId");
  }

  static void adminCollection(Block block, Arm arm) {
    arm.require(block, "network_group_ids", "appliesToGroups");
  }

  static void adminRule(Block block, Arm arm) {
    arm.copy(
            block,
            "priority",
            "direction",
            "action:access",
            "protocol",
            "source_port_ranges",
            "destination_port_ranges")
        .list(block, "source", "sources", Firewalls::side)
        .list(block, "destination", "destinations", Firewalls::side);
  }

  private static void side(Block block, Arm arm) {
    arm.copy(block, "address_prefix", "address_prefix_type");
  }
}
