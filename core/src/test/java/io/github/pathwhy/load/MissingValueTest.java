package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Azure demands and an export does not have, or has as `null`, is a value that nobody knows;
/// it is a mistake in pathwhy's own form alone.
final class MissingValueTest {

  private static String resource(String collection, String name, String properties) {
    return "{\"type\": \"Microsoft.Network/%s\", \"name\": \"%s\", \"id\": \"%s\", \"properties\": {%s}}"
        .formatted(collection, name, Inputs.network(collection + "/" + name), properties);
  }

  private static SecurityGroup group(String rule) {
    return Inputs.only(
        Inputs.topology(
            resource("networkSecurityGroups", "g", "\"securityRules\": [" + rule + "]")),
        SecurityGroup.class,
        "g");
  }

  private static String rule(String name, int priority, String access) {
    return """
    {"name": %s, "properties": {"priority": %s, "access": %s, "direction": "Inbound", "protocol": "*",
     "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
     "destinationPortRange": "*"}}\
    """
        .formatted(name, priority, access);
  }

  @Test
  void aRuleWithoutAnAccessMayAllowOrDeny() {
    assertThat(group(rule("\"r\"", 100, "null")).rules())
        .allMatch(each -> each.missing().equals(List.of("{access of r}")))
        .extracting(SecurityRule::access)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatHasNoNameIsCalledByItsPlace() {
    assertThat(group(rule("null", 100, "\"Deny\"")).rules())
        .singleElement()
        .satisfies(each -> assertThat(each.isKnown()).isTrue())
        .extracting(SecurityRule::name)
        .isEqualTo("{name of securityRules[0] in line 1}");
  }

  @Test
  void theRulesThatEveryGroupEndsWithAreNoneOfItsOwn() {
    String defaults =
        rule("\"own\"", 100, "\"Allow\"")
            + ","
            + rule("\"AllowVnetInBound\"", 65000, "\"Allow\"")
            + ","
            + rule("\"DenyAllInBound\"", 65500, "\"Deny\"");

    assertThat(group(defaults).rules()).extracting(SecurityRule::name).containsExactly("own");
  }

  @Test
  void aRouteWithoutANextHopLeadsNobodyKnowsWhere() {
    Topology topology =
        Inputs.topology(
            resource(
                "routeTables",
                "t",
                """
                "routes": [{"name": "a", "properties": {"addressPrefix": "10.1.0.0/16", "nextHopType": null}},
                           {"name": "b", "properties": {"nextHopType": "None"}},
                           {"name": "c", "properties": {"addressPrefix": "10.2.0.0/16", "nextHopType": "VirtualAppliance"}}]
                """));

    List<RouteTable.Route> routes = Inputs.only(topology, RouteTable.class, "t").routes();
    assertThat(routes.getFirst().nextHop()).isInstanceOf(NextHop.Unknown.class);
    assertThat(routes.get(1).destination()).isInstanceOf(RouteTable.Destination.Unknown.class);
    assertThat(routes.get(2).nextHop()).isInstanceOf(NextHop.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"nextHop\": {\"nextHopIpAddresses\": [\"10.0.9.4\", \"10.0.9.5\"]}",
        "\"nextHopIpAddresses\": [\"10.0.9.4\", \"10.0.9.5\"]"
      })
  void severalAppliancesShareARoute(String addresses) {
    Topology topology =
        Inputs.topology(
            resource(
                "routeTables",
                "t",
                "\"routes\": [{\"name\": \"a\", \"properties\": {\"addressPrefix\":"
                    + " \"10.1.0.0/16\", \"nextHopType\": \"VirtualApplianceEcmp\", "
                    + addresses
                    + "}}]"));

    assertThat(Inputs.only(topology, RouteTable.class, "t").routes().getFirst().nextHop())
        .isEqualTo(
            new NextHop.VirtualAppliance(
                List.of(IpAddress.of("10.0.9.4"), IpAddress.of("10.0.9.5"))));
  }

  private static Topology network(String subnet) {
    return Inputs.topology(
        resource(
            "virtualNetworks",
            "net",
            "\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\": [{\"name\":"
                + " \"a\", \"properties\": {"
                + subnet
                + "}}]"));
  }

  private static Subnet subnet(Topology topology) {
    return Inputs.only(topology, VirtualNetwork.class, "net").subnets().getFirst();
  }

  @Test
  void aSubnetOfAPoolHasWhatWasAllocated() {
    String pool = "\"ipamPoolPrefixAllocations\": [{\"numberOfIpAddresses\": \"256\"%s}]";
    Topology open = network(pool.formatted(""));
    Topology allocated =
        network(pool.formatted(", \"allocatedAddressPrefixes\": [\"10.0.4.0/24\"]"));

    assertThat(subnet(open).prefixes()).isEmpty();
    assertThat(open.gaps().within(Inputs.only(open, VirtualNetwork.class, "net").id()))
        .extracting(Gap::property)
        .containsExactly("addressPrefix");
    assertThat(subnet(allocated).prefixes()).containsExactly(Prefix.of("10.0.4.0/24"));
    assertThat(allocated.gaps().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"privateIPAddress\": \"10.0.1.16/28\"",
        "\"privateIPAddress\": \"10.0.1.16\", \"privateIPAddressPrefixLength\": 28"
      })
  void anAddressMayHaveABlockAroundIt(String address) {
    Topology topology =
        Inputs.topology(
            "["
                + resource(
                    "virtualNetworks",
                    "net",
                    "\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\":"
                        + " [{\"name\": \"a\", \"properties\": {\"addressPrefix\":"
                        + " \"10.0.1.0/24\"}}]")
                + ","
                + resource(
                    "networkInterfaces",
                    "nic",
                    "\"ipConfigurations\": [{\"name\": \"c\", \"properties\": {"
                        + address
                        + ", \"subnet\": {\"id\": \""
                        + Inputs.network("virtualNetworks/net/subnets/a")
                        + "\"}}}]")
                + "]");

    assertThat(Inputs.only(topology, NetworkInterface.class, "nic").ipConfigurations())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.privateAddress()).isEqualTo(IpAddress.of("10.0.1.16"));
          assertThat(each.addresses()).isEqualTo(Prefix.of("10.0.1.16/28"));
          assertThat(each.has(IpAddress.of("10.0.1.31"))).isTrue();
          assertThat(each.has(IpAddress.of("10.0.1.32"))).isFalse();
        });
  }

  @Test
  void azuresOwnNameServersAreNoAddress() {
    Topology topology =
        Inputs.topology(
            resource(
                "virtualNetworks",
                "net",
                "\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"dhcpOptions\":"
                    + " {\"dnsServers\": [\"AzureProvidedDNS\"]}"));

    assertThat(Inputs.only(topology, VirtualNetwork.class, "net").dnsServers()).isEmpty();
    assertThat(topology.gaps().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net/a",
        "virtualNetworks/net/subnets/a",
        "/virtualNetworks/net/subnets/a",
        "Microsoft.Network/virtualNetworks/net/subnets/a",
        "/providers/Microsoft.Network/virtualNetworks/net/subnets/a",
        "/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/a",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/a/",
        "https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/a",
        "a"
      })
  void aShortenedIdMeansTheOneThatEndsSo(String id) {
    Topology topology =
        Inputs.topology(
            "["
                + resource(
                    "virtualNetworks",
                    "net",
                    "\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\":"
                        + " [{\"name\": \"a\", \"properties\": {\"addressPrefix\":"
                        + " \"10.0.1.0/24\"}}]")
                + ","
                + resource(
                    "networkInterfaces",
                    "nic",
                    "\"ipConfigurations\": [{\"name\": \"c\", \"properties\": {\"subnet\":"
                        + " {\"id\": \""
                        + id
                        + "\"}}}]")
                + "]");

    assertThat(Inputs.addresses(topology, "nic")).containsExactly("10.0.1.4");
  }

  @Test
  void aPartOfSomethingUnnamedMayBeOfAllThatItMayMean() {
    String template =
        """
        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
         "contentVersion": "1.0.0.0", "parameters": {"app": {"type": "string"}}, "resources": [
          {"type": "Microsoft.Network/networkSecurityGroups", "name": "web-nsg", "properties": {}},
          {"type": "Microsoft.Network/networkSecurityGroups", "name": "other", "properties": {}},
          {"type": "Microsoft.Network/networkSecurityGroups/securityRules",
           "name": "[concat(parameters('app'), '-nsg/late')]", "properties": {"priority": 100,
           "access": "Deny", "direction": "Inbound", "protocol": "*", "sourceAddressPrefix": "*",
           "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22"}}]}
        """;
    Topology topology = Inputs.topology(template);

    assertThat(Inputs.only(topology, SecurityGroup.class, "web-nsg").rules())
        .singleElement()
        .satisfies(each -> assertThat(each.isKnown()).isFalse());
    assertThat(Inputs.only(topology, SecurityGroup.class, "other").rules()).isEmpty();
  }

  @Test
  void whatIsNoResourceBesideResourcesIsLeftOut() {
    Loaded loaded =
        Inputs.load(
            "[null, 5, {\"a\": 1}, "
                + resource("networkSecurityGroups", "g", "\"securityRules\": null")
                + "]");

    assertThat(Inputs.topology(loaded).all(SecurityGroup.class)).hasSize(1);
    assertThat(((Loaded.Ok) loaded).leftOut()).hasSize(1);
  }
}
