package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms that a network may be written in. */
final class FormatTest {
  private static final String NETWORK =
      """
      {"id": "%s", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
       "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16", "fd00::/48"]}, "subnets": [
        {"id": "%s", "name": "web", "properties": {"addressPrefix": "10.0.1.0/24",
          "networkSecurityGroup": {"id": "%s"}, "routeTable": {"id": "%s"},
          "serviceEndpoints": [{"service": "Microsoft.Storage", "locations": ["*"]}]}}]}}
      """
          .formatted(
              Inputs.network("virtualNetworks/hub"),
              Inputs.network("virtualNetworks/hub/subnets/web"),
              Inputs.network("networkSecurityGroups/nsg"),
              Inputs.network("routeTables/rt"));
  private static final String GROUP =
      """
      {"id": "%s", "name": "nsg", "type": "Microsoft.Network/networkSecurityGroups", "properties": {
        "securityRules": [{"name": "https", "properties": {"description": "two\\nlines", "protocol": "TCP",
          "sourcePortRange": "*", "destinationPortRange": "443", "sourceAddressPrefix": "Internet",
          "destinationAddressPrefix": "*", "access": "Allow", "priority": 100, "direction": "Inbound",
          "sourcePortRanges": [], "destinationPortRanges": [], "sourceAddressPrefixes": []}}]}}
      """
          .formatted(Inputs.network("networkSecurityGroups/nsg"));
  private static final String TABLE =
      """
      {"id": "%s", "name": "rt", "type": "Microsoft.Network/routeTables", "properties": {
        "disableBgpRoutePropagation": true,
        "routes": [{"name": "out", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.9.4"}}]}}
      """
          .formatted(Inputs.network("routeTables/rt"));

  private static String list(String... resources) {
    return "[" + String.join(",", resources) + "]";
  }

  @Test
  void theExampleOfTheDocumentation() {
    Topology topology =
        Inputs.topology(
            """
            pathwhy: 1
            virtualNetworks:
              - name: hub
                addressSpace: [10.0.0.0/16]
                subnets:
                  - {name: web, addressPrefix: 10.0.1.0/24, networkSecurityGroup: web-nsg, routeTable: web-rt}
                  - {name: fw, addressPrefix: 10.0.9.0/24}
                virtualNetworkPeerings:
                  - {remoteVirtualNetwork: spoke, allowForwardedTraffic: true}
              - {name: spoke, addressSpace: [10.1.0.0/16]}
            networkSecurityGroups:
              - name: web-nsg
                securityRules:
                  - {name: AllowHttps, priority: 100, direction: Inbound, access: Allow, protocol: Tcp,
                     sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443}
            routeTables:
              - name: web-rt
                routes:
                  - {name: to-fw, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.9.4}
            virtualMachines:
              - name: web-vm
                networkInterfaces:
                  - {name: web-nic, subnet: hub/web, privateIPAddress: 10.0.1.4, networkSecurityGroup: web-nsg}
            """);
    assertThat(topology.resources()).hasSize(6);
    Subnet web =
        topology.find(ResourceId.of("virtualNetworks/HUB/subnets/web"), Subnet.class).orElseThrow();
    assertThat(web.securityGroup())
        .contains(Inputs.only(topology, SecurityGroup.class, "web-nsg").id());
    assertThat(web.routeTable()).contains(Inputs.only(topology, RouteTable.class, "web-rt").id());
    assertThat(web.defaultOutboundAccess()).isEmpty();
    Peering peering = Inputs.only(topology, VirtualNetwork.class, "hub").peerings().getFirst();
    assertThat(peering.name()).isEqualTo("hub-to-spoke");
    assertThat(peering.allowVirtualNetworkAccess()).isTrue();
    assertThat(peering.allowForwardedTraffic()).isTrue();
    assertThat(peering.allowGatewayTransit()).isFalse();
    assertThat(peering.useRemoteGateways()).isFalse();
    assertThat(peering.state()).isEmpty();
    assertThat(peering.remoteAddressSpace()).isEmpty();
    assertThat(Inputs.only(topology, VirtualMachine.class, "web-vm").networkInterfaces())
        .containsExactly(Inputs.only(topology, NetworkInterface.class, "web-nic").id());
    assertThat(Inputs.addresses(topology, "web-nic")).containsExactly("10.0.1.4");
  }

  @Test
  void aRuleWithoutPortsIsForAllPorts() {
    Topology topology =
        Inputs.topology(
            """
            networkSecurityGroups:
              - name: nsg
                securityRules:
                  - {name: a, priority: 100, direction: inbound, access: ALLOW, protocol: "*",
                     sourceAddressPrefixes: [10.0.0.0/8, 10.1.2.3, "fd00::/8", any], destinationAddressPrefix: Storage.WestEurope,
                     destinationPortRanges: [22, 80-90, "*"]}
            """);
    SecurityRule rule = Inputs.only(topology, SecurityGroup.class, "nsg").rules().getFirst();
    assertThat(rule.traffic().sourcePorts()).containsExactly(PortRange.ALL);
    assertThat(rule.traffic().destinationPorts())
        .containsExactly(new PortRange(22, 22), new PortRange(80, 90), PortRange.ALL);
    assertThat(rule.traffic().source())
        .containsExactly(
            new AddressTerm.Block(Prefix.of("10.0.0.0/8")),
            new AddressTerm.Block(Prefix.of("10.1.2.3/32")),
            new AddressTerm.Block(Prefix.of("fd00::/8")),
            new AddressTerm.Any());
    assertThat(rule.traffic().destination())
        .containsExactly(new AddressTerm.Tag("Storage.WestEurope"));
  }

  @Test
  void anArmListAValueListAndOneResourceAreTheSame() {
    String one = Inputs.describe(Inputs.topology(GROUP));
    assertThat(one).contains("https", "443", "Internet");
    assertThat(Inputs.describe(Inputs.topology(list(GROUP)))).isEqualTo(one);
    assertThat(Inputs.describe(Inputs.topology("{\"value\": " + list(GROUP) + "}"))).isEqualTo(one);
    assertThat(Inputs.describe(Inputs.topology("// made by hand\n" + list("/* one */" + GROUP))))
        .isEqualTo(one);
  }

  @Test
  void anArmNetworkIsRead() {
    Topology topology = Inputs.topology(list(NETWORK, GROUP, TABLE));
    VirtualNetwork hub = Inputs.only(topology, VirtualNetwork.class, "hub");
    assertThat(hub.location()).contains("westeurope");
    assertThat(hub.addressSpace())
        .containsExactly(Prefix.of("10.0.0.0/16"), Prefix.of("fd00::/48"));
    Subnet web = hub.subnets().getFirst();
    assertThat(web.id())
        .isEqualTo(ResourceId.of(Inputs.network("virtualNetworks/hub/subnets/web")));
    assertThat(web.serviceEndpoints()).containsExactly("Microsoft.Storage");
    RouteTable table = Inputs.only(topology, RouteTable.class, "rt");
    assertThat(table.disableBgpRoutePropagation()).isTrue();
    assertThat(table.routes()).hasSize(1);
  }

  @Test
  void propertiesMayBeFlattenedAsTheCommandLineDoes() {
    String flat =
        """
        [{"id": "%s", "name": "rt", "type": "Microsoft.Network/routeTables", "disableBgpRoutePropagation": true,
          "routes": [{"name": "out", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.9.4", "etag": "x"}]}]
        """
            .formatted(Inputs.network("routeTables/rt"));
    assertThat(Inputs.describe(Inputs.topology(flat)))
        .isEqualTo(Inputs.describe(Inputs.topology(list(TABLE))));
  }

  @Test
  void armIdsAndNamesOfPropertiesHaveAnyCase() {
    String upper =
        list(NETWORK, GROUP, TABLE)
            .replace("\"properties\"", "\"properties\"")
            .replace("\"addressPrefix\"", "\"AddressPrefix\"")
            .replace("\"securityRules\"", "\"SECURITYRULES\"")
            .replace("\"nextHopIpAddress\"", "\"nextHopIPAddress\"")
            .replace("Microsoft.Network/routeTables\"", "microsoft.network/ROUTETABLES\"")
            .replace("/networkSecurityGroups/nsg", "/NETWORKSECURITYGROUPS/NSG");
    Topology topology = Inputs.topology(upper);
    assertThat(Inputs.describe(topology).toLowerCase(java.util.Locale.ROOT))
        .isEqualTo(
            Inputs.describe(Inputs.topology(list(NETWORK, GROUP, TABLE)))
                .toLowerCase(java.util.Locale.ROOT));
    Subnet web = Inputs.only(topology, VirtualNetwork.class, "hub").subnets().getFirst();
    assertThat(topology.find(web.securityGroup().orElseThrow(), SecurityGroup.class)).isPresent();
  }

  @Test
  void aSingleResourceIsToldByTypeAndNameInAnyCase() {
    assertThat(
            Inputs.topology(
                    "{\"Name\": \"g\", \"Type\": \"Microsoft.Network/applicationSecurityGroups\"}")
                .resources())
        .hasSize(1);
    assertThat(Inputs.topology("{\"Value\": []}").resources()).isEmpty();
    assertThat(Inputs.topology("[]").resources()).isEmpty();
  }

  @Test
  void childrenMayStandBesideTheirParentsInAnyOrder() {
    String subnet =
        child(
            "virtualNetworks/subnets",
            "virtualNetworks/hub/subnets/db",
            "\"addressPrefix\": \"10.0.2.0/24\"");
    String peering =
        child(
            "virtualNetworks/virtualNetworkPeerings",
            "virtualNetworks/hub/virtualNetworkPeerings/to-spoke",
            "\"peeringState\": \"Connected\", \"remoteVirtualNetwork\": {\"id\": \"%s\"},"
                    .formatted(Inputs.network("virtualNetworks/spoke"))
                + " \"remoteAddressSpace\": {\"addressPrefixes\": [\"10.1.0.0/16\"]}");
    String rule =
        child(
            "networkSecurityGroups/securityRules",
            "networkSecurityGroups/nsg/securityRules/ssh",
            "\"protocol\": \"Tcp\", \"destinationPortRange\": \"22\", \"sourceAddressPrefix\":"
                + " \"*\", \"destinationAddressPrefix\": \"*\", \"access\": \"Deny\", \"priority\":"
                + " 200, \"direction\": \"Inbound\"");
    String route =
        child(
            "routeTables/routes",
            "routeTables/rt/routes/in",
            "\"addressPrefix\": \"10.0.0.0/8\", \"nextHopType\": \"VnetLocal\"");
    List<String> parts =
        new ArrayList<>(List.of(subnet, peering, rule, route, NETWORK, GROUP, TABLE));
    String before = Inputs.describe(Inputs.topology(list(parts.toArray(String[]::new))));
    parts = List.of(NETWORK, GROUP, TABLE, subnet, peering, rule, route);
    Topology topology = Inputs.topology(list(parts.toArray(String[]::new)));
    assertThat(Inputs.describe(topology)).isEqualTo(before);
    VirtualNetwork hub = Inputs.only(topology, VirtualNetwork.class, "hub");
    assertThat(hub.subnets()).extracting(Subnet::name).containsExactly("web", "db");
    assertThat(hub.peerings())
        .singleElement()
        .satisfies(link -> {
          assertThat(link.name()).isEqualTo("to-spoke");
          assertThat(link.state()).contains(Peering.State.CONNECTED);
          assertThat(link.allowVirtualNetworkAccess()).isTrue();
          assertThat(link.remoteAddressSpace()).contains(List.of(Prefix.of("10.1.0.0/16")));
        });
    assertThat(Inputs.only(topology, SecurityGroup.class, "nsg").rules())
        .extracting(SecurityRule::name)
        .containsExactly("https", "ssh");
    assertThat(Inputs.only(topology, RouteTable.class, "rt").routes())
        .extracting(RouteTable.Route::name)
        .containsExactly("out", "in");
  }

  private static String child(String type, String path, String properties) {
    return "{\"id\": \"%s\", \"type\": \"Microsoft.Network/%s\", \"name\": \"%s\", \"properties\": {%s}}"
        .formatted(
            Inputs.network(path), type, path.substring(path.lastIndexOf('/') + 1), properties);
  }

  @Test
  void childrenWithoutIdsFindTheirParentsByName() {
    Topology topology =
        Inputs.topology(
            """
            [{"type": "Microsoft.Network/virtualNetworks/subnets", "name": "hub/web", "properties": {"addressPrefix": "10.0.1.0/24"}},
             {"type": "Microsoft.Network/virtualNetworks", "name": "hub", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": null}}]
            """);
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").subnets())
        .extracting(subnet -> subnet.id().toString())
        .containsExactly("virtualNetworks/hub/subnets/web");
  }

  @Test
  void aChildThatIsInItsParentTooIsThereOnce() {
    String subnet =
        child(
            "virtualNetworks/subnets",
            "virtualNetworks/hub/subnets/WEB",
            "\"addressPrefix\": \"10.0.7.0/24\"");
    Subnet web =
        Inputs.only(Inputs.topology(list(subnet, NETWORK)), VirtualNetwork.class, "hub")
            .subnets()
            .getFirst();
    assertThat(web.prefixes()).containsExactly(Prefix.of("10.0.7.0/24"));
    assertThat(web.routeTable()).isPresent();
  }

  @Test
  void resourcesThatAreNotModelledKeepWhatTheyReferTo() {
    String nic = Inputs.network("networkInterfaces/nic");
    Topology topology =
        Inputs.topology(
            """
            [{"id": "%s", "name": "scope", "type": "Microsoft.HybridCompute/privateLinkScopes", "properties": {
              "privateEndpointConnections": [{"properties": {"privateEndpoint": {"networkInterfaces": [{"id": "%s"}]}}}]}}]
            """
                .formatted(Inputs.network("privateLinkScopes/scope"), nic));
    assertThat(topology.all(Unmodelled.class)).isEmpty();
    assertThat(topology.gaps().at(ResourceId.of(nic)))
        .extracting(gap -> gap.of().name(), Gap::kind, Gap::role)
        .contains(tuple("scope", Gap.Kind.UNREAD, Optional.of(Role.PRIVATE_ENDPOINT)));
  }

  @Test
  void referencesAreNamesPathsOrIds() {
    for (String reference :
        List.of(
            "web",
            "hub/web",
            "HUB/Web",
            "subnets/web",
            "virtualNetworks/hub/subnets/web",
            "{name: web}",
            "{id: virtualNetworks/hub/subnets/web}")) {
      Topology topology =
          Inputs.topology(
              """
              virtualNetworks:
                - {name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: web, addressPrefix: 10.0.1.0/24}]}
              networkInterfaces:
                - {name: nic, subnet: %s}
              """
                  .formatted(reference));
      assertThat(Inputs.addresses(topology, "nic")).as(reference).containsExactly("10.0.1.4");
    }
  }
}
