package io.github.pathwhy.load;

import static io.github.pathwhy.load.Terraform.id;
import static io.github.pathwhy.load.Terraform.ref;
import static io.github.pathwhy.load.Terraform.resourceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.BastionHost;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How the links of a plan are found, where every id is unknown: through the references of its
/// configuration.
final class TerraformPlanTest {

  /** A network with subnets by key, and what else a test adds. */
  private static Terraform network(String... keys) {
    Terraform plan = new Terraform();
    plan.planned("azurerm_virtual_network.hub", "name: hub, address_space: [10.0.0.0/16]");
    for (int i = 0; i < keys.length; i++) {
      plan.planned(
          "azurerm_subnet.s[" + keys[i] + "]",
          "name: s" + i + ", virtual_network_name: hub, address_prefixes: [10.0." + i + ".0/24]");
    }
    return plan;
  }

  private static String nic(String name) {
    return "name: "
        + name
        + ", ip_configuration: [{name: ip, private_ip_address_allocation: Dynamic}]";
  }

  private static String inSubnet(String reference) {
    return "ip_configuration: [{subnet_id: " + reference + "}]";
  }

  private static List<ResourceId> subnetsOfInterfaces(Topology topology) {
    return topology.all(NetworkInterface.class).stream()
        .map(nic -> nic.ipConfigurations().getFirst().subnet())
        .toList();
  }

  /** The subnets that interfaces refer to; those that nothing is known of have no address. */
  private static Topology load(String plan) {
    return Inputs.topology(plan);
  }

  private static List<LeftOut> leftOut(String plan) {
    return ((Loaded.Ok) Inputs.load(plan)).leftOut();
  }

  @Test
  void aReferenceToAnAttributeLinksToTheIdBuiltOfNames() {
    Topology topology =
        load(
            network("web")
                .planned("azurerm_network_interface.nic", nic("nic"))
                .configured(
                    "azurerm_network_interface.nic",
                    inSubnet(
                        ref(
                            "azurerm_subnet.s[\"web\"].id",
                            "azurerm_subnet.s[\"web\"]",
                            "azurerm_subnet.s")))
                .planned("azurerm_linux_virtual_machine.vm", "name: vm")
                .configured(
                    "azurerm_linux_virtual_machine.vm",
                    "network_interface_ids: "
                        + ref("azurerm_network_interface.nic.id", "azurerm_network_interface.nic"))
                .plan());

    assertThat(subnetsOfInterfaces(topology))
        .containsExactly(resourceId("virtualNetworks/hub/subnets/s0"));
    assertThat(topology.all(VirtualMachine.class).getFirst().networkInterfaces())
        .containsExactly(resourceId("networkInterfaces/nic"));
  }

  @Test
  void eachKeyAndCountIndexChooseTheInstanceOfTheirOwnKey() {
    Topology keyed =
        load(
            network("a", "b")
                .planned("azurerm_network_interface.nic[b]", nic("nic-b"))
                .configured(
                    "azurerm_network_interface.nic",
                    inSubnet(ref("azurerm_subnet.s", "each.key")),
                    "for_each_expression: " + ref("var.names"))
                .plan());
    assertThat(subnetsOfInterfaces(keyed))
        .containsExactly(resourceId("virtualNetworks/hub/subnets/s1"));

    Topology counted =
        load(
            network("0", "1")
                .planned("azurerm_network_interface.nic[0]", nic("nic-0"))
                .planned("azurerm_network_interface.nic[1]", nic("nic-1"))
                .configured(
                    "azurerm_network_interface.nic",
                    inSubnet(ref("azurerm_subnet.s", "count.index")),
                    "count_expression: {constant_value: 2}")
                .plan());
    assertThat(subnetsOfInterfaces(counted))
        .containsExactly(
            resourceId("virtualNetworks/hub/subnets/s0"),
            resourceId("virtualNetworks/hub/subnets/s1"));
  }

  @Test
  void anIndexThatMayBeAnyOtherOneIsNotKnown() {
    String plan =
        network("0", "1", "2")
            .planned("azurerm_network_interface.nic[0]", nic("nic-0"))
            .configured(
                "azurerm_network_interface.nic",
                inSubnet(ref("azurerm_subnet.s", "count.index")),
                "count_expression: {constant_value: 1}")
            .plan();

    assertThat(unknownSubnet(plan)).contains("{azurerm_network_interface.nic[0].ip_configuration");
  }

  /** The id of the subnet of the only virtual machine's interface, as it was read. */
  private static String unknownSubnet(String plan) {
    return TerraformShapesTest.found(plan, "azurerm_network_interface").toString();
  }

  @Test
  void oneOfTwoResourcesIsNotKnownButOneOfTwoKindsIs() {
    Terraform plan = network("a", "b").planned("azurerm_network_interface.nic", nic("nic"));
    assertThat(
            unknownSubnet(
                plan.configured(
                        "azurerm_network_interface.nic",
                        inSubnet(
                            ref(
                                "azurerm_subnet.s[\"a\"].id",
                                "azurerm_subnet.s[\"b\"].id",
                                "var.x")))
                    .plan()))
        .contains("{azurerm_network_interface.nic.ip_configuration[0].subnet_id}");

    Topology certain =
        load(
            network("a")
                .planned("azurerm_network_interface.nic", nic("nic"))
                .configured(
                    "azurerm_network_interface.nic",
                    inSubnet(ref("azurerm_virtual_network.hub.name", "azurerm_subnet.s[\"a\"].id")))
                .plan());
    assertThat(subnetsOfInterfaces(certain))
        .containsExactly(resourceId("virtualNetworks/hub/subnets/s0"));
  }

  @Test
  void anIdPutTogetherOfANetworkAndANameIsThatOfTheSubnetThatIsThere() {
    Topology topology =
        load(
            network("a", "b")
                .planned("azurerm_network_security_group.nsg", "name: nsg")
                .planned("azurerm_subnet_network_security_group_association.x[b]", "")
                .configured(
                    "azurerm_subnet_network_security_group_association.x",
                    "subnet_id: "
                        + ref("azurerm_virtual_network.hub.id", "each.value.name", "each.value")
                        + ", network_security_group_id: "
                        + ref("azurerm_network_security_group.nsg.id"),
                    "for_each_expression: " + ref("var.subnets"))
                .with("variables: {subnets: {value: {a: {name: s0}, b: {name: s1}}}}")
                .plan());

    assertThat(topology.all(VirtualNetwork.class).getFirst().subnets())
        .extracting(Subnet::securityGroup)
        .containsExactly(Optional.empty(), Optional.of(resourceId("networkSecurityGroups/nsg")));
  }

  @Test
  void linksGoThroughInputsAndOutputsOfModules() {
    String network =
        """
        {address: module.net, resources: [
          %s, %s, %s]},
        {address: 'module.vm["x"]', resources: [%s]}\
        """
            .formatted(
                module(
                    "azurerm_virtual_network.v",
                    "module.net",
                    "name: v, resource_group_name: rg, address_space: [10.0.0.0/16]"),
                module(
                    "azurerm_subnet.s[web]",
                    "module.net",
                    "name: web, resource_group_name: rg, virtual_network_name: v,"
                        + " address_prefixes: [10.0.1.0/24]"),
                module(
                    "azurerm_subnet.s[db]",
                    "module.net",
                    "name: db, resource_group_name: rg, virtual_network_name: v,"
                        + " address_prefixes: [10.0.2.0/24]"),
                module(
                    "azurerm_network_interface.nic",
                    "module.vm[\"x\"]",
                    "resource_group_name: rg, " + nic("nic")));
    String calls =
        """
        net: {module: {outputs: {ids: {expression: %s}}, resources: [%s]}},
        vm: {expressions: {subnet_id: %s}, for_each_expression: %s,
             module: {variables: {subnet_id: {}}, resources: [%s]}}\
        """
            .formatted(
                ref("azurerm_subnet.s"),
                Terraform.configuration(
                    "azurerm_subnet.s", "name: " + ref("each.key"), "for_each_expression: {}"),
                ref("module.net.ids[\"db\"]", "module.net.ids", "module.net"),
                ref("var.machines"),
                Terraform.configuration(
                    "azurerm_network_interface.nic", inSubnet(ref("var.subnet_id")), ""));

    assertThat(subnetsOfInterfaces(load(new Terraform().plan(network, calls))))
        .containsExactly(resourceId("virtualNetworks/v/subnets/db"));
  }

  private static String module(String resource, String module, String values) {
    return Terraform.resource(resource, values)
        .replace("{address: '", "{address: '" + module + ".");
  }

  @Test
  void groupsAndNamesThatOnlyApplyKnowsStandForThemselvesAndStillLink() {
    Topology topology =
        load(
            new Terraform()
                .planned("azurerm_virtual_network.v", "address_space: [10.0.0.0/16]")
                .configured(
                    "azurerm_virtual_network.v", "name: " + ref("random_pet.p.id", "random_pet.p"))
                .planned("azurerm_subnet.s", "name: s, address_prefixes: [10.0.1.0/24]")
                .configured(
                    "azurerm_subnet.s",
                    "virtual_network_name: "
                        + ref("azurerm_virtual_network.v.name", "azurerm_virtual_network.v"))
                .plan());

    assertThat(topology.all(VirtualNetwork.class).getFirst().subnets())
        .extracting(subnet -> subnet.id().toString())
        .containsExactly(id("virtualNetworks/{azurerm_virtual_network.v.name}/subnets/s"));
  }

  @Test
  void aRouteToAnInterfaceHasItsStaticAddress() {
    Terraform plan =
        network("nva")
            .planned(
                "azurerm_network_interface.nva",
                "name: nva, ip_configuration: [{name: ip, private_ip_address_allocation: Static,"
                    + " private_ip_address: 10.0.0.9, subnet_id: '"
                    + id("virtualNetworks/hub/subnets/s0")
                    + "'}]")
            .planned(
                "azurerm_route_table.rt",
                "name: rt, route: [{name: out, address_prefix: 0.0.0.0/0,"
                    + " next_hop_type: VirtualAppliance}]")
            .configured(
                "azurerm_route_table.rt",
                "route: [{name: {constant_value: out}, next_hop_in_ip_address: "
                    + ref("azurerm_network_interface.nva.private_ip_address")
                    + "}]");

    assertThat(load(plan.plan()).all(RouteTable.class).getFirst().routes())
        .extracting(RouteTable.Route::nextHop)
        .containsExactly(new NextHop.VirtualAppliance(List.of(IpAddress.of("10.0.0.9"))));
  }

  @Test
  void anAddressThatIsNotKnownNamesWhatItWouldBe() {
    String plan =
        new Terraform()
            .planned(
                "azurerm_route.out",
                "name: out, route_table_name: rt, address_prefix: 0.0.0.0/0,"
                    + " next_hop_type: VirtualAppliance")
            .configured(
                "azurerm_route.out",
                "next_hop_in_ip_address: "
                    + ref(
                        "azurerm_firewall.fw.ip_configuration[0].private_ip_address",
                        "azurerm_firewall.fw"))
            .planned("azurerm_firewall.fw", "name: fw, ip_configuration: [{name: c}]")
            .plan();

    assertThat(TerraformShapesTest.found(plan, "azurerm_route").toString())
        .contains(
            "text={azurerm_firewall.fw.ip_configuration[0].private_ip_address}, kind=UNKNOWN");
  }

  @Test
  void rulesThatTheProviderComputesAreNoRules() {
    Topology topology =
        load(
            new Terraform()
                .planned("azurerm_network_security_group.nsg", "name: nsg")
                .configured("azurerm_network_security_group.nsg", "name: {constant_value: nsg}")
                .unknown("azurerm_network_security_group.nsg", "security_rule: true")
                .plan());

    assertThat(topology.all(SecurityGroup.class).getFirst().rules()).isEmpty();
  }

  @Test
  void rulesGivenByAnUnknownExpressionAreUnknown() {
    String plan =
        new Terraform()
            .planned("azurerm_network_security_group.nsg", "name: nsg")
            .configured(
                "azurerm_network_security_group.nsg", "security_rule: " + ref("local.rules"))
            .unknown("azurerm_network_security_group.nsg", "security_rule: true")
            .plan();

    assertThat(TerraformShapesTest.found(plan, "azurerm_network_security_group").toString())
        .contains("text={azurerm_network_security_group.nsg.security_rule}, kind=UNKNOWN");
  }

  @Test
  void aDataSourceGivesTheIdsAndTheSubscription() {
    String found =
        Terraform.resource(
            "data.azurerm_subnet.old",
            "id: /subscriptions/1/resourceGroups/old/providers/Microsoft.Network/virtualNetworks/v/subnets/s,"
                + " name: s, address_prefixes: [10.9.0.0/24]");
    Topology topology =
        load(
            new Terraform()
                .planned("azurerm_network_security_group.nsg", "name: nsg")
                .planned(
                    "azurerm_network_interface.nic",
                    "name: nic, ip_configuration: [{name: ip, private_ip_address: 10.9.0.4,"
                        + " subnet_id:"
                        + " /subscriptions/1/resourceGroups/old/providers/Microsoft.Network/virtualNetworks/v/subnets/s}]")
                .with("prior_state: {values: {root_module: {resources: [" + found + "]}}}")
                .plan());

    assertThat(topology.all(NetworkInterface.class).getFirst().id().toString())
        .startsWith("/subscriptions/1/resourceGroups/rg/");
    assertThat(
            topology.all(NetworkInterface.class).getFirst().ipConfigurations().getFirst().subnet())
        .hasToString(
            "/subscriptions/1/resourceGroups/old/providers/Microsoft.Network/virtualNetworks/v/subnets/s");
  }

  @Test
  void whatIsNotModelledIsNamedOnceAndCounted() {
    assertThat(
            leftOut(
                new Terraform()
                    .planned("random_id.x[0]", "")
                    .planned("random_id.x[1]", "")
                    .planned("azurerm_role_assignment.r", "")
                    .plan()))
        .extracting(LeftOut::what, LeftOut::times)
        .containsExactly(tuple("random_id.x", 2), tuple("azurerm_role_assignment.r", 1));
  }

  /**
   * A network with subnets inside of it, and an id that is put together of the network's and a
   * text.
   */
  private static Terraform inline(String... subnets) {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < subnets.length; i++) {
      blocks
          .append("{name: ")
          .append(subnets[i])
          .append(", address_prefixes: [10.0.")
          .append(i)
          .append(".0/24]}, ");
    }
    return new Terraform()
        .planned(
            "azurerm_virtual_network.v",
            "name: v, address_space: [10.0.0.0/16], subnet: [" + blocks + "]")
        .planned("azurerm_network_security_group.nsg", "name: nsg")
        .planned("azurerm_subnet_network_security_group_association.a", "")
        .configured(
            "azurerm_subnet_network_security_group_association.a",
            "subnet_id: %s, network_security_group_id: %s"
                .formatted(
                    ref("azurerm_virtual_network.v.id", "azurerm_virtual_network.v"),
                    ref("azurerm_network_security_group.nsg.id")));
  }

  @Test
  void aTextAfterTheIdOfANetworkMeansItsOnlySubnet() {
    assertThat(load(inline("one").plan()).all(VirtualNetwork.class).getFirst().subnets())
        .extracting(Subnet::securityGroup)
        .containsExactly(Optional.of(resourceId("networkSecurityGroups/nsg")));
  }

  @Test
  void anAssociationWithOneOfSeveralSubnetsLeavesAllOfThemOpen() {
    String plan = inline("one", "two").plan();

    assertThat(leftOut(plan))
        .extracting(LeftOut::why)
        .containsExactly("its subnet_id is only known after apply");
    assertThat(load(plan).all(VirtualNetwork.class).getFirst().subnets())
        .allSatisfy(subnet ->
            assertThat(subnet.securityGroup().orElseThrow().toString())
                .contains("{azurerm_subnet_network_security_group_association.a."));
  }

  @Test
  void aBastionHostIsInTheSubnetThatAzureDemands() {
    String plan =
        inline("one", "AzureBastionSubnet")
            .planned("azurerm_bastion_host.b", "name: b, ip_configuration: [{name: c}]")
            .configured(
                "azurerm_bastion_host.b",
                "ip_configuration: [{subnet_id: " + ref("azurerm_virtual_network.v.id") + "}]")
            .plan();

    assertThat(load(plan).all(BastionHost.class).getFirst().subnet())
        .isEqualTo(resourceId("virtualNetworks/v/subnets/AzureBastionSubnet"));
  }

  @Test
  void theSubscriptionIsThatOfIdsThatMeanResourcesOfThePlan() {
    String nic =
        "name: nic, ip_configuration: [{name: ip, subnet_id:"
            + " /subscriptions/%s/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/v/subnets/s}]";
    Terraform plan =
        new Terraform()
            .planned("azurerm_virtual_network.v", "name: v, address_space: [10.0.0.0/16]")
            .planned(
                "azurerm_subnet.s",
                "name: s, virtual_network_name: v, address_prefixes: [10.0.1.0/24]")
            .planned("azurerm_network_interface.nic", nic.formatted("one"));

    assertThat(load(plan.plan()).all(VirtualNetwork.class).getFirst().id().toString())
        .startsWith("/subscriptions/one/");
    plan.planned("azurerm_network_interface.other", nic.formatted("two").replace("nic", "other"));
    assertThat(load(plan.plan()).all(VirtualNetwork.class).getFirst().id().toString())
        .startsWith("/subscriptions/{subscription}/");
  }

  @Test
  void idsOfOtherResourcesDoNotTellTheSubscription() {
    Topology topology =
        load(
            new Terraform()
                .planned("azurerm_virtual_network.v", "name: v, address_space: [10.0.0.0/16]")
                .planned(
                    "azurerm_virtual_network_peering.p",
                    "name: p, virtual_network_name: v, remote_virtual_network_id:"
                        + " /subscriptions/hub/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub")
                .plan());

    assertThat(topology.all(VirtualNetwork.class).getFirst().id().toString())
        .startsWith("/subscriptions/{subscription}/");
  }

  @Test
  void theSubscriptionIsThatOfTheProvider() {
    String plan =
        new Terraform()
            .planned("azurerm_network_security_group.nsg", "name: nsg")
            .plan()
            .replace(
                "configuration: {",
                "configuration: {provider_config: {azurerm: {expressions: {subscription_id:"
                    + " {constant_value: own}}}}, ")
            .replace(
                "root_module: {resources: [\n],",
                "root_module: {resources: [{mode: managed, type: azurerm_network_security_group,"
                    + " name: nsg, provider_config_key: azurerm}],");

    assertThat(load(plan).all(SecurityGroup.class).getFirst().id().toString())
        .startsWith("/subscriptions/own/");
  }

  @Test
  void blocksOfASetAreToldApartByTheirNames() {
    String rule =
        "{name: %s, priority: %s, direction: Inbound, access: Allow, protocol: Tcp,"
            + " source_port_range: '*', destination_port_range: '80', destination_address_prefix:"
            + " '*'}";
    String expression = "{name: {constant_value: %s}, source_application_security_group_ids: %s}";
    Topology topology =
        load(
            new Terraform()
                .planned("azurerm_application_security_group.a", "name: a")
                .planned("azurerm_application_security_group.b", "name: b")
                .planned(
                    "azurerm_network_security_group.nsg",
                    "name: nsg, security_rule: ["
                        + rule.formatted("second", "200")
                        + ", "
                        + rule.formatted("first", "100")
                        + "]")
                .configured(
                    "azurerm_network_security_group.nsg",
                    "security_rule: ["
                        + expression.formatted(
                            "first", ref("azurerm_application_security_group.a.id"))
                        + ", "
                        + expression.formatted(
                            "second", ref("azurerm_application_security_group.b.id"))
                        + "]")
                .plan());

    assertThat(topology.all(SecurityGroup.class).getFirst().rules())
        .extracting(SecurityRule::name, each -> each.traffic().source())
        .containsExactlyInAnyOrder(
            tuple(
                "first", List.of(new AddressTerm.Group(resourceId("applicationSecurityGroups/a")))),
            tuple(
                "second",
                List.of(new AddressTerm.Group(resourceId("applicationSecurityGroups/b")))));
  }

  @Test
  void bodiesOfAzapiResourcesLinkAndKeepWhatIsUnknown() {
    String plan =
        new Terraform()
            .planned("azurerm_resource_group.g", "name: rg")
            .planned(
                "azapi_resource.v",
                "type: Microsoft.Network/virtualNetworks@2024-01-01, name: v, body: {properties:"
                    + " {addressSpace: {addressPrefixes: [10.0.0.0/16]}}}")
            .configured(
                "azapi_resource.v",
                "parent_id: " + ref("azurerm_resource_group.g.id", "azurerm_resource_group.g"))
            .planned(
                "azapi_resource.s",
                "type: Microsoft.Network/virtualNetworks/subnets@2024-01-01, name: s, body:"
                    + " {properties: {addressPrefix: 10.0.1.0/24, networkSecurityGroup: {}}}")
            .configured("azapi_resource.s", "parent_id: " + ref("azapi_resource.v.id"))
            .unknown("azapi_resource.s", "body: {properties: {networkSecurityGroup: {id: true}}}")
            .plan();

    Subnet subnet = load(plan).all(VirtualNetwork.class).getFirst().subnets().getFirst();
    assertThat(subnet.id()).isEqualTo(resourceId("virtualNetworks/v/subnets/s"));
    assertThat(subnet.securityGroup().orElseThrow().toString())
        .contains("{azapi_resource.s.body.properties.networkSecurityGroup.id}");
  }
}
