package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import org.junit.jupiter.api.Test;

/** Branches of virtual hubs: which tables learn them, and what they reach. */
final class HubBranchTraceTest {
  private static final String NETWORKS =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: blue, addressSpace: [10.1.0.0/24], subnets: [{name: main, addressPrefix: 10.1.0.0/27}]}
        - {name: red, addressSpace: [10.2.0.0/24], subnets: [{name: main, addressPrefix: 10.2.0.0/27}]}
      virtualMachines:
        - {name: vm-blue, networkInterfaces: [{name: blue-nic, subnet: blue/main, privateIPAddress: 10.1.0.4}]}
        - {name: vm-red, networkInterfaces: [{name: red-nic, subnet: red/main, privateIPAddress: 10.2.0.4}]}
      vpnSites:
        - {name: store, addressSpace: [172.20.0.0/16]}
        - {name: depot, addressSpace: [172.21.0.0/16]}
        - {name: forced, addressSpace: [0.0.0.0/0]}
      """;

  /** Two hubs with a network each, in a table of its own that has its name as a label. */
  private static final String TWO_HUBS =
      NETWORKS
          + "virtualHubs:\n"
          + hub("hub1", "10.100.0.0/23", "blue")
          + hub("hub2", "10.101.0.0/23", "red");

  private static String hub(String name, String prefix, String network) {
    return """
    - name: %1$s
      virtualWan: wan
      addressPrefix: %2$s
      hubVirtualNetworkConnections:
        - name: %3$s
          remoteVirtualNetwork: %3$s
          enableInternetSecurity: true
          routingConfiguration: {associatedRouteTable: %3$s, propagatedRouteTables: {ids: [%3$s, defaultRouteTable]}}
      hubRouteTables: [{name: %3$s, labels: [%3$s]}]
    """
        .formatted(name, prefix, network)
        .indent(2);
  }

  private static Tracing vpn(String... connections) {
    return Tracing.in(
        TWO_HUBS
            + "vpnGateways:\n"
            + "  - {name: vpn, virtualHub: hub1, connections: [%s]}\n"
                .formatted(String.join(", ", connections)));
  }

  private static String to(String site, String propagated) {
    return "{name: %s, remoteVpnSite: %s, routingConfiguration: {propagatedRouteTables: {%s}}}"
        .formatted(site, site, propagated);
  }

  @Test
  void tablesThatABranchPropagatesToLearnIt() {
    Tracing byId = vpn(to("store", "ids: [defaultRouteTable, blue]"));
    assertThat(byId.tcp("vm-blue", "172.20.0.9", 443))
        .visits("vm-blue", "hub1", "the sites of vpn")
        .isAnsweredOver("the sites of vpn", "hub1", "vm-blue")
        .isDelivered();
    assertThat(byId.tcp("vm-red", "172.20.0.9", 443))
        .blocks("vm-red: Routed", "vm-red: NoHubRoute");

    Tracing byLabel = vpn(to("store", "labels: [RED, default]"));
    assertThat(byLabel.tcp("vm-blue", "172.20.0.9", 443))
        .blocks("vm-blue: Routed", "vm-blue: NoHubRoute");
    assertThat(byLabel.tcp("vm-red", "172.20.0.9", 443))
        .visits("vm-red", "hub2", "hub1", "the sites of vpn")
        .isAnsweredOver("the sites of vpn", "hub1", "hub2", "vm-red")
        .isDelivered();
  }

  @Test
  void branchThatSaysNothingPropagatesToTheDefaultTables() {
    assertThat(vpn("{name: c, remoteVpnSite: store}").tcp("vm-blue", "172.20.0.9", 443))
        .blocks("vm-blue: Routed", "vm-blue: NoHubRoute");
  }

  @Test
  void eachConnectionPropagatesItsOwnSite() {
    Tracing tracing =
        vpn(to("store", "ids: [blue, defaultRouteTable]"), to("depot", "ids: [defaultRouteTable]"));
    assertThat(tracing.tcp("vm-blue", "172.20.0.9", 443)).isDelivered();
    assertThat(tracing.tcp("vm-blue", "172.21.0.9", 443))
        .blocks("vm-blue: Routed", "vm-blue: NoHubRoute");
  }

  @Test
  void defaultRouteOfABranchStaysInItsHub() {
    Tracing tracing = vpn(to("forced", "labels: [default, blue, red]"));
    assertThat(tracing.tcp("vm-blue", "198.51.100.9", 443))
        .visits("vm-blue", "hub1", "the sites of vpn");
    assertThat(tracing.tcp("vm-red", "198.51.100.9", 443)).visits("vm-red", "internet");
  }

  /** A hub with one network, and more in the form of YAML. */
  private static Tracing oneHub(String ofHub, String more) {
    return Tracing.in(
        NETWORKS
            + """
            virtualHubs:
              - name: hub
                virtualWan: wan
                addressPrefix: 10.100.0.0/23
                hubVirtualNetworkConnections: [{name: blue, remoteVirtualNetwork: blue, enableInternetSecurity: true}]
            """
            + ofHub.indent(4)
            + more);
  }

  private static final String TWO_GATEWAYS =
      """
      vpnGateways: [{name: vpn, virtualHub: hub, connections: [{name: c, remoteVpnSite: store}]}]
      p2sVpnGateways: [{name: p2s, virtualHub: hub, p2SConnectionConfigurations: [{name: c, vpnClientAddressPool: [172.22.0.0/24]}]}]
      """;

  @Test
  void branchesReachEachOtherUnlessTheVirtualWanSaysNo() {
    assertThat(
            oneHub("", TWO_GATEWAYS).fromSite("the sites of vpn", "172.20.0.9", "172.22.0.9", 443))
        .visits("the sites of vpn", "hub", "the clients of p2s")
        .isDelivered();

    Tracing apart =
        oneHub(
            "",
            TWO_GATEWAYS
                + "resources: [{type: Microsoft.Network/virtualWans, name: wan, id:"
                + " virtualWans/wan, properties: {allowBranchToBranchTraffic: false}}]\n");
    assertThat(apart.fromSite("the sites of vpn", "172.20.0.9", "172.22.0.9", 443))
        .blocks("hub: WanTransitOff");
    assertThat(apart.fromSite("the sites of vpn", "172.20.0.9", "10.1.0.4", 443))
        .as("to a network")
        .isDelivered();
  }

  @Test
  void circuitsDoNotReachEachOther() {
    Tracing tracing =
        oneHub(
            "",
            """
            expressRouteGateways:
              - {name: er1, virtualHub: hub, expressRouteConnections: [{name: c1, expressRouteCircuitPeering: one}]}
              - {name: er2, virtualHub: hub, expressRouteConnections: [{name: c2, expressRouteCircuitPeering: two}]}
            expressRouteCircuits: [{name: one}, {name: two, circuitProvisioningState: Disabled}]
            sites:
              - {name: first, addressPrefixes: [172.20.0.0/16], gateway: er1}
              - {name: second, addressPrefixes: [172.21.0.0/16], gateway: er2}
            """);
    assertThat(tracing.fromSite("first", "172.20.0.9", "172.21.0.9", 443))
        .blocks("hub: NoHubRoute", "hub: Disconnected");
    assertThat(tracing.tcp("vm-blue", "172.20.0.9", 443)).isDelivered();
    assertThat(tracing.tcp("vm-blue", "172.21.0.9", 443)).blocks("hub: Disconnected");
  }

  @Test
  void whatACircuitAnnouncesIsNotKnownWithoutASite() {
    Tracing tracing =
        oneHub(
            "",
            """
            expressRouteGateways: [{name: er, virtualHub: hub, expressRouteConnections: [{name: c, expressRouteCircuitPeering: one}]}]
            expressRouteCircuits: [{name: one}]
            """);
    assertThat(tracing.tcp("vm-blue", "172.20.0.9", 443)).isUndeterminedFor("er");
    assertThat(tracing.tcp("vm-blue", "198.51.100.9", 443)).as("the internet").isDelivered();
    assertThat(
            oneHub("", "expressRouteGateways: [{name: er, virtualHub: hub}]")
                .tcp("vm-blue", "172.20.0.9", 443))
        .as("a gateway without connections")
        .blocks("vm-blue: Routed", "vm-blue: NoHubRoute");
  }

  @Test
  void connectionThatIsDownCarriesNothing() {
    String status =
        "connections: [{name: c, remoteVpnSite: store, connectionStatus: NotConnected}%s]";
    String gateway = "vpnGateways: [{name: vpn, virtualHub: hub, " + status + "}]\n";
    assertThat(oneHub("", gateway.formatted("")).tcp("vm-blue", "172.20.0.9", 443))
        .blocks("hub: Disconnected");
    assertThat(
            oneHub("", gateway.formatted(", {name: d, remoteVpnSite: depot}"))
                .tcp("vm-blue", "172.21.0.9", 443))
        .isDelivered();
  }

  @Test
  void appliancesAnnounceWhatWasObserved() {
    String peers = "bgpConnections: [{name: peer, peerIp: 10.1.0.9, peerAsn: 65010}]";
    String nva =
        "virtualAppliances: [{name: nva, networkInterfaces: [{name: nva-nic, subnet: blue/main,"
            + " privateIPAddress: 10.1.0.9, enableIPForwarding: true}]}]\n"
            + "sites: [{name: tunnel, addressPrefixes: [172.30.0.0/16], gateway: nva}]\n";
    assertThat(oneHub(peers, nva).tcp("vm-blue", "172.30.0.9", 443)).isUndeterminedFor("peer");

    Tracing observed =
        oneHub(
            peers,
            nva
                + "observed: {hub: {learnedRoutes: [{prefix: 172.30.0.0/16, nextHop: 10.1.0.9}]}}\n"
                + TWO_GATEWAYS);
    assertThat(observed.fromSite("the sites of vpn", "172.20.0.9", "172.30.0.9", 443))
        .visits("the sites of vpn", "hub", "nva", "tunnel")
        .isDelivered();
    assertThat(observed.fromSite("the sites of vpn", "172.20.0.9", "172.31.0.9", 443))
        .blocks("hub: NoHubRoute");
  }

  @Test
  void appliancesAnnounceToTheTablesThatTheirConnectionsName() {
    String peers =
        "bgpConnections: [{name: peer, peerIp: 10.1.0.9, routingConfiguration:"
            + " {propagatedRouteTables: {ids: [%s]}}}]";
    String nva =
        "virtualAppliances: [{name: nva, networkInterfaces: [{name: nva-nic, subnet: blue/main,"
            + " privateIPAddress: 10.1.0.9, enableIPForwarding: true}]}]\n"
            + "sites: [{name: tunnel, addressPrefixes: [172.30.0.0/16], gateway: nva}]\n"
            + "observed: {hub: {learnedRoutes: [{prefix: 172.30.0.0/16, nextHop: 10.1.0.9}]}}\n"
            + TWO_GATEWAYS;
    assertThat(
            oneHub(peers.formatted("defaultRouteTable"), nva)
                .fromSite("the sites of vpn", "172.20.0.9", "172.30.0.9", 443))
        .isDelivered();
    assertThat(
            oneHub(peers.formatted("noneRouteTable"), nva)
                .fromSite("the sites of vpn", "172.20.0.9", "172.30.0.9", 443))
        .blocks("hub: NoHubRoute");
  }

  @Test
  void applianceInTheHubIsNamedWhereItMayHaveAPart() {
    String network = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/";
    String nva =
        """
        resources:
          - type: Microsoft.Network/networkVirtualAppliances
            name: sdwan
            id: %1$snetworkVirtualAppliances/sdwan
            properties:
              virtualHub: {id: %1$svirtualHubs/hub}
              virtualApplianceNics: [{privateIpAddress: 10.100.0.20}]
        """
            .formatted(network);
    Tracing tracing = oneHub("id: " + network + "virtualHubs/hub", nva);
    assertThat(tracing.tcp("vm-blue", "172.20.0.9", 443)).isUndeterminedFor("sdwan");
    assertThat(tracing.tcp("vm-blue", "10.100.0.20", 443)).isUndeterminedFor("sdwan");
    assertThat(tracing.tcp("vm-blue", "198.51.100.9", 443)).isDelivered();
  }

  @Test
  void routesOfTheFirstKindLeadToAddressesInConnectedNetworks() {
    String nva =
        "virtualAppliances: [{name: nva, networkInterfaces: [{name: nva-nic, subnet: blue/main,"
            + " privateIPAddress: 10.1.0.9, enableIPForwarding: true}]}]\n"
            + "sites: [{name: tunnel, addressPrefixes: [172.30.0.0/16], gateway: nva}]\n"
            + TWO_GATEWAYS;
    Tracing tracing =
        oneHub(
            "routeTable: {routes: [{addressPrefixes: [172.30.0.0/16], nextHopIpAddress:"
                + " 10.1.0.9}]}",
            nva);
    assertThat(tracing.fromSite("the sites of vpn", "172.20.0.9", "172.30.0.9", 443))
        .visits("the sites of vpn", "hub", "nva", "tunnel")
        .isDelivered();
    assertThat(tracing.fromSite("the sites of vpn", "172.20.0.9", "10.1.0.4", 443)).isDelivered();
  }

  private static final String SECURED =
      """
      routingIntent: {routingPolicies: [{name: p, destinations: [PrivateTraffic], nextHop: fw}]}
      """;

  private static String endpoint(String policies) {
    return """
    azureFirewalls: [{name: fw, virtualHub: hub, privateIPAddress: 10.100.0.132, firewallPolicy: all}]
    firewallPolicies:
      - name: all
        ruleCollectionGroups:
          - name: g
            priority: 100
            ruleCollections:
              - name: c
                priority: 100
                action: Allow
                rules: [{name: r, ruleType: NetworkRule, ipProtocols: [Any], sourceAddresses: ['*'], destinationAddresses: ['*'], destinationPorts: ['*']}]
    vpnGateways: [{name: vpn, virtualHub: hub, connections: [{name: c, remoteVpnSite: store}]}]
    privateEndpoints:
      - {name: blob, subnet: %s, privateIPAddress: 10.1.0.5, privateLinkServiceId: /subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data, groupIds: [blob]}
    """
        .formatted(policies);
  }

  @Test
  void endpointsAreReachedFromBranchesPastTheFirewallOfARoutingIntent() {
    Tracing tracing = oneHub(SECURED, endpoint("blue/main"));
    assertThat(tracing.fromSite("the sites of vpn", "172.20.0.9", "10.1.0.5", 443))
        .warns("hub: EndpointPastFirewall")
        .isDelivered();
    assertThat(tracing.fromSite("the sites of vpn", "172.20.0.9", "10.1.0.4", 443))
        .as("a machine")
        .warns()
        .isDelivered();
  }
}
