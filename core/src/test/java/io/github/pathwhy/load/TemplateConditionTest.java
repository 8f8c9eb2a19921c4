package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.LocalNetworkGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import org.junit.jupiter.api.Test;

/** Resources of templates of which nobody knows whether they will be there. */
final class TemplateConditionTest {
  private static Topology template(String resources) {
    return Inputs.topology(
        """
        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
         "contentVersion": "1.0.0.0", "parameters": {"on": {"type": "bool"}}, "resources": [%s]}
        """
            .formatted(resources));
  }

  private static String resource(String type, String name, String condition, String properties) {
    return """
    {"type": "Microsoft.Network/%s", "apiVersion": "2023-09-01", "name": "%s", %s "properties": {%s}}
    """
        .formatted(
            type,
            name,
            condition.isEmpty() ? "" : "\"condition\": \"" + condition + "\",",
            properties);
  }

  private static final String OPEN = "[parameters('on')]";
  private static final String RULE =
      """
      "priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*",
      "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"
      """;

  @Test
  void propertiesThatAreNotKnownLeaveEverythingOpen() {
    Topology topology =
        template(
            resource(
                "virtualNetworks",
                "net",
                "",
                """
                "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
                  {"name": "open", "properties": "[union(createObject('addressPrefix', '10.0.1.0/24'), parameters('on'))]"},
                  {"name": "known", "properties": {"addressPrefix": "10.0.2.0/24"}}]
                """));

    VirtualNetwork network = Inputs.only(topology, VirtualNetwork.class, "net");
    assertThat(network.subnets().getFirst().prefixes()).isEmpty();
    assertThat(network.subnets().getFirst().routeTable()).isPresent();
    assertThat(topology.gaps().at(network.subnets().getFirst().id()))
        .extracting(Gap::property)
        .contains("addressPrefix", "defaultOutboundAccess");
    assertThat(network.subnets().getLast().prefixes()).hasSize(1);
    assertThat(topology.gaps().at(network.subnets().getLast().id())).isEmpty();
  }

  @Test
  void prefixesOutOfAPoolAreNotKnown() {
    String pool = "\"ipamPoolPrefixAllocations\": [{\"numberOfIpAddresses\": \"256\"}]";
    Topology topology =
        template(
            resource(
                "virtualNetworks",
                "net",
                "",
                "\"addressSpace\": {%s}, \"subnets\": [{\"name\": \"a\", \"properties\": {%s}}]"
                    .formatted(pool, pool)));

    VirtualNetwork read = Inputs.only(topology, VirtualNetwork.class, "net");
    assertThat(topology.gaps().within(read.id()))
        .extracting(Gap::property)
        .containsExactlyInAnyOrder("addressSpace", "addressPrefix");
  }

  @Test
  void anOpenPeeringAddressIsAGap() {
    Topology topology =
        template(
            resource(
                "localNetworkGateways",
                "site",
                "",
                "\"bgpSettings\": {\"asn\": 1, \"bgpPeeringAddress\":"
                    + " \"[first(split(parameters('on'), ','))]\"}"));

    assertThat(topology.gaps().at(Inputs.only(topology, LocalNetworkGateway.class, "site").id()))
        .extracting(Gap::property)
        .containsExactly("bgpPeeringAddress");
  }

  private static String copies(String type, String name, String count, String properties) {
    return resource(type, name, "", properties)
        .replaceFirst("\\{", "{\"copy\": {\"name\": \"all\", \"count\": " + count + "},");
  }

  @Test
  void nobodyKnowsHowManyRulesThereAre() {
    String rule = RULE.replace("100", "\"[add(100, copyIndex())]\"");
    String group = resource("networkSecurityGroups", "nsg", "", "") + ",";
    Topology open =
        template(
            group
                + copies(
                    "networkSecurityGroups/securityRules",
                    "[concat('nsg/r', copyIndex())]",
                    "\"[length(parameters('on'))]\"",
                    rule));
    Topology known =
        template(
            group
                + copies(
                    "networkSecurityGroups/securityRules",
                    "[concat('nsg/r', copyIndex())]",
                    "2",
                    rule));

    assertThat(Inputs.only(open, SecurityGroup.class, "nsg").rules())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.missing()).contains("{copy('all', length(on))}");
          assertThat(one.access()).isEqualTo(Access.DENY);
        });
    assertThat(Inputs.only(known, SecurityGroup.class, "nsg").rules())
        .hasSize(2)
        .allMatch(SecurityRule::isKnown);
  }

  @Test
  void rulesOnTheirOwnStandBesideThoseThatAreNotKnown() {
    Topology topology =
        template(
            resource(
                    "networkSecurityGroups", "nsg", "", "\"securityRules\": \"[parameters('on')]\"")
                + ","
                + resource("networkSecurityGroups/securityRules", "nsg/deny", "", RULE));

    assertThat(Inputs.only(topology, SecurityGroup.class, "nsg").rules())
        .filteredOn(rule -> !rule.isKnown())
        .hasSize(4);
    assertThat(Inputs.only(topology, SecurityGroup.class, "nsg").rules())
        .filteredOn(SecurityRule::isKnown)
        .hasSize(1);
  }

  @Test
  void nobodyKnowsHowManyRoutesThereAre() {
    Topology topology =
        template(
            resource("routeTables", "rt", "", "")
                + ","
                + copies(
                    "routeTables/routes",
                    "[concat('rt/r', copyIndex())]",
                    "\"[parameters('on')]\"",
                    "\"addressPrefix\": \"[concat('10.', copyIndex(), '.0.0/16')]\","
                        + " \"nextHopType\": \"None\""));

    RouteTable.Route route = Inputs.only(topology, RouteTable.class, "rt").routes().getFirst();
    assertThat(route.destination()).isInstanceOf(RouteTable.Destination.Unknown.class);
    assertThat(route.nextHop()).isInstanceOf(NextHop.Unknown.class);
  }

  @Test
  void aRuleMayOrMayNotBeThere() {
    Topology topology =
        template(
            resource("networkSecurityGroups", "nsg", "", "")
                + ","
                + resource("networkSecurityGroups/securityRules", "nsg/deny", OPEN, RULE));

    assertThat(Inputs.only(topology, SecurityGroup.class, "nsg").rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.missing()).containsExactly("{on}"));
  }

  @Test
  void aGroupThatMayNotBeThereDecidesNothing() {
    Topology topology =
        template(
            resource(
                "networkSecurityGroups",
                "nsg",
                OPEN,
                "\"securityRules\": [{\"name\": \"deny\", \"properties\": {" + RULE + "}}]"));

    assertThat(Inputs.only(topology, SecurityGroup.class, "nsg").rules())
        .filteredOn(rule -> !rule.isKnown())
        .extracting(SecurityRule::direction, SecurityRule::access)
        .hasSize(4)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRouteThatMayNotBeThereLeadsNobodyKnowsWhere() {
    Topology topology =
        template(
            resource("routeTables", "rt", "", "")
                + ","
                + resource(
                    "routeTables/routes",
                    "rt/out",
                    OPEN,
                    "\"addressPrefix\": \"0.0.0.0/0\", \"nextHopType\": \"None\""));

    assertThat(Inputs.only(topology, RouteTable.class, "rt").routes())
        .singleElement()
        .satisfies(route -> assertThat(route.nextHop()).isInstanceOf(NextHop.Unknown.class));
  }

  @Test
  void anInterfaceOfADeploymentThatMayNotBeThereHasAGap() {
    Topology topology =
        template(
            resource(
                    "virtualNetworks",
                    "net",
                    "",
                    "\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\":"
                        + " [{\"name\": \"a\", \"properties\": {\"addressPrefix\":"
                        + " \"10.0.1.0/24\"}}]")
                + ", {\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\":"
                + " \"2022-09-01\", \"name\": \"d\", \"condition\": \""
                + OPEN
                + "\", \"properties\": {\"mode\": \"Incremental\", \"template\": {\"$schema\":"
                + " \"x\", \"contentVersion\": \"1.0.0.0\", \"resources\": ["
                + resource(
                    "networkInterfaces",
                    "nic",
                    "",
                    "\"ipConfigurations\": [{\"name\": \"c\", \"properties\": {\"subnet\": {\"id\":"
                        + " \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net',"
                        + " 'a')]\"}}}]")
                + "]}}}");

    NetworkInterface nic = Inputs.only(topology, NetworkInterface.class, "nic");
    assertThat(topology.gaps().at(nic.id())).extracting(Gap::property).containsExactly("condition");
    assertThat(topology.gaps().at(Inputs.only(topology, VirtualNetwork.class, "net").id()))
        .isEmpty();
  }
}
