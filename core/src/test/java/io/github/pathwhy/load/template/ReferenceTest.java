package io.github.pathwhy.load.template;

import static io.github.pathwhy.load.template.Templates.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of resources, as far as a template declares it. */
final class ReferenceTest {
  private static final String RESOURCES =
      """
      {"type": "Microsoft.Network/publicIPAddresses", "name": "pip", "properties": {
        "publicIPAllocationMethod": "Static"}},
      {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "properties": {
        "ipConfigurations": [{"name": "main", "properties": {
          "privateIPAddress": "[concat('10.0.0.', 4)]"}}]}},
      {"type": "Microsoft.Network/virtualNetworks", "name": "off", "condition": false,
       "properties": {"a": 1}}
      """;

  private static String value(String expression) {
    return Templates.of(
            "\"resources\": [{\"type\": \"Microsoft.Network/routeTables\", \"name\": \"r\","
                + " \"properties\": {\"x\": \"["
                + expression
                + "]\"}}, "
                + RESOURCES
                + "]")
        .json("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reference('pip').ipAddress | {reference('publicIPAddresses:pip').ipAddress}",
        "reference(resourceId('Microsoft.Network/publicIPAddresses',"
            + " 'PIP')).publicIPAllocationMethod | Static",
        "reference('pip').dnsSettings.fqdn | {reference('publicIPAddresses:pip').dnsSettings.fqdn}",
        "reference('nic', '2021-02-01').ipConfigurations[0].properties.privateIPAddress"
            + " | 10.0.0.4",
        "first(reference('nic').ipConfigurations).properties.subnet.id"
            + " | {reference('networkInterfaces:nic').ipConfigurations[0].properties.subnet.id}",
        "reference('nic').ipConfigurations[1].name"
            + " | {reference('networkInterfaces:nic').ipConfigurations[1].name}",
        "reference('nic').ipConfigurations[0].id |"
            + " {network}networkInterfaces/nic/ipConfigurations/main",
        "reference('nic', '2021-02-01', 'Full').name | nic",
        "reference('nic', '2021-02-01', 'Full').properties.ipConfigurations[0].name | main",
        "reference('off').a | {reference('virtualNetworks:off').a}",
        "reference('elsewhere', '2021-02-01').a | {reference('elsewhere').a}",
        "concat('http://', reference('pip').ipAddress)"
            + " | http://{reference('publicIPAddresses:pip').ipAddress}",
        "string(reference('pip')) | {reference('publicIPAddresses:pip')}",
      })
  void whatIsDeclaredIsKnownAndTheRestIsNot(String expression, String expected) {
    assertThat(value(expression)).isEqualTo('"' + expected.replace("{network}", NETWORK) + '"');
  }

  @Test
  void resourcesHaveSymbolicNames() {
    Templates read =
        Templates.of(
            """
            "languageVersion": "2.0",
            "resources": {
              "routes": {"type": "Microsoft.Network/routeTables", "name": "r", "properties": {
                "one": "[reference('vnet').space]",
                "existing": "[reference('shared', '2021-02-01').id]",
                "second": "[reference('nics[1]').n]",
                "all": "[map(references('nics'), lambda('nic', lambdaVariables('nic').n))]"}},
              "vnet": {"type": "Microsoft.Network/virtualNetworks", "name": "v",
                "properties": {"space": "10.0.0.0/16"}},
              "shared": {"existing": true, "type": "Microsoft.Network/virtualNetworks",
                "resourceGroup": "g", "name": "s"},
              "nics": {"type": "Microsoft.Network/networkInterfaces",
                "name": "[format('nic{0}', copyIndex())]",
                "copy": {"name": "nics", "count": 2},
                "properties": {"n": "[copyIndex()]"}}}
            """);
    assertThat(read.names())
        .containsExactly(
            "routeTables/r",
            "virtualNetworks/v",
            "networkInterfaces/nic0",
            "networkInterfaces/nic1");
    assertThat(read.properties(0))
        .isEqualTo(
            "{\"one\":\"10.0.0.0/16\",\"existing\":"
                + "\"/subscriptions/{subscription}/resourceGroups/g/providers/Microsoft.Network/"
                + "virtualNetworks/s\",\"second\":1,\"all\":[0,1]}");
  }

  @Test
  void resourcesThatNeedEachOtherAreNamed() {
    assertThat(
            Templates.of(
                    """
                    "resources": [
                      {"type": "Microsoft.Network/virtualNetworks", "name": "a",
                       "properties": {"x": "[reference('b').x]"}},
                      {"type": "Microsoft.Network/virtualNetworks", "name": "b",
                       "properties": {"x": "[reference('a').x]"}}]
                    """)
                .problems())
        .singleElement()
        .asString()
        .contains("a circle: resource 'a' needs resource 'b' needs resource 'a'");
  }

  @Test
  void parametersOfADeploymentAskForWhatIsThereBefore() {
    assertThat(
            Templates.of(
                    """
                    "resources": [
                      {"type": "Microsoft.Resources/deployments", "name": "d", "properties": {
                        "expressionEvaluationOptions": {"scope": "inner"},
                        "parameters": {"prefix": {"value":
                          "[reference(resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')).addressPrefix]"}},
                        "template": {
                          "parameters": {"prefix": {"type": "string"}},
                          "resources": [
                            {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/s",
                             "properties": {"x": "[parameters('prefix')]"}}]}}}]
                    """)
                .json("x"))
        .isEqualTo("\"{reference('virtualNetworks:v:subnets:s').addressPrefix}\"");
  }

  @Test
  void aResourceOfAnOuterDeploymentAsksForWhatItWasBefore() {
    assertThat(
            Templates.of(
                    """
                    "resources": [
                      {"type": "Microsoft.Resources/deployments", "name": "d", "properties": {
                        "template": {
                          "resources": [
                            {"type": "Microsoft.Network/virtualNetworks", "name": "v",
                             "properties": {"x":
                               "[reference(resourceId('Microsoft.Network/virtualNetworks', 'v')).x]"}}]}}}]
                    """)
                .json("x"))
        .isEqualTo("\"{reference('virtualNetworks:v').x}\"");
  }
}
