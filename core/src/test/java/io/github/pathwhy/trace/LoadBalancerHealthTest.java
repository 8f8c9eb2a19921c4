package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import org.junit.jupiter.api.Test;

/** Which members of a pool get new flows, and which regions those of a global load balancer. */
final class LoadBalancerHealthTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - name: vnet
          addressSpace: [10.0.0.0/16]
          subnets:
            - {name: web, addressPrefix: 10.0.1.0/24, networkSecurityGroup: nsg}
            - {name: clients, addressPrefix: 10.0.2.0/24}
      networkSecurityGroups:
        - name: nsg
          securityRules:
            - {name: in, priority: 100, direction: Inbound, access: Allow, protocol: '*', sourceAddressPrefix: Internet, destinationAddressPrefix: '*', destinationPortRange: 8080}
            - {name: no-probe, priority: 200, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: AzureLoadBalancer, destinationAddressPrefix: '*', destinationPortRange: 9000}
      virtualMachines:
        - {name: web1, networkInterfaces: [{name: n1, subnet: vnet/web, privateIPAddress: 10.0.1.4}]}
        - {name: web2, networkInterfaces: [{name: n2, subnet: vnet/web, privateIPAddress: 10.0.1.5}]}
        - {name: client, networkInterfaces: [{name: nc, subnet: vnet/clients, privateIPAddress: 10.0.2.4}]}
      """;

  /** An internal load balancer with two members. */
  private static Tracing internal(String one, String two, String probe) {
    return Tracing.in(
        NETWORK
            + """
            loadBalancers:
              - name: lb
                frontendIPConfigurations: [{name: f, subnet: vnet/clients, privateIPAddress: 10.0.2.100}]
                backendAddressPools:
                  - name: b
                    loadBalancerBackendAddresses:
                      - {name: one, ipAddress: 10.0.1.4, virtualNetwork: vnet%s}
                      - {name: two, ipAddress: 10.0.1.5, virtualNetwork: vnet%s}
                probes: [{name: p, protocol: Tcp, port: 8080}, {name: broken, protocol: Tcp, port: 9000}, {name: lenient, protocol: Tcp, port: 9000, noHealthyBackendsBehavior: AllProbedUp}]
                loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: b%s, protocol: Tcp, frontendPort: 80, backendPort: 8080}]
            """
                .formatted(one, two, probe));
  }

  @Test
  void stateOfAMemberStandsInPlaceOfItsProbe() {
    assertThat(internal("", "", ", probe: p").tcp("client", "10.0.2.100", 80))
        .hasPaths(2)
        .isDelivered();
    for (String state : new String[] {"Down", "Drain"}) {
      assertThat(
              internal(", adminState: " + state, ", adminState: None", ", probe: p")
                  .tcp("client", "10.0.2.100", 80))
          .visits("client", "lb", "web2")
          .isDelivered();
    }
    assertThat(
            internal(", adminState: Down", ", adminState: Down", ", probe: p")
                .tcp("client", "10.0.2.100", 80))
        .blocks("lb: NoHealthyMember");
    assertThat(internal(", adminState: Up", "", ", probe: broken").tcp("client", "10.0.2.100", 80))
        .visits("client", "lb", "web1")
        .isDelivered();
  }

  @Test
  void stateOfAMemberMeansNothingWithoutAProbe() {
    assertThat(
            internal(", adminState: Down", ", adminState: Down", "")
                .tcp("client", "10.0.2.100", 80))
        .hasPaths(2)
        .isDelivered();
  }

  @Test
  void allMembersAreUsedWhenNoneIsHealthyAndTheProbeSaysSo() {
    assertThat(internal("", "", ", probe: broken").tcp("client", "10.0.2.100", 80))
        .blocks("lb: NoHealthyMember");
    assertThat(internal("", "", ", probe: lenient").tcp("client", "10.0.2.100", 80))
        .hasPaths(2)
        .isDelivered();
    assertThat(
            internal(", adminState: Down", "", ", probe: lenient").tcp("client", "10.0.2.100", 80))
        .visits("client", "lb", "web2")
        .isDelivered();
  }

  /** A global load balancer over two regional ones with one member each. */
  private static Tracing global(String east, String port) {
    return Tracing.in(
        NETWORK
            + """
            publicIPAddresses:
              - {name: global-ip, ipAddress: 20.60.0.1}
              - {name: west-ip, ipAddress: 20.60.0.2}
              - {name: east-ip, ipAddress: 20.60.0.3}
            loadBalancers:
              - name: global
                sku: {name: Standard, tier: Global}
                frontendIPConfigurations: [{name: f, publicIPAddress: global-ip}]
                backendAddressPools:
                  - name: b
                    loadBalancerBackendAddresses:
                      - {name: west, loadBalancerFrontendIPConfiguration: west/f}
                      - {name: east, loadBalancerFrontendIPConfiguration: east/f}
                loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: b, protocol: Tcp, frontendPort: 80, backendPort: %s}]
              - name: west
                frontendIPConfigurations: [{name: f, publicIPAddress: west-ip}]
                backendAddressPools: [{name: b, backendIPConfigurations: [n1]}]
                loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: b, protocol: Tcp, frontendPort: 81, backendPort: 8080}]
              - name: east
                frontendIPConfigurations: [{name: f, publicIPAddress: east-ip}]
                backendAddressPools: [{name: b%s}]
                loadBalancingRules: [{name: r, frontendIPConfiguration: f, backendAddressPool: b, protocol: Tcp, frontendPort: 81, backendPort: 8080}]
            """
                .formatted(port, east));
  }

  @Test
  void globalLoadBalancerLeadsToTheMembersOfRegions() {
    Tracing both = global(", backendIPConfigurations: [n2]", "81");
    assertThat(both.fromInternet("198.51.100.9", "20.60.0.1", 80)).hasPaths(2).isDelivered();
    assertThat(global("", "81").fromInternet("198.51.100.9", "20.60.0.1", 80))
        .visits("internet", "global", "west", "web1")
        .isAnsweredOver("web1", "internet")
        .isDelivered();
  }

  @Test
  void regionalRuleIsThatOfTheGlobalRulesBackendPort() {
    assertThat(global("", "82").fromInternet("198.51.100.9", "20.60.0.1", 80))
        .blocks("global: NoHealthyMember");
    assertThat(global("", "81").fromInternet("198.51.100.9", "20.60.0.1", 81))
        .blocks("global: NoRule");
  }
}
