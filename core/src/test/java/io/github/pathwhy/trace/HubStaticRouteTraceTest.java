package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import org.junit.jupiter.api.Test;

/// Static routes of hubs and of their connections, to appliances in a connected network. Beyond the
/// appliance is a network that no hub is connected to.
final class HubStaticRouteTraceTest {
  private static final String NETWORKS =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: near, addressSpace: [10.1.0.0/24], subnets: [{name: main, addressPrefix: 10.1.0.0/27, defaultOutboundAccess: false}]}
        - {name: far, addressSpace: [10.2.0.0/24], subnets: [{name: main, addressPrefix: 10.2.0.0/27, defaultOutboundAccess: false}]}
        - name: dmz
          addressSpace: [10.0.0.0/24]
          subnets:
            - {name: nva, addressPrefix: 10.0.0.0/27, defaultOutboundAccess: false}
            - {name: work, addressPrefix: 10.0.0.32/27}
          virtualNetworkPeerings: [{name: to-beyond, remoteVirtualNetwork: beyond, allowForwardedTraffic: true}]
        - name: beyond
          addressSpace: [10.0.1.0/24]
          subnets: [{name: main, addressPrefix: 10.0.1.0/27, routeTable: back}]
          virtualNetworkPeerings: [{name: to-dmz, remoteVirtualNetwork: dmz, allowForwardedTraffic: true}]
      routeTables:
        - {name: back, routes: [{name: all, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}]}
      publicIPAddresses: [{name: nva-pip, ipAddress: 203.0.113.10, sku: Standard}]
      virtualAppliances:
        - name: nva
          networkInterfaces: [{name: nva-nic, subnet: dmz/nva, privateIPAddress: 10.0.0.4, publicIPAddress: nva-pip, enableIPForwarding: true}]
          sourceNat: [{destinationAddressPrefix: Internet, translatedAddress: interface}]
      loadBalancers:
        - name: ilb
          frontendIPConfigurations: [{name: f, subnet: dmz/nva, privateIPAddress: 10.0.0.20}]
          backendAddressPools: [{name: p, backendIPConfigurations: [nva-nic]}]
          loadBalancingRules:
            - {name: ha, frontendIPConfiguration: f, backendAddressPool: p, protocol: All, frontendPort: 0, backendPort: 0}
      virtualMachines:
        - {name: vm-near, networkInterfaces: [{name: near-nic, subnet: near/main, privateIPAddress: 10.1.0.4}]}
        - {name: vm-far, networkInterfaces: [{name: far-nic, subnet: far/main, privateIPAddress: 10.2.0.4}]}
        - {name: vm-work, networkInterfaces: [{name: work-nic, subnet: dmz/work, privateIPAddress: 10.0.0.36}]}
        - {name: vm-beyond, networkInterfaces: [{name: beyond-nic, subnet: beyond/main, privateIPAddress: 10.0.1.4}]}
      virtualHubs:
      """;

  /// Two hubs: `near` and `dmz` at the first, `far` at the second. Each part is a list of YAML
  /// items.
  private static Tracing hubs(String dmzRouting, String nearTable, String farTable) {
    return Tracing.in(
        NETWORKS
            + """
              - name: hub1
                virtualWan: wan
                addressPrefix: 10.100.0.0/23
                hubVirtualNetworkConnections:
                  - {name: near, remoteVirtualNetwork: near, enableInternetSecurity: true}
                  - {name: dmz, remoteVirtualNetwork: dmz, routingConfiguration: {%s}}
                hubRouteTables: [{name: defaultRouteTable, labels: [default], routes: [%s]}]
              - name: hub2
                virtualWan: wan
                addressPrefix: 10.101.0.0/23
                hubVirtualNetworkConnections:
                  - {name: far, remoteVirtualNetwork: far, enableInternetSecurity: true}
                hubRouteTables: [{name: defaultRouteTable, labels: [default], routes: [%s]}]
            """
                .formatted(dmzRouting, nearTable, farTable));
  }

  private static String staticRoute(String prefix, String nextHop, String config) {
    return "vnetRoutes: {staticRoutes: [{name: r, addressPrefixes: [%s], nextHopIpAddress: %s}], staticRoutesConfig: {%s}}"
        .formatted(prefix, nextHop, config);
  }

  private static String tableRoute(String prefix, String connection) {
    return "{name: r, destinationType: CIDR, destinations: [%s], nextHopType: ResourceId, nextHop: %s}"
        .formatted(prefix, connection);
  }

  @Test
  void staticRouteOfAConnectionIsLearnedByBothHubs() {
    Tracing tracing = hubs(staticRoute("10.0.1.0/24", "10.0.0.4", ""), "", "");
    assertThat(tracing.tcp("vm-near", "10.0.1.4", 443))
        .visits("vm-near", "hub1", "nva", "vm-beyond")
        .isAnsweredOver("vm-beyond", "nva", "hub1", "vm-near")
        .isDelivered();
    assertThat(tracing.tcp("vm-far", "10.0.1.4", 443))
        .visits("vm-far", "hub2", "hub1", "nva", "vm-beyond")
        .isDelivered();
  }

  @Test
  void staticRouteMayNameTheFrontendOfALoadBalancer() {
    assertThat(
            hubs(staticRoute("10.0.1.0/24", "10.0.0.20", ""), "", "")
                .tcp("vm-near", "10.0.1.4", 443))
        .visits("vm-near", "hub1", "ilb", "nva", "vm-beyond")
        .isDelivered();
    assertThat(
            hubs(staticRoute("10.0.1.0/24", "10.0.0.21", ""), "", "")
                .tcp("vm-near", "10.0.1.4", 443))
        .as("an address that nothing has")
        .blocks("hub1: NobodyThere");
  }

  @Test
  void staticRouteThatIsKeptReachesNoTable() {
    String kept = staticRoute("10.0.1.0/24", "10.0.0.4", "propagateStaticRoutes: false");
    Tracing alone = hubs(kept, "", "");
    assertThat(alone.tcp("vm-near", "10.0.1.4", 443))
        .blocks("vm-near: Routed", "vm-near: NoHubRoute");
    assertThat(alone.tcp("vm-far", "10.0.1.4", 443)).blocks("vm-far: Routed", "vm-far: NoHubRoute");

    Tracing named =
        hubs(kept, tableRoute("10.0.0.0/16", "dmz"), tableRoute("10.0.0.0/16", "hub1/dmz"));
    assertThat(named.tcp("vm-near", "10.0.1.4", 443))
        .visits("vm-near", "hub1", "nva", "vm-beyond")
        .isDelivered();
    assertThat(named.tcp("vm-far", "10.0.1.4", 443))
        .visits("vm-far", "hub2", "hub1", "nva", "vm-beyond")
        .isDelivered();
  }

  @Test
  void tableRouteToAConnectionWithoutAStaticRouteEndsInItsNetwork() {
    assertThat(hubs("", tableRoute("10.0.0.0/16", "dmz"), "").tcp("vm-near", "10.0.1.4", 443))
        .blocks("hub1: NobodyThere");
  }

  @Test
  void defaultRouteStaysInItsHub() {
    for (String nextHop : new String[] {"10.0.0.4", "10.0.0.20"}) {
      Tracing tracing = hubs(staticRoute("0.0.0.0/0", nextHop, ""), "", "");
      assertThat(tracing.tcp("vm-near", "198.51.100.9", 443)).isDelivered();
      assertThat(tracing.tcp("vm-far", "198.51.100.9", 443))
          .visits("vm-far", "internet")
          .blocks("vm-far: OutboundAccessMissing");
    }
  }

  @Test
  void defaultRouteOfATableIsForConnectionsThatTakeOne() {
    Tracing tracing =
        hubs(
            staticRoute("0.0.0.0/0", "10.0.0.4", "propagateStaticRoutes: false"),
            tableRoute("0.0.0.0/0", "dmz"),
            "");
    assertThat(tracing.tcp("vm-near", "198.51.100.9", 443))
        .visits("vm-near", "hub1", "nva", "internet")
        .isAnsweredOver("internet", "nva", "hub1", "vm-near")
        .isDelivered();
    assertThat(tracing.tcp("vm-far", "198.51.100.9", 443)).blocks("vm-far: OutboundAccessMissing");
  }

  @Test
  void tableRouteForAllAddressesToAnotherHubIsNotKnownToWork() {
    assertThat(
            hubs(staticRoute("0.0.0.0/0", "10.0.0.4", ""), "", tableRoute("0.0.0.0/0", "hub1/dmz"))
                .tcp("vm-far", "198.51.100.9", 443))
        .isUndeterminedFor("0.0.0.0/0");
  }

  @Test
  void staticRouteOverTheNetworkTakesItsMachinesUnlessOnlyEqualOnesShall() {
    assertThat(
            hubs(staticRoute("10.0.0.0/16", "10.0.0.4", ""), "", "")
                .tcp("vm-near", "10.0.0.36", 443))
        .visits("vm-near", "hub1", "nva", "vm-work");
    assertThat(
            hubs(
                    staticRoute("10.0.0.0/16", "10.0.0.4", "vnetLocalRouteOverrideCriteria: Equal"),
                    "",
                    "")
                .tcp("vm-near", "10.0.0.36", 443))
        .visits("vm-near", "hub1", "vm-work")
        .isDelivered();
    assertThat(
            hubs(staticRoute("0.0.0.0/0", "10.0.0.4", ""), "", "").tcp("vm-near", "10.0.0.36", 443))
        .visits("vm-near", "hub1", "vm-work")
        .isDelivered();
  }
}
