package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.trace.evidence.Effect;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Trace;
import org.junit.jupiter.api.Test;

/** What managed services need besides their listeners: platform rules, state, probes. */
final class ManagedServiceTraceTest {
  private static String rule(
      String name, int priority, String way, String access, String from, String to, String port) {
    return "\n    - {name: "
        + name
        + ", priority: "
        + priority
        + ", direction: "
        + way
        + ", access: "
        + access
        + ", protocol: Tcp, sourceAddressPrefix: "
        + from
        + ", destinationAddressPrefix: "
        + to
        + ", destinationPortRange: '"
        + port
        + "'}";
  }

  private static final String USERS =
      rule("users", 100, "Inbound", "Allow", "198.51.100.0/24", "'*'", "443");
  private static final String MANAGER =
      rule("manager", 110, "Inbound", "Allow", "GatewayManager", "'*'", "443");
  private static final String DENY_IN =
      rule("deny-in", 4000, "Inbound", "Deny", "'*'", "'*'", "0-65535");
  private static final String DENY_OUT =
      rule("deny-out", 4000, "Outbound", "Deny", "'*'", "'*'", "0-65535");
  private static final String SESSIONS =
      rule("sessions", 100, "Outbound", "Allow", "'*'", "VirtualNetwork", "22");
  private static final String HOSTS_IN =
      rule("a-in", 120, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "8080")
          + rule("b-in", 130, "Inbound", "Allow", "10.0.5.0/26", "'*'", "5701");
  private static final String HOSTS_OUT =
      rule("a-out", 120, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "5701-8080");
  private static final String CLOUD =
      rule("cloud", 130, "Outbound", "Allow", "'*'", "AzureCloud", "443");

  private static Tracing bastion(String... rules) {
    return Tracing.in(
        """
        virtualNetworks:
          - name: vnet
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: AzureBastionSubnet, addressPrefix: 10.0.5.0/26, networkSecurityGroup: nsg}
              - {name: web, addressPrefix: 10.0.1.0/24}
        publicIPAddresses: [{name: pip, ipAddress: 203.0.113.60}]
        bastionHosts: [{name: bastion, subnet: vnet/AzureBastionSubnet, publicIPAddress: pip}]
        virtualMachines:
          - {name: vm, networkInterfaces: [{name: nic, subnet: vnet/web, privateIPAddress: 10.0.1.4}]}
        networkSecurityGroups:
          - name: nsg
            securityRules:%s
        """
            .formatted(rules.length == 0 ? " []" : String.join("", rules)));
  }

  @Test
  void bastionWithItsPlatformRulesWorks() {
    Tracing all = bastion(USERS, MANAGER, HOSTS_IN, DENY_IN, SESSIONS, HOSTS_OUT, CLOUD, DENY_OUT);
    assertThat(all.fromInternet("198.51.100.7", "203.0.113.60", 443)).isDelivered();
    assertThat(all.fromService("bastion", "10.0.1.4", 22)).isDelivered();
    Tracing byDefault = bastion(USERS, MANAGER);
    assertThat(byDefault.fromInternet("198.51.100.7", "203.0.113.60", 443)).isDelivered();
    assertThat(byDefault.fromService("bastion", "10.0.1.4", 22)).isDelivered();
  }

  @Test
  void bastionBreaksWithoutAzure() {
    for (Tracing lacking :
        new Tracing[] {
          bastion(USERS, HOSTS_IN, DENY_IN), bastion(USERS, MANAGER, SESSIONS, HOSTS_OUT, DENY_OUT)
        }) {
      assertThat(lacking.fromInternet("198.51.100.7", "203.0.113.60", 443))
          .blocks("bastion: ManagementBlocked");
      assertThat(lacking.fromService("bastion", "10.0.1.4", 22))
          .blocks("bastion: ManagementBlocked");
    }
  }

  @Test
  void bastionMayBreakWithoutThePortsBetweenItsHosts() {
    for (Tracing lacking :
        new Tracing[] {
          bastion(USERS, MANAGER, DENY_IN), bastion(USERS, MANAGER, SESSIONS, CLOUD, DENY_OUT)
        }) {
      Trace trace = lacking.fromService("bastion", "10.0.1.4", 22);
      assertThat(trace).isDelivered();
      assertThat(trace.paths().getFirst().hops().getFirst().steps())
          .anyMatch(step ->
              step instanceof FirewallStep.ManagementBlocked && step.effect() == Effect.WARNS);
    }
  }

  private static Tracing gateway(String more) {
    return Tracing.in(
        """
        virtualNetworks:
          - name: vnet
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: agw, addressPrefix: 10.0.2.0/24}
              - {name: web, addressPrefix: 10.0.1.0/24, networkSecurityGroup: nsg}
        networkSecurityGroups:
          - name: nsg
            securityRules:
              - {name: no-9000, priority: 100, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: 9000}
        virtualMachines:
          - {name: vm, networkInterfaces: [{name: nic, subnet: vnet/web, privateIPAddress: 10.0.1.4}]}
          - {name: client, networkInterfaces: [{name: cnic, subnet: vnet/web, privateIPAddress: 10.0.1.5}]}
        applicationGateways:
          - name: agw
            subnet: vnet/agw
            frontendIPConfigurations: [{name: f, subnet: vnet/agw, privateIPAddress: 10.0.2.10}]
            frontendPorts: [{name: http, port: 80}, {name: ssh, port: 22}]
            backendAddressPools: [{name: pool, backendAddresses: [10.0.1.4]}]
            httpListeners: [{name: l, frontendIPConfiguration: f, frontendPort: http}]
            requestRoutingRules: [{name: r, httpListener: l, backendAddressPool: pool, backendHttpSettings: s}]
        %s
        """
            .formatted(more.indent(4).stripTrailing()));
  }

  private static final String SETTINGS = "backendHttpSettingsCollection: [{name: s, port: 8080}]";

  @Test
  void stoppedGatewayTakesNoConnection() {
    assertThat(gateway(SETTINGS).tcp("client", "10.0.2.10", 80)).isDelivered();
    assertThat(gateway(SETTINGS + "\noperationalState: Running").tcp("client", "10.0.2.10", 80))
        .isDelivered();
    assertThat(gateway(SETTINGS + "\noperationalState: Stopped").tcp("client", "10.0.2.10", 80))
        .blocks("agw: NotRunning");
  }

  @Test
  void listenerOfLayer4LeadsToItsPool() {
    String layer4 =
        """

        backendSettingsCollection: [{name: s4, port: 2222, protocol: Tcp}]
        listeners: [{name: l4, protocol: Tcp, frontendIPConfiguration: f, frontendPort: ssh}]
        routingRules: [{name: r4, listener: l4, backendAddressPool: pool, backendSettings: s4}]
        """;
    assertThat(gateway(SETTINGS + layer4).tcp("client", "10.0.2.10", 22))
        .visits("client", "agw", "vm")
        .isDelivered();
    assertThat(gateway(SETTINGS + layer4).tcp("client", "10.0.2.10", 80)).isDelivered();
    assertThat(gateway(SETTINGS).tcp("client", "10.0.2.10", 22)).blocks("agw: NoListener");
  }

  @Test
  void memberIsProbedAtThePortOfTheProbe() {
    String probed =
        "backendHttpSettingsCollection: [{name: s, port: 8080, probe: p}]\nprobes: [{name: p%s}]";
    assertThat(gateway(probed.formatted("")).tcp("client", "10.0.2.10", 80)).isDelivered();
    assertThat(gateway(probed.formatted(", port: 8081")).tcp("client", "10.0.2.10", 80))
        .isDelivered();
    assertThat(gateway(probed.formatted(", port: 9000")).tcp("client", "10.0.2.10", 80))
        .blocks("agw: NoMember");
  }
}
