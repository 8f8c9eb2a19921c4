package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.trace.Strictness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A private endpoint whose answers are not routed through the device that the request passes. */
final class EndpointBehindFirewallTest {
  private static final String FIREWALL =
      """
      publicIPAddresses: [{name: ip, ipAddress: 203.0.113.10}]
      azureFirewalls: [{name: fw, subnet: hub/AzureFirewallSubnet, privateIPAddress: 10.0.0.4, publicIPAddress: ip, firewallPolicy: policy}]
      firewallPolicies:
        - name: policy
          snat: {privateRanges: [RANGE]}
          ruleCollectionGroups:
            - {name: g, priority: 100, ruleCollections: [{name: c, priority: 100, action: Allow, rules: [{name: any, ruleType: NetworkRule, ipProtocols: [Any], sourceAddresses: ['*'], destinationAddresses: ['*'], destinationPorts: ['*']}]}]}
      """;

  private static final String APPLIANCE =
      """
      virtualAppliances:
        - name: fw
          stateful: true
          networkInterfaces: [{name: fw-nic, subnet: hub/AzureFirewallSubnet, privateIPAddress: 10.0.0.4, enableIPForwarding: true}]
      """;

  private static Checks checks(String device, String policies) {
    return Checks.in(
        """
        virtualNetworks:
          - name: hub
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: AzureFirewallSubnet, addressPrefix: 10.0.0.0/26}
              - {name: endpoints, addressPrefix: 10.0.2.0/24, privateEndpointNetworkPolicies: POLICIES}
            virtualNetworkPeerings: [{name: a, remoteVirtualNetwork: spoke, allowForwardedTraffic: true}]
          - name: spoke
            addressSpace: [10.1.0.0/16]
            subnets: [{name: apps, addressPrefix: 10.1.1.0/24, routeTable: out}]
            virtualNetworkPeerings: [{name: b, remoteVirtualNetwork: hub, allowForwardedTraffic: true}]
        routeTables:
          - name: out
            routes:
              - {name: range, addressPrefix: 10.0.2.0/24, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}
              - {name: host, addressPrefix: 10.0.2.5/32, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}
        privateEndpoints:
          - {name: by-range, subnet: hub/endpoints, privateIPAddress: 10.0.2.4, privateLinkServiceId: ID/Storage/storageAccounts/one, groupIds: [blob]}
          - {name: by-host, subnet: hub/endpoints, privateIPAddress: 10.0.2.5, privateLinkServiceId: ID/Storage/storageAccounts/two, groupIds: [blob]}
        virtualMachines:
          - {name: vm, networkInterfaces: [{name: nic, subnet: spoke/apps, privateIPAddress: 10.1.1.4}]}
        """
                .replace("POLICIES", policies)
            + device);
  }

  @ParameterizedTest
  @CsvSource({"Disabled, 10.0.2.5, 1", "Enabled, 10.0.2.4, 1", "Disabled, 10.0.2.4, 0"})
  void azureFirewallThatDoesNotTranslateWarns(String policies, String endpoint, long warnings)
      throws RequestException {
    Diagnosis kept =
        checks(FIREWALL.replace("RANGE", "10.0.0.0/8"), policies).check("vm", endpoint + ":443");
    assertThat(kept.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(issues(kept).filter(issue -> issue.type() == IssueType.ASYMMETRIC_ROUTING))
        .hasSize((int) warnings);
    Diagnosis translated =
        checks(FIREWALL.replace("RANGE", "255.255.255.255/32"), policies)
            .check("vm", endpoint + ":443");
    assertThat(translated.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(issues(translated)).isEmpty();
  }

  @Test
  void documentationMakesItAnError() throws RequestException {
    Checks checks = checks(FIREWALL.replace("RANGE", "10.0.0.0/8"), "Enabled");
    Diagnosis strict = checks.check("vm", "10.0.2.4:443", new Strictness(false, true));

    assertThat(strict.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(issues(strict).map(Issue::severity)).containsExactly(Issue.Severity.ERROR);
    assertThat(checks.check("vm", "10.0.2.4:443", new Strictness(true, false)).verdict())
        .isEqualTo(Verdict.REACHABLE);
  }

  private static Stream<Issue> issues(Diagnosis diagnosis) {
    return diagnosis.hops().stream().flatMap(hop -> hop.issues().stream());
  }

  @ParameterizedTest
  @CsvSource({
    "Disabled, 10.0.2.5, UNREACHABLE",
    "Enabled, 10.0.2.4, UNREACHABLE",
    "Disabled, 10.0.2.4, REACHABLE"
  })
  void applianceMissesTheAnswer(String policies, String endpoint, Verdict verdict)
      throws RequestException {
    assertThat(checks(APPLIANCE, policies).verdict("vm", endpoint + ":443")).isEqualTo(verdict);
  }
}
