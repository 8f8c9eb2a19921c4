package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.terraform.plan.Block;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Instance;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Puts what has a resource of its own only in Terraform into ARM's resources: associations, rules
/// of load balancers, collections of firewalls.
final class Parts {
  private static final String SUBNETS = "subnets";
  private static final String SUBNET = "Microsoft.Network/virtualNetworks/subnets";
  // Pairs of an association and what it may be with.
  private static final int MOST_OPEN = 1_000_000;

  private final Document document;
  private final Assembly assembly;
  private final List<Open> open = new ArrayList<>();

  Parts(Document document, Assembly assembly) {
    this.document = document;
    this.assembly = assembly;
  }

  /** An association of which is not known what it is with. */
  private record Open(Block block, String target, String attribute, String key) {}

  /// Marks everything that an association of unknown ends may be with: what it has there is not
  /// known, unless another association says so.
  void finish() {
    int left = MOST_OPEN;
    for (Open each : open) {
      for (String id : each.block().possible(each.target())) {
        if (left-- <= 0) {
          return;
        }
        Arm arm = assembly.find(id);
        if (arm == null && each.target().equals("subnet_id") && mayBeElsewhere(id)) {
          arm = assembly.add(each.block().owner(), SUBNET, id);
        }
        if (arm != null && !arm.has(each.key())) {
          arm.set(each.key(), each.block().unknown(each.attribute(), each.block().at()));
        }
      }
    }
  }

  /** Whether a type is a part of another resource for ARM. */
  static boolean isPart(String type) {
    return (type.endsWith("_association") && type.startsWith("azurerm_"))
        || switch (type) {
          case "azurerm_virtual_network_dns_servers",
              "azurerm_lb_backend_address_pool_address",
              "azurerm_lb_rule",
              "azurerm_lb_probe",
              "azurerm_lb_nat_pool",
              "azurerm_lb_outbound_rule",
              "azurerm_firewall_network_rule_collection",
              "azurerm_firewall_application_rule_collection",
              "azurerm_firewall_nat_rule_collection",
              "azurerm_express_route_circuit_peering",
              "azurerm_virtual_hub_route_table_route",
              "azurerm_ip_group_cidr" ->
              true;
          default -> false;
        };
  }

  /** Puts an object where it belongs, or leaves it out by name. */
  void put(Instance instance) {
    Block block = document.block(instance);
    switch (instance.type()) {
      case "azurerm_subnet_network_security_group_association" ->
          subnet(block, "network_security_group_id", "networkSecurityGroup");
      case "azurerm_subnet_route_table_association" ->
          subnet(block, "route_table_id", "routeTable");
      case "azurerm_subnet_nat_gateway_association" ->
          subnet(block, "nat_gateway_id", "natGateway");
      case "azurerm_network_interface_security_group_association" -> {
        Arm nic = target(block, "network_interface_id");
        if (nic != null) {
          nic.set("networkSecurityGroup", block.get("network_security_group_id"));
        } else if (!isKnown(block.get("network_interface_id"))) {
          open.add(
              new Open(
                  block,
                  "network_interface_id",
                  "network_security_group_id",
                  "networkSecurityGroup"));
        }
      }
      case "azurerm_network_interface_application_security_group_association" ->
          configurations(block, "application_security_group_id", "applicationSecurityGroups");
      case "azurerm_network_interface_backend_address_pool_association" ->
          configurations(block, "backend_address_pool_id", "loadBalancerBackendAddressPools");
      case "azurerm_network_interface_nat_rule_association" ->
          configurations(block, "nat_rule_id", "loadBalancerInboundNatRules");
      case "azurerm_network_interface_application_gateway_backend_address_pool_association" ->
          configurations(block, "backend_address_pool_id", "applicationGatewayBackendAddressPools");
      case "azurerm_nat_gateway_public_ip_association" ->
          append(block, "nat_gateway_id", "publicIpAddresses", block.get("public_ip_address_id"));
      case "azurerm_nat_gateway_public_ip_prefix_association" ->
          append(block, "nat_gateway_id", "publicIpPrefixes", block.get("public_ip_prefix_id"));
      case "azurerm_ip_group_cidr" ->
          append(block, "ip_group_id", "ipAddresses", block.get("cidr"));
      case "azurerm_virtual_network_dns_servers" -> {
        Arm network = target(block, "virtual_network_id");
        Tree servers = block.get("dns_servers");
        if (network != null && servers != null) {
          network.replace("dnsServers", servers);
        }
      }
      default -> part(instance, block);
    }
  }

  private void part(Instance instance, Block block) {
    switch (instance.type()) {
      case "azurerm_lb_rule" ->
          add(block, "loadbalancer_id", "loadBalancingRules", Balancers::rule);
      case "azurerm_lb_probe" -> add(block, "loadbalancer_id", "probes", Balancers::probe);
      case "azurerm_lb_nat_pool" ->
          add(block, "loadbalancer_id", "inboundNatPools", Balancers::natPool);
      case "azurerm_lb_outbound_rule" ->
          add(block, "loadbalancer_id", "outboundRules", Balancers::outbound);
      case "azurerm_lb_backend_address_pool_address" ->
          add(
              block,
              "backend_address_pool_id",
              "loadBalancerBackendAddresses",
              Balancers::poolAddress);
      case "azurerm_firewall_network_rule_collection" ->
          inParent(
              instance,
              "networkRuleCollections",
              (part, item) -> Firewalls.collection(part, item, Firewalls::networkRule));
      case "azurerm_firewall_application_rule_collection" ->
          inParent(
              instance,
              "applicationRuleCollections",
              (part, item) -> Firewalls.collection(part, item, Firewalls::applicationRule));
      case "azurerm_firewall_nat_rule_collection" ->
          inParent(
              instance,
              "natRuleCollections",
              (part, item) -> Firewalls.collection(part, item, Firewalls::natRule));
      case "azurerm_express_route_circuit_peering" ->
          inParent(instance, "peerings", Gateways::circuitPeering);
      case "azurerm_virtual_hub_route_table_route" -> hubRoute(instance, block);
      default -> assembly.leaveOut(instance, "not modelled");
    }
  }

  /** The resource that an attribute names; when it is not there, the object is left out. */
  private @Nullable Arm target(Block block, String attribute) {
    Tree id = block.get(attribute);
    Arm found = id == null ? null : assembly.find(Values.text(id));
    if (found == null) {
      assembly.leaveOut(block.owner(), missing(id, attribute));
    }
    return found;
  }

  private static boolean isKnown(@Nullable Tree id) {
    return id instanceof Tree.Scalar scalar && scalar.kind() != Tree.Kind.UNKNOWN;
  }

  private static String missing(@Nullable Tree id, String attribute) {
    return isKnown(id)
        ? "what its " + attribute + " names is not in the input"
        : "its " + attribute + " is only known after apply";
  }

  /// Connects something with a subnet. One that the input does not hold gets the connection all the
  /// same, since another input may describe it.
  private void subnet(Block block, String attribute, String key) {
    Tree id = block.get("subnet_id");
    String text = Values.text(id);
    boolean known = isKnown(id);
    Arm subnet = assembly.find(text);
    if (subnet == null && known && mayBeElsewhere(text)) {
      subnet = assembly.add(block.owner(), SUBNET, text);
    }
    if (subnet == null) {
      assembly.leaveOut(block.owner(), missing(id, "subnet_id"));
      if (!known) {
        open.add(new Open(block, "subnet_id", attribute, key));
      }
    } else {
      subnet.set(key, block.get(attribute));
    }
  }

  /** Whether a subnet is inline in its network, or its network is not in the input. */
  private boolean mayBeElsewhere(String id) {
    int subnets = id.lastIndexOf("/" + SUBNETS + "/");
    if (subnets < 0) {
      return false;
    }
    Arm network = assembly.find(id.substring(0, subnets));
    if (network == null) {
      return true;
    }
    String name = id.substring(id.lastIndexOf('/') + 1);
    for (Tree item : Values.items(network.get(SUBNETS))) {
      if (Values.text(Values.get(item, "name")).equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** Adds something to the named ip configuration of an interface, or to all without a name. */
  private void configurations(Block block, String attribute, String key) {
    Arm nic = target(block, "network_interface_id");
    Tree value = block.get(attribute);
    if (nic == null || value == null) {
      return;
    }
    List<Tree> changed = new ArrayList<>();
    List<Tree> items = Values.items(nic.get("ipConfigurations"));
    String name = Values.text(block.get("ip_configuration_name"));
    boolean done = false;
    for (Tree item : items) {
      boolean meant =
          name.isEmpty()
              || items.size() == 1
              || name.equalsIgnoreCase(Values.text(Values.get(item, "name")));
      changed.add(meant && item instanceof Tree.Mapping one ? with(one, key, value, nic) : item);
      done |= meant;
    }
    if (done) {
      nic.replace("ipConfigurations", new Tree.Sequence(changed, items.getFirst().at()));
    } else {
      assembly.leaveOut(block.owner(), "its ip_configuration_name names none of the interface");
    }
  }

  private static Tree with(Tree.Mapping configuration, String key, Tree value, Arm nic) {
    Arm copy = nic.fresh(configuration.at());
    configuration.entries().forEach(entry -> copy.set(entry.key(), entry.value()));
    copy.append(key, value);
    return copy.mapping();
  }

  private void append(Block block, String parent, String key, @Nullable Tree value) {
    Arm target = target(block, parent);
    if (target != null && value != null && !isListed(target, key, value)) {
      target.append(key, value);
    }
  }

  /** State files repeat in the resource what an association says. */
  private static boolean isListed(Arm target, String key, Tree value) {
    List<Tree> items = Values.items(target.get(key));
    // A long list is made of associations, which do not repeat themselves.
    for (Tree item : items.size() > 100 ? List.<Tree>of() : items) {
      if (Values.text(item).equalsIgnoreCase(Values.text(value))) {
        return true;
      }
    }
    return false;
  }

  private void add(Block block, String parent, String key, BiConsumer<Block, Arm> shape) {
    Arm target = target(block, parent);
    if (target != null) {
      Arm item = target.fresh(block.owner().at());
      shape.accept(block, item);
      target.append(key, item.mapping());
    }
  }

  /** Adds a part to what its own id says it is part of. */
  private void inParent(Instance instance, String key, BiConsumer<Block, Arm> shape) {
    String id = document.id(instance);
    int name = id.lastIndexOf('/');
    int collection = name <= 0 ? -1 : id.lastIndexOf('/', name - 1);
    Arm target = collection <= 0 ? null : assembly.find(id.substring(0, collection));
    if (target == null) {
      assembly.leaveOut(instance, "what it is part of is not in the input");
      return;
    }
    Arm item = target.fresh(instance.at());
    shape.accept(document.block(instance), item);
    target.append(key, item.mapping());
  }

  /** A route of a hub's table; the table that every hub has is in no configuration. */
  private void hubRoute(Instance instance, Block block) {
    String table = Values.text(block.get("route_table_id"));
    if (assembly.find(table) == null && table.endsWith("/hubRouteTables/defaultRouteTable")) {
      Arm made = assembly.add(instance, "Microsoft.Network/virtualHubs/hubRouteTables", table);
      if (made != null) {
        made.append("labels", document.scalar("default", instance.at()));
      }
    }
    add(block, "route_table_id", "routes", Gateways::hubRoute);
  }
}
