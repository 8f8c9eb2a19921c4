package io.github.pathwhy.diagnose;

import static io.github.pathwhy.diagnose.Checks.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import org.junit.jupiter.api.Test;

/** Services as destinations and sources, and what is not followed of them. */
final class ServiceDoorTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - name: net
          id: NET/virtualNetworks/net
          addressSpace: [10.0.0.0/16]
          subnets: [{name: apps, addressPrefix: 10.0.0.0/24, defaultOutboundAccess: true}]
      virtualMachines:
        - {name: vm, networkInterfaces: [{name: nic, subnet: net/apps, privateIPAddress: 10.0.0.4}]}
      dns: [{name: hub.azure-devices.net, address: 20.0.0.1}, {name: relayed.example, address: 20.0.0.2}]
      """;

  private static Checks checks(String... resources) {
    return Checks.in(NETWORK + "resources:\n" + String.join("", resources));
  }

  @Test
  void serviceWithoutAKnownNameIsNotKnownAndSaysWhatDecides() throws RequestException {
    Diagnosis closed =
        checks(resource("Batch/batchAccounts", "batch", "publicNetworkAccess: Disabled"))
            .check("vm", "batch:443");
    assertThat(closed.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(closed.missing())
        .anyMatch(words -> words.startsWith("publicNetworkAccess Disabled of batch"));
    Diagnosis open =
        checks(resource("Batch/batchAccounts", "batch", "publicNetworkAccess: Enabled"))
            .check("vm", "batch:443");
    assertThat(open.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(open.missing()).noneMatch(words -> words.contains("publicNetworkAccess"));
  }

  @Test
  void serviceIsMetByItsNameOnly() throws RequestException {
    Checks checks =
        checks(resource("Devices/IotHubs", "hub", "networkRuleSets: {defaultAction: Deny}"));
    assertThat(checks.verdict("vm", "hub:443")).isEqualTo(Verdict.UNKNOWN);
    assertThat(checks.verdict("vm", "hub.azure-devices.net:443")).isEqualTo(Verdict.UNKNOWN);
    // An address says nothing of who has it.
    assertThat(checks.verdict("vm", "20.0.0.1:443")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks(resource("Devices/IotHubs", "hub", "")).verdict("vm", "hub:443"))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void machineOfTheSameNameComesFirst() throws RequestException {
    assertThat(checks(resource("Batch/batchAccounts", "vm", "")).verdict("vm", "vm:443"))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void whatAServiceMayReachCountsForTheInternet() throws RequestException {
    Checks checks =
        checks(resource("Sql/servers", "sql", "restrictOutboundNetworkAccess: Enabled"));
    assertThat(checks.verdict("sql", "8.8.8.8:443")).isEqualTo(Verdict.UNKNOWN);
    assertThat(checks.verdict("sql", "vm:443")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(checks(resource("Sql/servers", "sql", "")).verdict("sql", "8.8.8.8:443"))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void integrationThatIsNotFollowedCountsForPrivateAddressesToo() throws RequestException {
    Diagnosis diagnosis =
        checks(resource("Web/sites", "shop", "siteConfig: {vnetName: old}"))
            .check("shop", "vm:443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(diagnosis.missing()).anyMatch(words -> words.contains("siteConfig.vnetName old"));
  }

  @Test
  void relayCountsForTheHostThatItLeadsTo() throws RequestException {
    Checks checks =
        checks(
            resource("Web/sites", "shop", ""),
            resource(
                "Web/sites/hybridConnectionNamespaces/relays",
                "shop/ns/relay",
                "hostname: relayed.example, port: 443"));
    assertThat(checks.verdict("shop", "relayed.example:443")).isEqualTo(Verdict.UNKNOWN);
    assertThat(checks.verdict("shop", "hub.azure-devices.net:443")).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void waysOutOfAClusterCountForTheInternet() throws RequestException {
    Checks checks =
        checks(
            resource(
                "ContainerService/managedClusters",
                "aks",
                "networkProfile: {outboundType: none}, agentPoolProfiles: [{name: p, vnetSubnetID:"
                    + " NET/virtualNetworks/net/subnets/apps}]"));
    assertThat(checks.verdict("aks", "8.8.8.8:443")).isEqualTo(Verdict.UNKNOWN);
    assertThat(checks.verdict("aks", "vm:443")).isEqualTo(Verdict.REACHABLE);
  }
}
