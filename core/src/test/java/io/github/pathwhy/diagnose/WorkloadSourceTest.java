package io.github.pathwhy.diagnose;

import static io.github.pathwhy.diagnose.Checks.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks from workloads that live in subnets or send through them, and from subnets. */
final class WorkloadSourceTest {

  /// Machine `db` in `data`, which lets in what comes from `apps` only; `apps` has addresses from
  /// .0.0 to .0.255, machine `near` among them.
  private static String network(String rule) {
    return """
    virtualNetworks:
      - name: net
        id: NET/virtualNetworks/net
        addressSpace: [10.0.0.0/16]
        subnets:
          - {name: apps, addressPrefix: 10.0.0.0/24, networkSecurityGroup: out}
          - {name: data, addressPrefix: 10.0.1.0/24, networkSecurityGroup: in}
          - {name: nat, addressPrefix: 10.0.2.0/24, natGateway: nat}
    natGateways: [{name: nat, publicIPAddresses: [nat-ip]}]
    publicIPAddresses: [{name: nat-ip, ipAddress: 20.0.0.9}, {name: db-ip, ipAddress: 20.0.0.1}]
    networkSecurityGroups:
      - {name: out, securityRules: [RULE]}
      - name: in
        securityRules:
          - {name: apps, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/24, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: 1433}
          - {name: nat, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 20.0.0.9, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: 1433}
          - {name: partner, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 20.7.0.0/16, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: 1434}
          - {name: rest, priority: 200, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
    virtualMachines:
      - {name: db, networkInterfaces: [{name: db-nic, subnet: net/data, privateIPAddress: 10.0.1.4, publicIPAddress: db-ip}]}
      - {name: near, networkInterfaces: [{name: near-nic, subnet: net/apps, privateIPAddress: 10.0.0.4}]}
    """
        .replace("RULE", rule);
  }

  private static String rule(String source) {
    return "{name: r, priority: 100, direction: Outbound, access: Deny, protocol: '*',"
        + " sourceAddressPrefix: "
        + source
        + ", sourcePortRange: '*', destinationAddressPrefix: 10.0.1.0/24, destinationPortRange:"
        + " '*'}";
  }

  private static Checks checks(String rule, String... resources) {
    return Checks.in(
        network(rule) + (resources.length == 0 ? "" : "resources:\n" + String.join("", resources)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Web/sites, shop, 'virtualNetworkSubnetId: NET/virtualNetworks/net/subnets/apps'",
        "App/managedEnvironments, shop, 'vnetConfiguration: {infrastructureSubnetId:"
            + " NET/virtualNetworks/net/subnets/apps}'",
        "ContainerService/managedClusters, shop, 'agentPoolProfiles: [{name: p, vnetSubnetID:"
            + " NET/virtualNetworks/net/subnets/apps}]'",
        "Sql/managedInstances, shop, 'subnetId: NET/virtualNetworks/net/subnets/apps'",
        "ApiManagement/service, shop, 'virtualNetworkType: Internal, virtualNetworkConfiguration:"
            + " {subnetResourceId: NET/virtualNetworks/net/subnets/apps}'",
        "Databricks/workspaces, shop, 'parameters: {customVirtualNetworkId: {value:"
            + " NET/virtualNetworks/net}, customPrivateSubnetName: {value: apps}}'",
        "ContainerInstance/containerGroups, shop, 'subnetIds: [{id:"
            + " NET/virtualNetworks/net/subnets/apps}]'"
      })
  void propertyThatNamesTheSubnetPlacesAWorkload(String given) throws RequestException {
    String[] parts = given.split(", ", 3);
    String resource = resource(parts[0], parts[1], parts[2].substring(1, parts[2].length() - 1));
    Diagnosis open = checks("", resource).check("shop", "db:1433");
    assertThat(open.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(open.flow().orElseThrow().source()).isEqualTo(IpAddress.of("10.0.0.5"));
    assertThat(open.assumptions()).anyMatch(words -> words.startsWith("shop has the address"));
    assertThat(checks("", resource).verdict("shop", "db:22")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(checks(rule("10.0.0.0/16"), resource).verdict("shop", "db:1433"))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void partsAndHostsPlaceAWorkloadToo() throws RequestException {
    String subnet = "NET/virtualNetworks/net/subnets/apps";
    Checks checks =
        checks(
            "",
            resource("Web/sites", "shop", ""),
            resource(
                "Web/sites/networkConfig", "shop/virtualNetwork", "subnetResourceId: " + subnet),
            resource("ContainerService/managedClusters", "aks", ""),
            resource(
                "ContainerService/managedClusters/agentPools",
                "aks/pool",
                "vnetSubnetID: " + subnet),
            resource(
                "App/managedEnvironments",
                "env",
                "vnetConfiguration: {infrastructureSubnetId: " + subnet + "}"),
            "  - {type: Microsoft.App/managedEnvironments, name: other, id:"
                + " ID/App/managedEnvironments/other, properties: {vnetConfiguration:"
                + " {infrastructureSubnetId: "
                + subnet
                + "}}}\n",
            resource(
                "App/containerApps", "capp", "environmentId: ID/App/managedEnvironments/other"));
    assertThat(checks.verdict("shop", "db:1433")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("aks", "db:1433")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("pool", "db:1433")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("capp", "db:1433")).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void rulesOfAServiceForSubnetsPlaceNothing() throws RequestException {
    Checks checks =
        checks(
            "",
            resource(
                "Web/sites",
                "shop",
                "siteConfig: {ipSecurityRestrictions: [{vnetSubnetResourceId:"
                    + " NET/virtualNetworks/net/subnets/apps, action: Allow}]}"));
    Diagnosis diagnosis = checks.check("shop", "db:1433");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(diagnosis.why()).contains("shop is integrated with no virtual network");
  }

  @Test
  void whatIsForTheInternetGoesThroughTheSubnetOnlyWhenToldSo() throws RequestException {
    String subnet = "virtualNetworkSubnetId: NET/virtualNetworks/net/subnets/nat";
    Checks part = checks("", resource("Web/sites", "shop", subnet));
    Checks all =
        checks(
            "",
            resource("Web/sites", "shop", subnet + ", siteConfig: {vnetRouteAllEnabled: true}"));
    Checks config =
        checks(
            "",
            resource("Web/sites", "shop", subnet),
            resource("Web/sites/config", "shop/web", "vnetRouteAllEnabled: true"));
    Checks routing =
        checks(
            "",
            resource("Web/sites", "shop", subnet + ", outboundVnetRouting: {allTraffic: true}"));
    assertThat(part.verdict("shop", "20.0.0.1:1434")).isEqualTo(Verdict.UNKNOWN);
    assertThat(part.check("shop", "20.0.0.1:1434").missing())
        .containsExactly("the address of shop");
    // Nobody but the NAT gateway has this rule's address.
    assertThat(part.verdict("shop", "20.0.0.1:1433")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(part.verdict("shop", "20.0.0.1:22")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(part.verdict("shop", "8.8.8.8:443")).isEqualTo(Verdict.REACHABLE);
    for (Checks each : new Checks[] {all, config, routing}) {
      assertThat(each.verdict("shop", "20.0.0.1:1433")).isEqualTo(Verdict.REACHABLE);
    }
  }

  @Test
  void otherWorkloadsHaveAWayOutOfTheirOwn() throws RequestException {
    Checks checks =
        checks(
            "",
            resource(
                "App/managedEnvironments",
                "env",
                "vnetConfiguration: {infrastructureSubnetId:"
                    + " NET/virtualNetworks/net/subnets/apps}"));
    Diagnosis diagnosis = checks.check("env", "8.8.8.8:443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(diagnosis.hasIssue(Issue.Severity.WARNING)).isFalse();
  }

  @Test
  void subnetIsAnAddressThatNobodyOwns() throws RequestException {
    Checks checks = checks("");
    assertThat(checks.check("net/apps", "db:1433").flow().orElseThrow().source())
        .isEqualTo(IpAddress.of("10.0.0.5"));
    assertThat(checks.verdict("net/apps", "db:1433")).isEqualTo(Verdict.REACHABLE);
    assertThat(
            checks.verdict(
                "NET/virtualNetworks/net/subnets/apps"
                    .replace(
                        "NET", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network"),
                "db:1433"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("net/nat", "db:1433")).isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void rulesForAPartOfTheSubnetLeaveTheAnswerOpen() throws RequestException {
    assertThat(checks(rule("10.0.0.128/25")).check("net/apps", "db:1433"))
        .returns(Verdict.UNKNOWN, Diagnosis::verdict)
        .extracting(Diagnosis::why)
        .asString()
        .contains("from 10.0.0.5 the answer is Reachable", "from 10.0.0.128 Unreachable");
    // The only address of this rule is a machine's.
    assertThat(checks(rule("10.0.0.4")).verdict("net/apps", "db:1433"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks(rule("10.0.0.0/24")).verdict("net/apps", "db:1433"))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void machinesComeBeforeWorkloadsAndTheseBeforeSubnets() throws RequestException {
    String subnet = "virtualNetworkSubnetId: NET/virtualNetworks/net/subnets/nat";
    Checks checks =
        checks("", resource("Web/sites", "near", subnet), resource("Web/sites", "apps", subnet));
    assertThat(checks.check("near", "db:1433").flow().orElseThrow().source())
        .isEqualTo(IpAddress.of("10.0.0.4"));
    assertThat(checks.check("apps", "db:1433").flow().orElseThrow().source())
        .isEqualTo(IpAddress.of("10.0.2.4"));
  }

  @Test
  void subnetThatIsNotInTheInputIsSaid() {
    Checks checks =
        checks(
            "",
            resource(
                "Web/sites",
                "shop",
                "virtualNetworkSubnetId: NET/virtualNetworks/other/subnets/x"));
    assertThatThrownBy(() -> checks.check("shop", "db:1433"))
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.isUndetermined()).isTrue())
        .hasMessageContaining("virtualNetworks/other/subnets/x is not in the input");
  }

  @Test
  void addressesBesideAWorkloadAreNotKnown() throws RequestException {
    Checks checks =
        checks(
            "",
            resource(
                "Web/sites",
                "shop",
                "virtualNetworkSubnetId: NET/virtualNetworks/net/subnets/nat"));
    assertThat(checks.check("near", "10.0.2.77:443"))
        .returns(Verdict.UNKNOWN, Diagnosis::verdict)
        .extracting(Diagnosis::why)
        .asString()
        .contains("where shop has addresses that no resource shows");
    assertThat(checks.verdict("near", "10.0.0.77:443")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(checks.verdict("10.0.2.77", "db:1433")).isEqualTo(Verdict.UNREACHABLE);
    assertThatThrownBy(() -> checks.check("10.0.0.77", "db:1433"))
        .hasMessageContaining("has this private address");
  }
}
