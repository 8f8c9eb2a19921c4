package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in network rules of an Azure Firewall, which need it to be a DNS proxy. */
final class FirewallNamesTest {

  private static Checks checks(String settings) {
    return Checks.in(
        """
        virtualNetworks:
          - name: hub
            id: NET/virtualNetworks/hub
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: AzureFirewallSubnet, addressPrefix: 10.0.0.0/26}
              - {name: apps, addressPrefix: 10.0.1.0/24, routeTable: out}
        routeTables:
          - {name: out, routes: [{name: all, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}]}
        publicIPAddresses: [{name: ip, ipAddress: 203.0.113.10}]
        azureFirewalls: [{name: fw, subnet: hub/AzureFirewallSubnet, privateIPAddress: 10.0.0.4, publicIPAddress: ip, firewallPolicy: NET/firewallPolicies/policy}]
        virtualMachines:
          - {name: vm, networkInterfaces: [{name: nic, subnet: hub/apps, privateIPAddress: 10.0.1.4}]}
        dns: [{name: db.contoso.example, address: 198.51.100.70}]
        resources:
          - type: Microsoft.Network/firewallPolicies
            name: policy
            id: NET/firewallPolicies/policy
            properties: {dnsSettings: {SETTINGS}}
          - type: Microsoft.Network/firewallPolicies/ruleCollectionGroups
            name: policy/group
            id: NET/firewallPolicies/policy/ruleCollectionGroups/group
            properties:
              priority: 100
              ruleCollections:
                - name: names
                  ruleCollectionType: FirewallPolicyFilterRuleCollection
                  priority: 100
                  action: {type: Allow}
                  rules: [{name: db, ruleType: NetworkRule, ipProtocols: [TCP], sourceAddresses: ['*'], destinationFqdns: [db.contoso.example], destinationPorts: ['1433']}]
        """
            .replace("SETTINGS", settings));
  }

  @ParameterizedTest
  @CsvSource({
    "enableProxy: true, REACHABLE, UNREACHABLE",
    "'enableProxy: true, requireProxyForNetworkRules: true', REACHABLE, UNREACHABLE",
    "'enableProxy: true, servers: []', REACHABLE, UNREACHABLE",
    "'enableProxy: true, servers: [10.9.9.9]', UNKNOWN, UNKNOWN",
    "'servers: {unknown: which servers}', UNKNOWN, UNKNOWN",
  })
  void onlyServersOfItsOwnMakeNamesUnknown(String settings, Verdict named, Verdict other)
      throws RequestException {
    Checks checks = checks(settings);
    assertThat(checks.verdict("vm", "198.51.100.70:1433")).isEqualTo(named);
    assertThat(checks.verdict("vm", "198.51.100.71:1433")).isEqualTo(other);
  }
}
