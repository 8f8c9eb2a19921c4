package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.LoadBalancer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources in the shapes in which Azure prints them. */
final class DumpTest {
  private static final String NETWORK =
      """
      {"id": "%s", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "etag": null,
       "resourceGroup": "g", "tags": null, "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
       "subnets": [{"id": "%s", "name": "web", "addressPrefix": "10.0.1.0/24", "resourceGroup": "g"}]}
      """
          .formatted(
              Inputs.network("virtualNetworks/hub"),
              Inputs.network("virtualNetworks/hub/subnets/web"));

  private static List<String> leftOut(String... texts) {
    Loaded loaded = Inputs.load(texts);
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).leftOut().stream().map(DumpTest::line).toList();
  }

  private static String line(LeftOut left) {
    return left.what() + ": " + left.why();
  }

  private static void assertHub(Topology topology) {
    VirtualNetwork hub = Inputs.only(topology, VirtualNetwork.class, "hub");
    assertThat(hub.id()).hasToString(Inputs.network("virtualNetworks/hub"));
    assertThat(hub.subnets()).extracting(Subnet::name).containsExactly("web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "[%s]",
        "{\"value\": [%s]}",
        "{\"value\": [%s], \"nextLink\": null}",
        "{\"value\": %s}",
        "{\"newVNet\": %s}",
        "{\"command\": \"az network vnet create\", \"output\": {\"newVNet\": %s}}",
        "{\"data\": [%s], \"count\": 1, \"total_records\": 1, \"skip_token\": null}",
        "{\"any\": %s, \"other\": \"text\"}"
      })
  void oneNetworkInAllWrappings(String wrapping) {
    String network =
        wrapping.contains("data")
            ? """
            {"id": "%s", "name": "hub", "type": "microsoft.network/virtualnetworks",
             "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
             "subnets": [{"name": "web", "properties": {"addressPrefix": "10.0.1.0/24"}}]}}
            """
                .formatted(Inputs.network("virtualNetworks/hub"))
            : NETWORK;
    String text = wrapping.replace("%s", network);

    assertHub(Inputs.topology(text));
    assertThat(leftOut(text)).isEmpty();
  }

  @Test
  void typeAndNameComeFromTheId() {
    Topology topology =
        Inputs.topology(
            """
            [{"id": "%s", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}},
             {"id": "%s", "name": "web", "addressPrefix": "10.0.1.0/24"}]
            """
                .formatted(
                    Inputs.network("virtualNetworks/hub"),
                    Inputs.network("VIRTUALNETWORKS/HUB/subnets/web")));

    assertHub(topology);
  }

  @Test
  void childrenListedAloneJoinTheirParents() {
    String rule = Inputs.network("networkSecurityGroups/web-nsg/securityRules/AllowHttps");
    Topology topology =
        Inputs.topology(
            """
            [{"id": "%s", "name": "web-nsg", "location": "westeurope", "securityRules": []}]
            """
                .formatted(Inputs.network("networkSecurityGroups/web-nsg")),
            """
            [{"id": "%s", "name": "AllowHttps", "priority": 100, "direction": "Inbound", "access": "Allow",
              "protocol": "Tcp", "sourceAddressPrefix": "*", "sourceAddressPrefixes": [],
              "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443"}]
            """
                .formatted(rule.toUpperCase(java.util.Locale.ROOT)));

    SecurityGroup group = Inputs.only(topology, SecurityGroup.class, "web-nsg");
    assertThat(group.rules()).extracting(each -> each.priority()).contains(100);
  }

  @Test
  void rowsOfResourceGraphHaveColumns() {
    Topology topology =
        Inputs.topology(
            """
            {"totalRecords": 1, "count": 1, "data": {
              "columns": [{"name": "type", "type": "string"}, {"name": "id", "type": "string"},
                {"name": "name", "type": "string"}, {"name": "properties", "type": "object"}],
              "rows": [["microsoft.network/virtualnetworks", "%s", "hub",
                {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                 "subnets": [{"name": "web", "properties": {"addressPrefix": "10.0.1.0/24"}}]}]]}}
            """
                .formatted(Inputs.network("virtualNetworks/hub")));

    assertHub(topology);
  }

  @Test
  void rowsWithoutPropertiesAreNoEmptyResources() {
    String text =
        """
        {"count": 1, "data": [{"id": "%s", "name": "web-nsg", "location": "westeurope"},
          {"count_": 4}]}
        """
            .formatted(Inputs.network("networkSecurityGroups/web-nsg"));

    assertThat(Inputs.topology(text).resources()).isEmpty();
    assertThat(leftOut(text))
        .containsExactly(
            "Microsoft.Network/networkSecurityGroups web-nsg: listed without properties; add"
                + " properties to project, or drop project",
            "a row of Resource Graph: no id; query resources and project id, properties");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": [], \"count\": 0, \"skip_token\": \"abc\"}",
        "{\"data\": [], \"count\": 0, \"resultTruncated\": \"true\"}",
        "{\"data\": {\"columns\": [], \"rows\": []}, \"$skipToken\": \"abc\"}"
      })
  void truncatedQueriesAreSaidToBe(String text) {
    assertThat(leftOut(text)).singleElement().asString().contains("other rows", "one page");
  }

  @Test
  void listsThatGoOnAreSaidTo() {
    assertThat(leftOut("{\"value\": [], \"nextLink\": \"https://example.com/next\"}"))
        .singleElement()
        .asString()
        .contains("rest of the list", "nextLink");
  }

  @Test
  void listOfNamesIsNoDescription() {
    String text =
        """
        [{"id": "%s", "name": "web-nsg", "type": "Microsoft.Network/networkSecurityGroups", "kind": null,
          "location": "westeurope", "properties": null, "provisioningState": "Succeeded", "tags": {}},
         {"id": "%s", "name": "logs", "type": "Microsoft.Storage/storageAccounts", "sku": {"name": "S"}},
         {"id": "%s", "name": "web", "type": "Microsoft.Network/applicationSecurityGroups"}]
        """
            .formatted(
                Inputs.network("networkSecurityGroups/web-nsg"),
                Inputs.network("x/y").replace("Network/x/y", "Storage/storageAccounts/logs"),
                Inputs.network("applicationSecurityGroups/web"));

    assertThat(Inputs.topology(text).resources()).extracting(r -> r.name()).containsExactly("web");
    assertThat(leftOut(text))
        .hasSize(2)
        .allMatch(line -> line.contains("listed without properties; az resource list"));
  }

  @Test
  void resourceWithPropertiesThatAreEmptyIsOne() {
    String text =
        """
        {"id": "%s", "name": "web-nsg", "type": "Microsoft.Network/networkSecurityGroups",
         "properties": {}}
        """
            .formatted(Inputs.network("networkSecurityGroups/web-nsg"));

    assertThat(Inputs.topology(text).all(SecurityGroup.class)).hasSize(1);
  }

  @Test
  void partsWithoutTheirWholeAreLeftOut() {
    String text =
        """
        [{"id": "%s", "name": "front", "privateIPAddress": "10.0.1.9"}]
        """
            .formatted(Inputs.network("loadBalancers/lb/frontendIPConfigurations/front"));

    assertThat(Inputs.topology(text).all(Unmodelled.class)).isEmpty();
    assertThat(leftOut(text)).singleElement().asString().contains("part of another resource");
  }

  @Test
  void resourceWithoutItsOwnIdIsToldByItsParts() {
    Topology topology =
        Inputs.topology(
            """
            {"vnetGateway": {"gatewayType": "Vpn", "natRules": [],
              "ipConfigurations": [{"id": "%s", "name": "ip", "properties": {"subnet": {"id": "%s"}}}]}}
            """
                .formatted(
                    Inputs.network("virtualNetworkGateways/vpn/ipConfigurations/ip"),
                    Inputs.network("virtualNetworks/hub/subnets/GatewaySubnet")));

    assertThat(Inputs.only(topology, VirtualNetworkGateway.class, "vpn").subnet().name())
        .isEqualTo("GatewaySubnet");
  }

  @Test
  void createdLoadBalancerHasNoSkuToReadItBy() {
    String text =
        """
        {"loadBalancer": {"provisioningState": "Succeeded", "probes": [],
          "frontendIPConfigurations": [{"id": "%s", "name": "front", "properties": {}}]}}
        """
            .formatted(Inputs.network("loadBalancers/lb/frontendIPConfigurations/front"));

    assertThat(Inputs.topology(text).all(LoadBalancer.class)).isEmpty();
    assertThat(leftOut(text)).singleElement().asString().contains("without its SKU");
  }

  @Test
  void whatOnlyRefersToResourceIsNotTakenForIt() {
    String text =
        "{\"any\": {\"subnets\": [{\"id\": \""
            + Inputs.network("virtualNetworks/hub/subnets/web")
            + "\"}]}}";

    assertThat(Inputs.problems(text)).singleElement().asString().contains("not a topology");
  }

  @Test
  void mistakesInDumpsHaveTheirPath() {
    String text =
        "{\"value\": [{\"id\": \""
            + Inputs.network("virtualNetworks/hub")
            + "\", \"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/99\"]}}]}";

    assertThat(Inputs.problems(text))
        .singleElement()
        .asString()
        .contains(": value[0].addressSpace");
  }

  @Test
  void powerShellWritesKeysInItsOwnWay() {
    Topology topology =
        Inputs.topology(
            """
            [{"Name": "hub", "Id": "%s", "Type": "Microsoft.Network/virtualNetworks",
              "AddressSpace": {"AddressPrefixes": ["10.0.0.0/16"]},
              "Subnets": [{"Name": "web", "AddressPrefix": ["10.0.1.0/24"]}]}]
            """
                .formatted(Inputs.network("virtualNetworks/hub")));

    assertHub(topology);
  }

  @Test
  void idsOfOneResourceDifferInCase() {
    String id = Inputs.network("publicIPAddresses/pip");
    Topology topology =
        Inputs.topology(
            "[{\"id\": \"" + id + "\", \"ipAddress\": \"203.0.113.4\"}]",
            "[{\"id\": \""
                + id.toUpperCase(java.util.Locale.ROOT)
                + "\", \"sku\": {\"name\": \"Standard\"},"
                + " \"ipAddress\": \"203.0.113.4\"}]");

    assertThat(topology.all(PublicIpAddress.class)).hasSize(1);
  }

  @Test
  void interfacesOfScaleSetInstancesBelongToThem() {
    String set = Inputs.machine("x").replace("virtualMachines/x", "virtualMachineScaleSets/web");
    Topology topology =
        Inputs.topology(
            """
            [{"id": "%s", "name": "web", "type": "Microsoft.Compute/virtualMachineScaleSets",
              "sku": {"capacity": 1}, "properties": {"virtualMachineProfile": {}}},
             {"id": "%s/virtualMachines/0", "name": "web_0", "instanceId": "0",
              "networkProfile": {"networkInterfaces": [{"id": "%s/virtualMachines/0/networkInterfaces/nic"}]}},
             {"id": "%s/virtualMachines/0/networkInterfaces/nic", "name": "nic",
              "type": "Microsoft.Network/networkInterfaces",
              "ipConfigurations": [{"name": "ip", "privateIPAddress": "10.0.1.4", "subnet": {"id": "%s"}}]}]
            """
                .formatted(set, set, set, set, Inputs.network("virtualNetworks/hub/subnets/web")));

    VirtualMachine machine = topology.all(VirtualMachine.class).getFirst();
    assertThat(machine.networkInterfaces())
        .containsExactly(topology.all(NetworkInterface.class).getFirst().id());
    assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.1.4");
  }

  @Test
  void mistakesOfNamedFilesAreStillProblems() {
    assertThat(Inputs.problems("[{\"any\": 1}, 2]"))
        .containsExactly(
            "1:1:2: [0]: not an ARM resource: type is missing: an ARM resource has type, name and"
                + " id",
            "1:1:14: [1]: '2' where an ARM resource belongs: an ARM resource is an object");
    assertThat(Inputs.problems("{\"any\": {\"thing\": 1}}"))
        .singleElement()
        .asString()
        .contains("not a topology");
  }

  @Test
  void childNamedInItsParentIsDescribedElsewhere() {
    String group = Inputs.network("firewallPolicies/policy/ruleCollectionGroups/group");
    Topology topology =
        Inputs.topology(
            """
            [{"id": "%s", "name": "policy", "properties": {"ruleCollectionGroups": [{"id": "%s"}]}},
             {"id": "%s", "name": "group", "properties": {"priority": 100, "ruleCollections": []}}]
            """
                .formatted(Inputs.network("firewallPolicies/policy"), group, group));

    assertThat(Inputs.only(topology, FirewallPolicy.class, "policy").rules().missing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Id\": \"%s\", \"Subnets\": [\"Microsoft.Azure.Commands.Network.Models.PSSubnet\"]}",
        "[{\"Id\": \"%s\", \"AddressSpace\": {\"AddressPrefixes\": \"System.Object[]\"}}]",
        "{\"id\": \"%s\", \"name\": \"hub\", \"properties\": \"@{subnets=System.Object[]}\"}",
      })
  void whatPowerShellCutOffIsSaidSo(String text) {
    assertThat(Inputs.problems(text.formatted(Inputs.network("virtualNetworks/hub"))))
        .singleElement()
        .asString()
        .contains("PowerShell printed")
        .endsWith("it cuts off what lies deep; print it with ConvertTo-Json -Depth 20");
  }

  @Test
  void listsOfWindowsPowerShellMayBeCounted() {
    String text =
        """
        {"value": [{"Id": "%s", "Name": "hub",
          "AddressSpace": {"AddressPrefixes": {"value": ["10.0.0.0/16"], "Count": 1}},
          "Subnets": {"value": [{"Name": "web", "AddressPrefix": {"value": ["10.0.1.0/24"], "Count": 1}}],
            "Count": 1}}], "Count": 1}
        """
            .formatted(Inputs.network("virtualNetworks/hub"));
    assertHub(Inputs.topology(text));
  }

  @Test
  void anIpv6ConfigurationMayHaveNoSubnet() {
    Topology topology =
        Inputs.topology(
            NETWORK,
            """
            {"id": "%s", "ipConfigurations": [
              {"name": "four", "privateIPAddress": "10.0.1.4", "subnet": {"id": "%s"}},
              {"name": "six", "privateIPAddressVersion": "IPv6"}]}
            """
                .formatted(
                    Inputs.network("networkInterfaces/nic"),
                    Inputs.network("virtualNetworks/hub/subnets/web")));
    assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.1.4");
  }
}
