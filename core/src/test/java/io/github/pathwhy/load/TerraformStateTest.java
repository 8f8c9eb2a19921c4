package io.github.pathwhy.load;

import static io.github.pathwhy.load.Terraform.id;
import static io.github.pathwhy.load.Terraform.ref;
import static io.github.pathwhy.load.Terraform.resource;
import static io.github.pathwhy.load.Terraform.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How states are read, in both of their forms, and that they say what their plan said. */
final class TerraformStateTest {
  private static final String RULES =
      "security_rule: [{name: ssh, priority: 100, direction: Inbound, access: Deny, protocol: Tcp,"
          + " source_port_range: '*', destination_port_range: '22', source_address_prefix: '*',"
          + " destination_address_prefix: '*'}]";
  private static final String CONFIGURATION =
      "name: ip, private_ip_address_allocation: Static, private_ip_address: 10.0.1.4";

  private static String plan() {
    return new Terraform()
        .planned("azurerm_virtual_network.hub", "name: hub, address_space: [10.0.0.0/16]")
        .planned(
            "azurerm_subnet.web[web]",
            "name: web, virtual_network_name: hub, address_prefixes: [10.0.1.0/24]")
        .planned("azurerm_network_security_group.nsg", "name: nsg, " + RULES)
        .planned("azurerm_subnet_network_security_group_association.a[web]", "")
        .configured(
            "azurerm_subnet_network_security_group_association.a",
            "subnet_id: %s, network_security_group_id: %s"
                .formatted(
                    ref("azurerm_subnet.web", "each.key"),
                    ref("azurerm_network_security_group.nsg.id")),
            "for_each_expression: " + ref("azurerm_subnet.web"))
        .planned(
            "azurerm_network_interface.nic[0]",
            "name: nic, ip_configuration: [{" + CONFIGURATION + "}]")
        .configured(
            "azurerm_network_interface.nic",
            "ip_configuration: [{subnet_id: "
                + ref(
                    "azurerm_subnet.web[\"web\"].id",
                    "azurerm_subnet.web[\"web\"]",
                    "azurerm_subnet.web")
                + "}]",
            "count_expression: {constant_value: 1}")
        .planned("azurerm_linux_virtual_machine.vm[0]", "name: vm")
        .configured(
            "azurerm_linux_virtual_machine.vm",
            "network_interface_ids: " + ref("azurerm_network_interface.nic", "count.index"),
            "count_expression: {constant_value: 1}")
        .plan();
  }

  private static String applied() {
    String subnet = id("virtualNetworks/hub/subnets/web");
    String nic = id("networkInterfaces/nic");
    String group = id("networkSecurityGroups/nsg");
    String machine =
        "/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm";
    return state(
        resource(
            "azurerm_virtual_network.hub",
            "id: '%s', name: hub, address_space: [10.0.0.0/16], subnet: [{name: web,"
                    .formatted(id("virtualNetworks/hub"))
                + " address_prefixes: [10.0.1.0/24], id: '%s', security_group: '%s'}]"
                    .formatted(subnet, group)),
        resource(
            "azurerm_subnet.web[web]",
            "id: '%s', name: web, virtual_network_name: hub, address_prefixes: [10.0.1.0/24]"
                .formatted(subnet)),
        resource(
            "azurerm_network_security_group.nsg",
            "id: '%s', name: nsg, %s".formatted(group, RULES)),
        resource(
            "azurerm_subnet_network_security_group_association.a[web]",
            "id: '%s', subnet_id: '%s', network_security_group_id: '%s'"
                .formatted(subnet, subnet, group)),
        resource(
            "azurerm_network_interface.nic[0]",
            "id: '%s', name: nic, private_ip_address: 10.0.1.4, ip_configuration: [{%s, subnet_id: '%s'}]"
                .formatted(nic, CONFIGURATION, subnet)),
        resource(
            "azurerm_linux_virtual_machine.vm[0]",
            "id: '%s', name: vm, network_interface_ids: ['%s']".formatted(machine, nic)));
  }

  /** What a topology says, without the places where it says it. */
  private static Map<ResourceId, String> content(Topology topology) {
    Map<ResourceId, String> content = new TreeMap<>();
    for (Resource each : topology.resources()) {
      content.put(each.id(), each.toString().replaceAll("declaredAt=(Optional\\[)?[0-9:]+", ""));
    }
    return content;
  }

  @Test
  void aPlanAndTheStateAfterItAreTheSameNetwork() {
    Topology planned = Inputs.topology(plan());

    assertThat(planned.all(VirtualNetwork.class).getFirst().subnets())
        .extracting(Subnet::securityGroup)
        .containsExactly(Optional.of(ResourceId.of(id("networkSecurityGroups/nsg"))));
    assertThat(planned.all(VirtualMachine.class).getFirst().networkInterfaces()).hasSize(1);
    assertThat(content(planned)).isEqualTo(content(Inputs.topology(applied())));
  }

  private static String file(String resources) {
    return "{version: 4, terraform_version: 1.5.0, lineage: x, resources: [" + resources + "]}";
  }

  @Test
  void aStateFileHasInstancesInModules() {
    Loaded loaded =
        Inputs.load(
            file(
                """
                {module: 'module.net["a.b"]', mode: managed, type: azurerm_network_security_group,
                 name: n, instances: [
                   {index_key: 0, attributes: {id: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n, name: n, security_rule: []}},
                   {index_key: 1, deposed: abc, attributes: {name: gone}}]}
                """));

    assertThat(Inputs.topology(loaded).all(SecurityGroup.class))
        .extracting(group -> group.id().toString())
        .containsExactly(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n");
    assertThat(((Loaded.Ok) loaded).leftOut())
        .extracting(LeftOut::what)
        .containsExactly("module.net[\"a.b\"].azurerm_network_security_group.n[1]");
  }

  @Test
  void placesAreThoseOfTheAttributes() {
    String text =
        """
        {"format_version": "1.0", "terraform_version": "1.9.4", "values": {"root_module": {"resources": [
          {"address": "azurerm_network_security_group.n", "mode": "managed",
           "type": "azurerm_network_security_group", "name": "n", "values": {"name": "n",
             "resource_group_name": "rg", "security_rule": [
               {"name": "r", "priority": 100, "direction": "Inbound", "access": "Deny",
                "protocol": "Tcp", "source_port_range": "*", "destination_port_range": "22",
                "source_address_prefix": "*", "destination_address_prefix": "*"}]}}]}}}
        """;

    assertThat(
            Inputs.topology(text)
                .all(SecurityGroup.class)
                .getFirst()
                .rules()
                .getFirst()
                .declaredAt())
        .contains(new SourcePosition("1", 5, 8));
    assertThat(Inputs.problems(text.replace("100", "-1")))
        .containsExactly(
            "1:5:34: azurerm_network_security_group.n.securityRules[0].priority: '-1':"
                + " allowed: a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{format_version: '2.0', terraform_version: 2.0.0, planned_values: {}}",
        "{format_version: '0.3', values: {}}",
        "{version: 3, terraform_version: 0.11.0, modules: []}"
      })
  void unknownFormatsAreRefusedWithWhatIsAllowed(String text) {
    assertThat(Inputs.problems(text)).singleElement().asString().contains("allowed: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{format_version: '1.0'}",
        "{format_version: '0.1', terraform_version: 0.13.5, planned_values: {root_module: {}}}",
        "{version: 4, terraform_version: 1.5.0, resources: []}"
      })
  void emptyDocumentsAreEmptyNetworks(String text) {
    assertThat(Inputs.topology(text).resources()).isEmpty();
  }

  @Test
  void anObjectWithoutTypeIsAProblem() {
    assertThat(Inputs.problems(state("{address: x, mode: managed, name: y}")))
        .singleElement()
        .asString()
        .contains("not a resource");
  }

  @Test
  void aSubnetOfAnotherStateGetsItsAssociation() {
    String subnet = id("virtualNetworks/v/subnets/s");
    Topology topology =
        Inputs.topology(
            state(
                resource(
                    "azurerm_subnet_route_table_association.a",
                    "subnet_id: '%s', route_table_id: '%s'"
                        .formatted(subnet, id("routeTables/r")))),
            state(
                resource(
                    "azurerm_virtual_network.v",
                    "name: v, resource_group_name: rg, address_space: [10.0.0.0/16]"),
                resource(
                    "azurerm_subnet.s",
                    "name: s, resource_group_name: rg, virtual_network_name: v, address_prefixes:"
                        + " [10.0.0.0/24]")));

    assertThat(topology.all(VirtualNetwork.class).getFirst().subnets())
        .extracting(Subnet::routeTable)
        .containsExactly(Optional.of(ResourceId.of(id("routeTables/r"))));
  }

  @Test
  void anAssociationOfNothingIsLeftOut() {
    Loaded loaded =
        Inputs.load(
            state(
                resource(
                    "azurerm_network_interface_security_group_association.a",
                    "network_interface_id: '%s', network_security_group_id: '%s'"
                        .formatted(id("networkInterfaces/n"), id("networkSecurityGroups/g")))));

    assertThat(((Loaded.Ok) loaded).leftOut())
        .extracting(LeftOut::why)
        .isEqualTo(List.of("what its network_interface_id names is not in the input"));
    assertThat(Inputs.topology(loaded).all(NetworkInterface.class)).isEmpty();
  }

  @Test
  void attributesThatNobodyAsksForAreNamedOnce() {
    String network =
        "name: 'n%1$d', resource_group_name: 'g', address_space: ['10.%1$d.0.0/16'], tags: {a:"
            + " 'b'}, private_endpoint_vnet_policies: 'Basic', subnet: [{name: 's',"
            + " address_prefixes: ['10.%1$d.1.0/24'], service_endpoint_policy_ids: ['x'],"
            + " default_outbound_access_enabled: true}]";

    Loaded loaded =
        Inputs.load(
            state(
                resource("azurerm_virtual_network.a", network.formatted(1)),
                resource("azurerm_virtual_network.b", network.formatted(2))));

    Topology topology = ((Loaded.Ok) loaded).topology();
    assertThat(((Loaded.Ok) loaded).leftOut()).isEmpty();
    assertThat(topology.gaps().all(Role.SUBNET_ROUTE))
        .extracting(Gap::property, Gap::kind)
        .containsExactly(
            tuple("service_endpoint_policy_ids", Gap.Kind.UNREAD),
            tuple("service_endpoint_policy_ids", Gap.Kind.UNREAD));
  }
}
