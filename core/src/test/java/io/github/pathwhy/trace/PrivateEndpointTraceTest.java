package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import org.junit.jupiter.api.Test;

/** Flows to private endpoints: their routes, their network policies, their state. */
final class PrivateEndpointTraceTest {

  /// A client, a firewall machine and an endpoint at 10.1.0.5, in one network of 10.1.0.0/16. The
  /// client's subnet sends a prefix to the firewall.
  private static String network(String policies, String routed, String more) {
    return """
    pathwhy: 1
    virtualNetworks:
      - name: vnet
        addressSpace: [10.1.0.0/16]
        subnets:
          - {name: endpoints, addressPrefix: 10.1.0.0/24, networkSecurityGroup: closed,
             privateEndpointNetworkPolicies: %s}
          - {name: clients, addressPrefix: 10.1.1.0/24, routeTable: rt}
          - {name: fw, addressPrefix: 10.1.9.0/24}
    routeTables:
      - name: rt
        routes:
          - {name: to-fw, addressPrefix: %s, nextHopType: VirtualAppliance,
             nextHopIpAddress: 10.1.9.4}
    networkSecurityGroups:
      - name: closed
        securityRules:
          - {name: deny-all, priority: 100, direction: Inbound, access: Deny, protocol: '*',
             sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*',
             destinationPortRange: '*'}
    virtualMachines:
      - name: client
        networkInterfaces: [{name: c-nic, subnet: vnet/clients, privateIPAddress: 10.1.1.4}]
      - name: neighbour
        networkInterfaces: [{name: n-nic, subnet: vnet/endpoints, privateIPAddress: 10.1.0.9}]
    virtualAppliances:
      - name: fw
        networkInterfaces:
          - {name: fw-nic, subnet: vnet/fw, privateIPAddress: 10.1.9.4,
             enableIPForwarding: true}
    privateEndpoints:
      - {name: sql-pe, subnet: vnet/endpoints, privateIPAddress: 10.1.0.5%s}
    """
        .formatted(policies, routed, more);
  }

  private static Trace to(String address, String policies, String routed) {
    return Tracing.in(network(policies, routed, "")).tcp("client", address, 1433);
  }

  @Test
  void t11_defaultRouteDoesNotRedirectEvenWithPolicies() {
    assertThat(to("10.1.0.5", "RouteTableEnabled", "0.0.0.0/0"))
        .isDelivered()
        .visits("client", "sql-pe");
  }

  @Test
  void t11_routeAsLongAsTheNetworkRedirectsWithPolicies() {
    for (String prefix : new String[] {"10.1.0.0/16", "10.1.0.0/24", "10.1.0.5/32"}) {
      assertThat(to("10.1.0.5", "RouteTableEnabled", prefix))
          .as(prefix)
          .isDelivered()
          .visits("client", "fw", "sql-pe");
    }
  }

  @Test
  void t12_withoutPoliciesOnlyAHostRouteRedirects() {
    assertThat(to("10.1.0.5", "Disabled", "10.1.0.0/16")).visits("client", "sql-pe");
    assertThat(to("10.1.0.5", "Disabled", "10.1.0.0/24")).visits("client", "sql-pe");
    assertThat(to("10.1.0.5", "Disabled", "10.1.0.5/32")).visits("client", "fw", "sql-pe");
  }

  @Test
  void policiesForGroupsDoNotLetRoutesIn() {
    assertThat(to("10.1.0.5", "NetworkSecurityGroupEnabled", "10.1.0.0/16"))
        .visits("client", "sql-pe")
        .isDeniedByRules("deny-all");
  }

  @Test
  void t13_groupCountsForMachinesAndForEndpointsOnlyWithPolicies() {
    assertThat(to("10.1.0.5", "Disabled", "0.0.0.0/0")).isDelivered();
    assertThat(to("10.1.0.9", "Disabled", "0.0.0.0/0")).isDeniedByRules("deny-all");
    assertThat(to("10.1.0.5", "Enabled", "0.0.0.0/0")).isDeniedByRules("deny-all");
  }

  @Test
  void answerOfAnEndpointFollowsNoUserRoute() {
    String stateful =
        network("RouteTableEnabled", "10.1.0.0/16", "")
            .replace(
                "enableIPForwarding: true}",
                "enableIPForwarding: true}\n            stateful: true");
    assertThat(Tracing.in(stateful).tcp("client", "10.1.0.5", 1433))
        .as("it misses a firewall that does not translate the source")
        .isBlockedBy(Step.Asymmetric.class);
    String translating =
        stateful.replace(
            "stateful: true",
            "stateful: true\n            sourceNat: [{translatedAddress: interface}]");
    assertThat(Tracing.in(translating).tcp("client", "10.1.0.5", 1433)).isDelivered();
  }

  @Test
  void onlyAnApprovedConnectionPasses() {
    for (String state : new String[] {"Pending", "Rejected", "Disconnected"}) {
      String net = network("Disabled", "0.0.0.0/0", ", connectionState: " + state);
      assertThat(Tracing.in(net).tcp("client", "10.1.0.5", 1433))
          .as(state)
          .isBlockedBy(Step.EndpointNotApproved.class);
    }
    String approved = network("Disabled", "0.0.0.0/0", ", connectionState: Approved");
    assertThat(Tracing.in(approved).tcp("client", "10.1.0.5", 1433)).isDelivered();
  }
}
