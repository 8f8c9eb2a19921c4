package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import org.junit.jupiter.api.Test;

/** NAT rules and traffic selectors of VPN connections. */
final class TunnelTraceTest {
  private static final String NETWORK =
      """
      pathwhy: 1
      virtualNetworks:
        - name: net
          addressSpace: [10.3.0.0/16]
          subnets: [{name: GatewaySubnet, addressPrefix: 10.3.255.0/27}, {name: apps, addressPrefix: 10.3.0.0/24}]
      virtualMachines: [{name: vm, networkInterfaces: [{name: nic, subnet: net/apps, privateIPAddress: 10.3.0.4}]}]
      publicIPAddresses: [{name: pip, ipAddress: 203.0.113.9, sku: Standard}]
      localNetworkGateways: [{name: branch, localNetworkAddressSpace: [10.3.0.0/24, 172.20.0.0/16], gatewayIpAddress: 198.51.100.1}]
      virtualNetworkGateways:
        - name: gw
          gatewayType: Vpn
          subnet: net/GatewaySubnet
          publicIPAddress: pip
          natRules:
            - {name: egress, mode: EgressSnat, type: Static, internalMappings: [{addressSpace: 10.3.0.0/24}], externalMappings: [{addressSpace: 100.64.1.0/24}]}
            - {name: ingress, mode: IngressSnat, type: Static, internalMappings: [{addressSpace: 10.3.0.0/24}], externalMappings: [{addressSpace: 100.64.2.0/24}]}
            - {name: many, mode: EgressSnat, type: Dynamic, internalMappings: [{addressSpace: 10.3.0.0/24}], externalMappings: [{addressSpace: 100.64.3.1/32}]}
      """;

  private static Tracing connection(String options) {
    return Tracing.in(
        NETWORK
            + "connections: [{name: s2s, connectionType: IPsec, virtualNetworkGateway1: gw,"
            + " localNetworkGateway2: branch%s}]\n"
                .formatted(options.isEmpty() ? "" : ", " + options));
  }

  @Test
  void networksThatOverlapReachEachOtherByNatRules() {
    Tracing tracing = connection("egressNatRules: [egress], ingressNatRules: [ingress]");
    assertThat(tracing.tcp("vm", "100.64.2.9", 443))
        .visits("vm", "gw", "branch")
        .isAnsweredOver("branch", "gw", "vm")
        .isDelivered();
    assertThat(tracing.fromSite("branch", "10.3.0.9", "100.64.1.4", 443))
        .visits("branch", "gw", "vm")
        .isAnsweredOver("vm", "gw", "branch")
        .isDelivered();
    assertThat(tracing.tcp("vm", "172.20.0.9", 443)).as("a network without rules").isDelivered();
  }

  @Test
  void rulesThatNoConnectionNamesChangeNothing() {
    assertThat(connection("").tcp("vm", "172.20.0.9", 443)).isDelivered();
    assertThat(connection("").tcp("vm", "100.64.2.9", 443)).isBlockedAt("vm");
    assertThat(connection("egressNatRules: [egress]").tcp("vm", "100.64.2.9", 443))
        .isBlockedAt("vm");
  }

  @Test
  void translationsThatNobodyCanTellAreUnknown() {
    assertThat(connection("egressNatRules: [many]").tcp("vm", "172.20.0.9", 443))
        .isUndeterminedFor("s2s");
    assertThat(connection("ingressNatRules: [gone]").tcp("vm", "100.64.9.9", 443))
        .isUndeterminedFor("s2s");
  }

  @Test
  void tunnelCarriesWhatItsTrafficSelectorsHave() {
    String policies =
        "trafficSelectorPolicies: [{localAddressRanges: [%s], remoteAddressRanges:"
            + " [172.20.0.0/16]}]";
    String enforced = "usePolicyBasedTrafficSelectors: true, " + policies;
    assertThat(connection(enforced.formatted("10.3.0.0/24")).tcp("vm", "172.20.0.9", 443))
        .isDelivered();
    assertThat(connection(enforced.formatted("10.4.0.0/24")).tcp("vm", "172.20.0.9", 443))
        .blocks("gw: NotSelected");
    assertThat(connection(policies.formatted("10.4.0.0/24")).tcp("vm", "172.20.0.9", 443))
        .isUndeterminedFor("trafficSelectorPolicies");
    assertThat(
            connection("egressNatRules: [egress], " + enforced.formatted("100.64.1.0/24"))
                .tcp("vm", "172.20.0.9", 443))
        .as("of translated addresses")
        .isDelivered();
  }

  private static Tracing circuits(String ofPeering) {
    return Tracing.in(
        """
        pathwhy: 1
        virtualNetworks:
          - {name: one, addressSpace: [10.1.0.0/16], subnets: [{name: GatewaySubnet, addressPrefix: 10.1.255.0/27}, {name: apps, addressPrefix: 10.1.0.0/24}]}
          - {name: two, addressSpace: [10.2.0.0/16], subnets: [{name: GatewaySubnet, addressPrefix: 10.2.255.0/27}]}
        virtualMachines: [{name: vm, networkInterfaces: [{name: nic, subnet: one/apps, privateIPAddress: 10.1.0.4}]}]
        virtualNetworkGateways:
          - {name: er1, gatewayType: ExpressRoute, subnet: one/GatewaySubnet}
          - {name: er2, gatewayType: ExpressRoute, subnet: two/GatewaySubnet}
        expressRouteCircuits:
          - {name: c1, peerings: [{name: AzurePrivatePeering, connections: [%s]}]}
          - {name: c2}
        connections:
          - {name: con1, connectionType: ExpressRoute, virtualNetworkGateway1: er1, peer: c1}
          - {name: con2, connectionType: ExpressRoute, virtualNetworkGateway1: er2, peer: c2}
        sites:
          - {name: north, addressPrefixes: [172.20.0.0/16], gateway: er1}
          - {name: south, addressPrefixes: [172.21.0.0/16], gateway: er2}
        """
            .formatted(ofPeering));
  }

  @Test
  void globalReachJoinsSitesOfCircuitsAndNothingElse() {
    String joined = "{name: gr, peerExpressRouteCircuitPeering: c2%s}";
    assertThat(circuits(joined.formatted("")).fromSite("north", "172.20.0.9", "172.21.0.9", 443))
        .visits("north", "er1", "south")
        .isAnsweredOver("south", "er2", "north")
        .isDelivered();
    assertThat(circuits(joined.formatted("")).tcp("vm", "172.20.0.9", 443)).isDelivered();
    assertThat(circuits(joined.formatted("")).tcp("vm", "172.21.0.9", 443)).isBlockedAt("vm");
    assertThat(circuits("").fromSite("north", "172.20.0.9", "172.21.0.9", 443)).isBlockedAt("er1");
    assertThat(
            circuits(joined.formatted(", circuitConnectionStatus: Disconnected"))
                .fromSite("north", "172.20.0.9", "172.21.0.9", 443))
        .isBlockedAt("er1");
  }

  @Test
  void whatIsSaidOfCircuitsIsNothingForTunnels() {
    String exported =
        """
        resources:
          - type: Microsoft.Network/connections
            name: s2s
            id: connections/s2s
            properties:
              virtualNetworkGateway1: {id: virtualNetworkGateways/gw}
              localNetworkGateway2: {id: localNetworkGateways/branch}
              connectionType: IPsec
              expressRouteGatewayBypass: true
        """;
    assertThat(Tracing.in(NETWORK + exported).tcp("vm", "172.20.0.9", 443)).isDelivered();
  }
}
