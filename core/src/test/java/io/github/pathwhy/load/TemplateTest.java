package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ARM templates as the engine sees them. */
final class TemplateTest {
  private static final String TEMPLATE =
      """
      {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
          "prefix": {"type": "string", "defaultValue": "10.0"},
          "count": {"type": "int", "defaultValue": 2}
        },
        "variables": {
          "subnetId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'web')]",
          "rules": [
            {
              "name": "AllowHttps",
              "properties": {
                "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
                "sourceAddressPrefix": "*", "sourcePortRange": "*",
                "destinationAddressPrefix": "[concat(parameters('prefix'), '.1.0/24')]",
                "destinationPortRange": "443"
              }
            }
          ]
        },
        "resources": [
          {
            "type": "Microsoft.Network/networkSecurityGroups",
            "name": "nsg",
            "location": "[resourceGroup().location]",
            "properties": {"securityRules": "[variables('rules')]"}
          },
          {
            "type": "Microsoft.Network/virtualNetworks",
            "name": "hub",
            "properties": {"addressSpace": {"addressPrefixes": ["[concat(parameters('prefix'), '.0.0/16')]"]}},
            "resources": [
              {
                "type": "subnets",
                "name": "web",
                "properties": {
                  "addressPrefix": "[concat(parameters('prefix'), '.1.0/24')]",
                  "networkSecurityGroup": {"id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]"}
                }
              }
            ]
          },
          {
            "type": "Microsoft.Network/networkInterfaces",
            "name": "[concat('nic', copyIndex())]",
            "copy": {"name": "nics", "count": "[parameters('count')]"},
            "properties": {
              "ipConfigurations": [
                {
                  "name": "main",
                  "properties": {
                    "subnet": {"id": "[variables('subnetId')]"},
                    "privateIPAllocationMethod": "Static",
                    "privateIPAddress": "[concat(parameters('prefix'), '.1.', copyIndex(10))]"
                  }
                }
              ]
            }
          },
          {
            "type": "Microsoft.Compute/virtualMachines",
            "name": "vm",
            "properties": {
              "networkProfile": {
                "copy": [
                  {
                    "name": "networkInterfaces",
                    "count": "[parameters('count')]",
                    "input": {"id": "[resourceId('Microsoft.Network/networkInterfaces', concat('nic', copyIndex('networkInterfaces')))]"}
                  }
                ]
              }
            }
          },
          {
            "type": "Contoso.Things/widgets",
            "name": "w",
            "properties": {"subnet": "[variables('subnetId')]"}
          }
        ]
      }
      """;

  private static Source source(String name, String text) {
    return new Source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTemplateIsANetwork() {
    Topology topology = Inputs.topology(TEMPLATE);
    assertThat(Inputs.addresses(topology, "nic1")).containsExactly("10.0.1.11");
    ResourceId subnet =
        Inputs.only(topology, VirtualNetwork.class, "hub").subnets().getFirst().id();
    assertThat(
            Inputs.only(topology, NetworkInterface.class, "nic0")
                .ipConfigurations()
                .getFirst()
                .subnet())
        .isEqualTo(subnet);
    assertThat(Inputs.only(topology, VirtualMachine.class, "vm").networkInterfaces()).hasSize(2);
    assertThat(
            Inputs.only(topology, VirtualNetwork.class, "hub").subnets().getFirst().securityGroup())
        .contains(Inputs.only(topology, SecurityGroup.class, "nsg").id());
    assertThat(Inputs.only(topology, Unmodelled.class, "w").references()).contains(subnet);
  }

  @Test
  void aRuleStandsOnTheLineThatDefinesIt() {
    SecurityGroup group = Inputs.only(Inputs.topology(TEMPLATE), SecurityGroup.class, "nsg");
    assertThat(group.rules().getFirst().declaredAt().orElseThrow()).hasToString("1:11:7");
  }

  @Test
  void parametersAreTakenFromTheirFile() {
    Loaded loaded =
        TopologyLoader.load(
            List.of(source("main.json", TEMPLATE)),
            List.of(
                source(
                    "main.parameters.json",
                    "{\"parameters\": {\"prefix\": {\"value\": \"172.16\"}, \"count\": {\"value\":"
                        + " 1}}}")));
    Topology topology = Inputs.topology(loaded);
    assertThat(Inputs.addresses(topology, "nic0")).containsExactly("172.16.1.10");
    assertThat(topology.all(NetworkInterface.class)).hasSize(1);
  }

  @Test
  void whatTheTemplateDoesNotTellIsUnknown() {
    String open = TEMPLATE.replace("\"defaultValue\": \"10.0\"", "\"metadata\": {}");
    Topology topology = Inputs.topology(open);
    assertThat(topology.all(NetworkInterface.class)).hasSize(2);
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").subnets())
        .singleElement()
        .satisfies(subnet -> assertThat(subnet.prefixes()).isEmpty());
  }

  @Test
  void mistakesHaveAPlaceAndAHint() {
    assertThat(Inputs.problems(TEMPLATE.replace("variables('rules')", "variables('rule')")))
        .singleElement()
        .asString()
        .startsWith("1:")
        .contains(
            "resources[0].properties.securityRules: no variable named 'rule': did you mean rules?");
  }
}
