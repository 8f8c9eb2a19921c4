package io.github.pathwhy.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words and shapes that Azure may print and that nobody here knows: an answer that needs one is
/// not known and names it, every other answer is what it was.
final class UnknownWordTraceTest {
  private static final String PROVIDER =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";

  /// Machines a and b in one network, c in one beside it; what ARM writes is under `resources`.
  private static Tracing network(String one, String two, String nic, String... resources) {
    StringBuilder yaml =
        new StringBuilder(
            """
            pathwhy: 1
            virtualNetworks:
              - name: net
                addressSpace: [10.0.0.0/16]
                subnets:
                  - {name: one, addressPrefix: 10.0.1.0/24, defaultOutboundAccess: true%s}
                  - {name: two, addressPrefix: 10.0.2.0/24, defaultOutboundAccess: true%s}
              - name: other
                addressSpace: [10.1.0.0/16]
                subnets: [{name: sub, addressPrefix: 10.1.1.0/24}]
                virtualNetworkPeerings: [{remoteVirtualNetwork: net}]
            virtualMachines:
              - {name: a, networkInterfaces: [{name: a-nic, subnet: net/one, privateIPAddress: 10.0.1.4}]}
              - {name: b, networkInterfaces: [{name: b-nic, subnet: net/two, privateIPAddress: 10.0.2.4%s}]}
              - {name: c, networkInterfaces: [{name: c-nic, subnet: other/sub, privateIPAddress: 10.1.1.4}]}
            resources:
            """
                .formatted(one, two, nic));
    for (String each : resources) {
      yaml.append("  - ").append(each.strip().replace("\n", "\n    ")).append('\n');
    }
    return Tracing.in(yaml.toString());
  }

  private static String id(String path) {
    return PROVIDER + "/" + path;
  }

  private static String resource(String collection, String name, String rest) {
    return "{type: Microsoft.Network/%s, name: %s, id: %s, %s}"
        .formatted(collection, name, id(collection + "/" + name), rest);
  }

  private static void assertNotKnown(Trace trace, String word) {
    assertThat(trace.disposition()).isInstanceOf(Disposition.Undetermined.class);
    assertThat(trace.disposition().toString()).contains(word);
  }

  private static void assertDelivered(Trace trace) {
    assertThat(trace.disposition()).isInstanceOf(Disposition.Delivered.class);
  }

  private static final String DENY =
      "priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: '*',"
          + " sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443'";

  private static Tracing withRule(String rule) {
    return network(
        "",
        ", networkSecurityGroup: " + id("networkSecurityGroups/nsg"),
        "",
        resource(
            "networkSecurityGroups",
            "nsg",
            "properties: {securityRules: [{name: r, properties: {" + rule + "}}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "protocol: Tcp | protocol: Sctp | 'Sctp'",
        "access: Deny | access: Ponder | 'Ponder'",
        "direction: Inbound | direction: Sideways | 'Sideways'",
        "sourceAddressPrefix: '*' | sourceAddressPrefixes: [{x: 1}] | an object where text",
        "sourceAddressPrefix: '*' | sourceApplicationSecurityGroups: [[1]] | line",
        "destinationPortRange: '443' | destinationPortRanges: [[1]] | a list where text belongs"
      })
  void aRuleWithAWordThatNobodyKnowsMayOrMayNotMatch(String known, String given, String word) {
    assertNotKnown(withRule(DENY.replace(known, given)).tcp("a", "10.0.2.4", 443), word);
  }

  @Test
  void itDoesNotMatterWhereTheRuleIsForOtherPorts() {
    assertDelivered(withRule(DENY.replace("Tcp", "Sctp")).tcp("a", "10.0.2.4", 80));
    assertDelivered(withRule(DENY.replace("Deny", "Ponder")).tcp("a", "10.0.2.4", 80));
  }

  @Test
  void inPathwhysOwnFormItIsAMistake() {
    String yaml =
        "pathwhy: 1\nnetworkSecurityGroups: [{name: n, securityRules: [{name: r, "
            + DENY.replace("Tcp", "Sctp")
            + "}]}]";

    assertThatThrownBy(() -> Tracing.in(yaml)).hasMessageContaining("'Sctp'");
  }

  @Test
  void aNatGatewayOfAnUnknownSkuMattersToWhatLeaves() {
    Tracing network =
        network(
            ", natGateway: " + id("natGateways/nat"),
            "",
            "",
            resource("natGateways", "nat", "sku: {name: StandardV9}, properties: {}"));

    assertNotKnown(network.tcp("a", "8.8.8.8", 443), "'StandardV9'");
    assertDelivered(network.tcp("a", "10.0.2.4", 443));
    assertDelivered(network.tcp("b", "8.8.8.8", 443));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPublicAddressOfAnUnknownSkuMattersWithoutASecurityGroup(boolean group) {
    Tracing network =
        network(
            "",
            group ? ", networkSecurityGroup: " + id("networkSecurityGroups/nsg") : "",
            ", publicIPAddress: " + id("publicIPAddresses/pip"),
            resource(
                "publicIPAddresses",
                "pip",
                "sku: {name: StandardV9}, properties: {ipAddress: 203.0.113.7}"),
            resource(
                "networkSecurityGroups",
                "nsg",
                "properties: {securityRules: [{name: r, properties: {"
                    + DENY.replace("Deny", "Allow")
                    + "}}]}"));

    Trace inbound = network.fromInternet("8.8.8.8", "203.0.113.7", 443);
    if (group) {
      assertDelivered(inbound);
    } else {
      assertNotKnown(inbound, "'StandardV9'");
    }
    assertDelivered(network.tcp("b", "8.8.8.8", 443));
    assertDelivered(network.tcp("a", "10.0.2.4", 443));
  }

  @Test
  void aPeeringInAnUnknownStateMattersToWhatCrossesIt() {
    Tracing network =
        network(
            "",
            "",
            "",
            "{type: Microsoft.Network/virtualNetworks/virtualNetworkPeerings, name: net/to-other,"
                + " id: virtualNetworks/net/virtualNetworkPeerings/to-other, properties:"
                + " {peeringState: Dreaming, remoteVirtualNetwork: {id: virtualNetworks/other}}}");

    assertNotKnown(network.tcp("a", "10.1.1.4", 443), "'Dreaming'");
    assertNotKnown(network.tcp("c", "10.0.1.4", 443), "'Dreaming'");
    assertDelivered(network.tcp("a", "10.0.2.4", 443));
    assertDelivered(network.tcp("a", "8.8.8.8", 443));
  }

  @Test
  void aRuleOfALoadBalancerMattersToItsPort() {
    Tracing network =
        network(
            "",
            "",
            ", loadBalancerBackendAddressPools: [" + id("loadBalancers/lb/backendAddressPools/p]"),
            resource(
                "loadBalancers",
                "lb",
                """
                sku: {name: Standard}, properties: {
                  frontendIPConfigurations: [{name: f, properties: {privateIPAddress: 10.0.1.10, subnet: {id: virtualNetworks/net/subnets/one}}}],
                  backendAddressPools: [{name: p}],
                  probes: [{name: q, properties: {protocol: Gopher, port: 80}}],
                  loadBalancingRules: [
                    {name: known, properties: {protocol: Tcp, frontendPort: 80, backendPort: 80, frontendIPConfiguration: {id: F}, backendAddressPool: {id: P}, probe: {id: Q}}},
                    {name: open, properties: {protocol: Quic, frontendPort: 81, backendPort: 81, frontendIPConfiguration: {id: F}, backendAddressPool: {id: P}}}]}
                """
                    .replace("F}", id("loadBalancers/lb/frontendIPConfigurations/f}"))
                    .replace("P}", id("loadBalancers/lb/backendAddressPools/p}"))
                    .replace("Q}", id("loadBalancers/lb/probes/q}"))));

    assertDelivered(network.tcp("a", "10.0.1.10", 80));
    assertNotKnown(network.tcp("a", "10.0.1.10", 81), "'Quic'");
  }

  @Test
  void aRouteToAnUnknownKindOfNextHopMattersToItsPrefix() {
    Tracing network =
        network(
            ", routeTable: " + id("routeTables/rt"),
            "",
            "",
            resource(
                "routeTables",
                "rt",
                "properties: {disableBgpRoutePropagation: perhaps, routes: [{name: r, properties:"
                    + " {addressPrefix: 10.0.2.0/25, nextHopType: Wormhole}}]}"));

    assertNotKnown(network.tcp("a", "10.0.2.4", 443), "'Wormhole'");
    assertDelivered(network.tcp("a", "10.0.1.4", 443));
  }

  @Test
  void anOpenSwitchForForwardingMattersToWhatIsForwarded() {
    String nva =
        resource(
            "networkInterfaces",
            "nva-nic",
            "properties: {enableIPForwarding: maybe, virtualMachine: {id:"
                + " /subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/nva},"
                + " ipConfigurations: [{name: c, properties: {primary: perhaps, privateIPAddress:"
                + " 10.0.1.9, subnet: {id: virtualNetworks/net/subnets/one}}}]}");
    Tracing network =
        network(
            ", routeTable: " + id("routeTables/rt"),
            "",
            "",
            nva,
            resource(
                "routeTables",
                "rt",
                "properties: {routes: [{name: r, properties: {addressPrefix: 10.0.2.0/24,"
                    + " nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.1.9}}]}"));

    assertNotKnown(network.tcp("a", "10.0.2.4", 443), "'maybe'");
    assertDelivered(network.tcp("a", "10.0.1.9", 443));
  }

  @Test
  void anAnswerWithoutAKnownNextHopIsNoAsymmetry() {
    Tracing network =
        network(
            "",
            ", routeTable: " + id("routeTables/rt"),
            ", publicIPAddress: " + id("publicIPAddresses/pip"),
            resource(
                "publicIPAddresses",
                "pip",
                "sku: {name: Basic}, properties: {ipAddress: 203.0.113.7}"),
            resource(
                "routeTables",
                "rt",
                "properties: {routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0,"
                    + " nextHopType: Wormhole}}]}"));

    assertNotKnown(network.fromInternet("8.8.8.8", "203.0.113.7", 443), "'Wormhole'");
  }

  @Test
  void aPrivateEndpointWithAnUnknownStateIsNotKnownToPass() {
    Tracing network =
        network(
            "",
            "",
            "",
            resource(
                "privateEndpoints",
                "pe",
                "properties: {subnet: {id: virtualNetworks/net/subnets/two},"
                    + " customDnsConfigs: [{fqdn: x.vault.azure.net, ipAddresses: [10.0.2.9]}],"
                    + " manualPrivateLinkServiceConnections: [{name: c, properties:"
                    + " {privateLinkServiceId: pls.0c4f.westeurope.azure.privatelinkservice,"
                    + " privateLinkServiceConnectionState: {status: Dreaming}}}]}"));

    assertNotKnown(network.tcp("a", "10.0.2.9", 443), "'Dreaming'");
    assertDelivered(network.tcp("a", "10.0.2.4", 443));
  }
}
