package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import org.junit.jupiter.api.Test;

/** A subnet whose route table is known by id only. */
final class MissingRouteTableTest {
  private static final String NETWORK =
      """
      pathwhy: 1
      virtualNetworks:
        - name: vnet
          addressSpace: [10.0.0.0/16]
          subnets:
            - name: routed
              addressPrefix: 10.0.1.0/24
              routeTable: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt
            - {name: plain, addressPrefix: 10.0.2.0/24}
      virtualMachines:
        - name: a
          networkInterfaces: [{name: a-nic, subnet: vnet/routed, privateIPAddress: 10.0.1.4}]
        - name: b
          networkInterfaces: [{name: b-nic, subnet: vnet/plain, privateIPAddress: 10.0.2.4}]
      """;

  @Test
  void anyUserRouteIsPossible() {
    assertThat(Tracing.in(NETWORK).tcp("a", "10.0.2.4", 443)).isUndeterminedFor("route table rt");
    assertThat(Tracing.in(NETWORK).tcp("a", "93.184.216.34", 443))
        .isUndeterminedFor("route table rt");
  }

  @Test
  void itMattersForAnswersToo() {
    assertThat(Tracing.in(NETWORK).tcp("b", "10.0.1.4", 443)).isUndeterminedFor("route table rt");
    assertThat(Tracing.in(NETWORK).tcp("b", "93.184.216.34", 443)).isDelivered();
  }

  @Test
  void platformTrafficFollowsNoTable() {
    assertThat(Tracing.in(NETWORK).tcp("a", "168.63.129.16", 80)).isDelivered();
  }
}
