package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.trace.evidence.FirewallStep;
import org.junit.jupiter.api.Test;

/** Answers for the address that an Azure Firewall sends with. */
final class FirewallInstanceTraceTest {

  /// A firewall that translates, between a machine and a service whose table has a route.
  private static Tracing serviceWith(String prefix) {
    return Tracing.in(
        """
        pathwhy: 1
        virtualNetworks:
          - name: net
            addressSpace: [192.168.0.0/16]
            subnets:
              - {name: AzureFirewallSubnet, addressPrefix: 192.168.2.0/26}
              - {name: services, addressPrefix: 192.168.1.0/24, routeTable: services-rt}
              - {name: apps, addressPrefix: 192.168.3.0/24, routeTable: apps-rt}
        routeTables:
          - name: services-rt
            routes: [{name: r, addressPrefix: %s, nextHopType: VirtualAppliance, nextHopIpAddress: 192.168.2.4}]
          - name: apps-rt
            routes: [{name: r, addressPrefix: 192.168.1.0/24, nextHopType: VirtualAppliance, nextHopIpAddress: 192.168.2.4}]
        publicIPAddresses: [{name: pip, ipAddress: 203.0.113.10, sku: Standard}]
        azureFirewalls: [{name: fw, subnet: net/AzureFirewallSubnet, privateIPAddress: 192.168.2.4, publicIPAddress: pip, firewallPolicy: pol}]
        firewallPolicies:
          - name: pol
            snat: {privateRanges: [255.255.255.255/32]}
            ruleCollectionGroups:
              - name: g
                priority: 100
                ruleCollections:
                  - name: c
                    priority: 100
                    action: Allow
                    rules: [{name: r, ruleType: NetworkRule, ipProtocols: [TCP], sourceAddresses: ['*'], destinationAddresses: ['*'], destinationPorts: ['443']}]
        virtualMachines:
          - {name: app, networkInterfaces: [{name: app-nic, subnet: net/apps, privateIPAddress: 192.168.3.4}]}
          - {name: svc, networkInterfaces: [{name: svc-nic, subnet: net/services, privateIPAddress: 192.168.1.10}]}
        """
            .formatted(prefix));
  }

  @Test
  void answerThatIsRoutedToThePrivateAddressMayComeToAnotherInstance() {
    TraceAssert routed =
        assertThat(
            serviceWith("192.168.0.0/16").fromMachine("app", "192.168.1.10", Protocol.TCP, 443));
    routed.isDelivered();
    routed.answerStep(FirewallStep.AnyInstance.class);
    assertThat(serviceWith("192.168.3.0/24").fromMachine("app", "192.168.1.10", Protocol.TCP, 443))
        .hasNo(FirewallStep.AnyInstance.class)
        .isDelivered();
  }
}
