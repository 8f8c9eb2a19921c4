package io.github.pathwhy.diagnose;

import static io.github.pathwhy.diagnose.Checks.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public source addresses that nobody can know: what rules of the receiver say of them. */
final class UnknowableAddressTest {

  /** Machine `vm` sends by default outbound access to the public address of `web`. */
  private static Checks checks(String source, String... resources) {
    return Checks.in(
        """
        virtualNetworks:
          - name: near
            addressSpace: [10.0.0.0/16]
            subnets: [{name: s, addressPrefix: 10.0.0.0/24, defaultOutboundAccess: true}]
          - name: far
            addressSpace: [10.1.0.0/16]
            subnets: [{name: s, addressPrefix: 10.1.0.0/24, networkSecurityGroup: group}]
        publicIPAddresses: [{name: web-ip, ipAddress: 203.0.113.9}]
        networkSecurityGroups:
          - name: group
            securityRules:
              - {name: in, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: SOURCE, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: 443}
        virtualMachines:
          - {name: vm, networkInterfaces: [{name: vm-nic, subnet: near/s, privateIPAddress: 10.0.0.4}]}
          - {name: web, networkInterfaces: [{name: web-nic, subnet: far/s, privateIPAddress: 10.1.0.4, publicIPAddress: web-ip}]}
        """
                .replace("SOURCE", source)
            + (resources.length == 0 ? "" : "resources:\n" + String.join("", resources)));
  }

  @ParameterizedTest
  @CsvSource({
    "Internet, REACHABLE",
    "AzureCloud, REACHABLE",
    "AzureCloud.westeurope, UNKNOWN",
    "AzureFrontDoor.Backend, UNREACHABLE",
    "VirtualNetwork, UNREACHABLE",
    "198.51.100.0/24, UNREACHABLE"
  })
  void addressThatAzureLendsIsOneOfAzures(String source, Verdict verdict) throws RequestException {
    assertThat(checks(source).verdict("vm", "203.0.113.9:443")).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"Internet, REACHABLE", "AppService, UNKNOWN", "198.51.100.0/24, UNKNOWN"})
  void appMayHaveAnAddressOfItsService(String source, Verdict verdict) throws RequestException {
    assertThat(
            checks(source, resource("Web/sites", "shop", "clientAffinityEnabled: false"))
                .verdict("shop", "203.0.113.9:443"))
        .isEqualTo(verdict);
  }

  @Test
  void firewallInAHubHasAPublicAddressThoughNobodySaysWhich() throws RequestException {
    Checks checks =
        Checks.in(
            """
            virtualHubs:
              - name: hub
                virtualWan: wan
                addressPrefix: 10.100.0.0/23
                hubVirtualNetworkConnections: [{name: c, remoteVirtualNetwork: net, enableInternetSecurity: true}]
                routingIntent: {routingPolicies: [{name: out, destinations: [Internet], nextHop: fw}]}
            azureFirewalls: [{name: fw, virtualHub: hub, hubIPAddresses: {publicIPs: {count: 1}}, firewallPolicy: policy}]
            firewallPolicies:
              - name: policy
                ruleCollectionGroups:
                  - {name: g, priority: 100, ruleCollections: [{name: c, priority: 100, action: Allow, rules: [{name: any, ruleType: NetworkRule, ipProtocols: [Any], sourceAddresses: ['*'], destinationAddresses: ['*'], destinationPorts: [443]}]}]}
            virtualNetworks:
              - {name: net, addressSpace: [10.0.0.0/16], subnets: [{name: s, addressPrefix: 10.0.0.0/24}]}
            virtualMachines:
              - {name: vm, networkInterfaces: [{name: nic, subnet: net/s, privateIPAddress: 10.0.0.4}]}
            """);
    assertThat(checks.verdict("vm", "198.51.100.9:443")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("vm", "198.51.100.9:80")).isEqualTo(Verdict.UNREACHABLE);
  }
}
