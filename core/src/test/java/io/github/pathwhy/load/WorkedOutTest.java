package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References of templates to addresses that Azure has yet to give. */
final class WorkedOutTest {

  private static String template(String nextHop) {
    return """
    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
     "contentVersion": "1.0.0.0", "resources": [
      {"type": "Microsoft.Network/virtualNetworks", "name": "net", "properties": {
       "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "AzureFirewallSubnet", "properties": {"addressPrefix": "10.0.1.0/26"}},
        {"name": "a", "properties": {"addressPrefix": "10.0.2.0/24"}}]}},
      {"type": "Microsoft.Network/azureFirewalls", "name": "fw", "properties": {"ipConfigurations": [
       {"name": "c", "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'AzureFirewallSubnet')]"}}}]}},
      {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "properties": {"ipConfigurations": [
       {"name": "c", "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'a')]"}}}]}},
      {"type": "Microsoft.Network/loadBalancers", "name": "lb", "sku": {"name": "Standard"}, "properties": {
       "frontendIPConfigurations": [{"name": "f", "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'a')]"}}}]}},
      {"type": "Microsoft.Network/routeTables", "name": "t", "properties": {"routes": [
       {"name": "r", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance",
        "nextHopIpAddress": "[%s]"}}]}}]}
    """
        .formatted(nextHop);
  }

  private static NextHop nextHop(String expression) {
    Topology topology = Inputs.topology(template(expression));
    return Inputs.only(topology, RouteTable.class, "t").routes().getFirst().nextHop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "azureFirewalls|fw|ipConfigurations|10.0.1.4",
        "networkInterfaces|nic|ipConfigurations|10.0.2.4",
        "loadBalancers|lb|frontendIPConfigurations|10.0.2.5"
      })
  void anAddressOfTheSameInputIsTheOneThatAzureWillGive(
      String collection, String name, String list, String address) {
    assertThat(
            nextHop(
                "reference(resourceId('Microsoft.Network/%s', '%s')).%s[0].properties.privateIPAddress"
                    .formatted(collection, name, list)))
        .isEqualTo(new NextHop.VirtualAppliance(List.of(IpAddress.of(address))));
  }

  @Test
  void whatIsInNoInputStaysOpen() {
    assertThat(
            nextHop(
                "reference(resourceId('Microsoft.Network/azureFirewalls', 'other'))"
                    + ".ipConfigurations[0].properties.privateIPAddress"))
        .isInstanceOf(NextHop.Unknown.class);
  }

  @Test
  void outputsThatFailAreMistakes() {
    String template =
        template("'10.0.1.4'").strip().replaceAll("]}$", "], \"outputs\": {\"o\": %s}}");

    assertThat(Inputs.problems(template.replace("%s", "{\"value\": \"[createArray()[3]]\"}")))
        .singleElement()
        .asString()
        .contains("outputs.o.value: no item 3");
    assertThat(
            Inputs.problems(
                template.replace(
                    "%s", "{\"condition\": false, \"value\": \"[createArray()[3]]\"}")))
        .isEmpty();
  }

  /** What stands for an address is no address that Azure has given, whoever refers to it. */
  @Test
  void anAddressThatAzureHasYetToGiveStaysAssumed() {
    Topology topology =
        Inputs.topology(
            """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "contentVersion": "1.0.0.0", "resources": [
              {"type": "Microsoft.Network/publicIPAddresses", "name": "pip", "sku": {"name": "Standard"},
               "properties": {"publicIPAllocationMethod": "Static"}}]}
            """);
    PublicIpAddress address = Inputs.only(topology, PublicIpAddress.class, "pip");
    assertThat(address.address()).isPresent();
    assertThat(address.assumed()).isTrue();
  }
}
