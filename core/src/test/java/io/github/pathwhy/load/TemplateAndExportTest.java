package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A template and what an export of the same resources looks like give the same model. */
final class TemplateAndExportTest {
  private static final String HEAD =
      """
      {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
       "contentVersion": "1.0.0.0",
      """;

  /** As people write it: parameters, variables, a loop, a rule beside its group, a child inside. */
  private static final String WRITTEN =
      HEAD
          + """
          "parameters": {"prefix": {"type": "string", "defaultValue": "app"}},
          "variables": {"net": "[format('{0}-vnet', parameters('prefix'))]", "ports": [443, 8443]},
          "resources": [
            {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
             "name": "[concat(parameters('prefix'), '-nsg')]", "location": "westeurope", "properties": {
               "copy": [{"name": "securityRules", "count": "[length(variables('ports'))]", "input": {
                 "name": "[concat('port-', variables('ports')[copyIndex('securityRules')])]", "properties": {
                   "priority": "[add(100, copyIndex('securityRules'))]", "direction": "Inbound", "access": "Allow",
                   "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                   "destinationPortRange": "[string(variables('ports')[copyIndex('securityRules')])]"}}}]}},
            {"type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01",
             "name": "[concat(parameters('prefix'), '-nsg/deny')]", "properties": {
               "priority": 4000, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "[variables('net')]",
             "location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}},
             "resources": [{"type": "subnets", "apiVersion": "2023-09-01", "name": "web", "properties": {
               "addressPrefix": "[cidrSubnet('10.0.0.0/16', 24, 1)]", "networkSecurityGroup": {
                 "id": "[resourceId('Microsoft.Network/networkSecurityGroups', concat(parameters('prefix'), '-nsg'))]"}}}]},
            {"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "[concat(parameters('prefix'), '-nic')]",
             "location": "westeurope", "properties": {"ipConfigurations": [{"name": "ipconfig1", "properties": {
               "privateIPAddress": "10.0.1.4", "privateIPAllocationMethod": "Static",
               "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', variables('net'), 'web')]"}}}]}}
          ]}
          """;

  /** As the portal exports it: names as parameters, parts inside and beside, empty lists. */
  private static final String EXPORTED =
      HEAD
          + """
          "parameters": {
            "virtualNetworks_app_vnet_name": {"defaultValue": "app-vnet", "type": "String"},
            "networkSecurityGroups_app_nsg_name": {"defaultValue": "app-nsg", "type": "String"},
            "networkInterfaces_app_nic_name": {"defaultValue": "app-nic", "type": "String"}},
          "variables": {},
          "resources": [
            {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
             "name": "[parameters('networkSecurityGroups_app_nsg_name')]", "location": "westeurope", "properties": {"securityRules": [
               {"name": "port-443", "id": "[resourceId('Microsoft.Network/networkSecurityGroups/securityRules', parameters('networkSecurityGroups_app_nsg_name'), 'port-443')]",
                "type": "Microsoft.Network/networkSecurityGroups/securityRules", "properties": {
                 "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "TCP", "sourceAddressPrefix": "*", "sourcePortRange": "*",
                 "destinationAddressPrefix": "*", "destinationPortRange": "443", "sourcePortRanges": [], "sourceAddressPrefixes": []}},
               {"name": "port-8443", "properties": {
                 "priority": 101, "direction": "Inbound", "access": "Allow", "protocol": "TCP", "sourceAddressPrefix": "*", "sourcePortRange": "*",
                 "destinationAddressPrefix": "*", "destinationPortRange": "8443", "sourcePortRanges": [], "sourceAddressPrefixes": []}},
               {"name": "deny", "properties": {
                 "priority": 4000, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
                 "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}},
            {"type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01",
             "name": "[concat(parameters('networkSecurityGroups_app_nsg_name'), '/deny')]", "properties": {
               "priority": 4000, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
               "destinationAddressPrefix": "*", "destinationPortRange": "*"}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "[parameters('virtualNetworks_app_vnet_name')]",
             "location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "virtualNetworkPeerings": [],
               "subnets": [{"name": "web", "properties": {"addressPrefix": "10.0.1.0/24", "networkSecurityGroup": {
                 "id": "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('networkSecurityGroups_app_nsg_name'))]"}}}]}},
            {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2023-09-01",
             "name": "[concat(parameters('virtualNetworks_app_vnet_name'), '/web')]", "properties": {"addressPrefix": "10.0.1.0/24",
               "networkSecurityGroup": {"id": "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('networkSecurityGroups_app_nsg_name'))]"}}},
            {"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "[parameters('networkInterfaces_app_nic_name')]",
             "location": "westeurope", "properties": {"ipConfigurations": [{"name": "ipconfig1",
               "id": "[concat(resourceId('Microsoft.Network/networkInterfaces', parameters('networkInterfaces_app_nic_name')), '/ipConfigurations/ipconfig1')]",
               "properties": {"privateIPAddress": "10.0.1.4", "privateIPAllocationMethod": "Static", "primary": true,
                 "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('virtualNetworks_app_vnet_name'), 'web')]"}}}],
               "enableIPForwarding": false}}
          ]}
          """;

  @Test
  void theyGiveTheSameModel() {
    assertThat(Inputs.describe(Inputs.topology(EXPORTED)))
        .isEqualTo(Inputs.describe(Inputs.topology(WRITTEN)));
  }
}
