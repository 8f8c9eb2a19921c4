package io.github.pathwhy.trace;

import static io.github.pathwhy.trace.TraceAssert.assertThat;

import io.github.pathwhy.trace.evidence.Step;
import org.junit.jupiter.api.Test;

/** Security admin rules of Virtual Network Managers, before all security groups. */
final class AdminRuleTraceTest {

  /** A client and a server whose subnet has a group, or not, under one admin rule for port 22. */
  private static Tracing network(String access, String groupAccess) {
    return Tracing.in(yaml(access, groupAccess, "server"));
  }

  private static String yaml(String access, String groupAccess, String serverSubnet) {
    String attached = groupAccess.isEmpty() ? "" : ", networkSecurityGroup: nsg";
    return """
    pathwhy: 1
    virtualNetworks:
      - name: vnet
        addressSpace: [10.0.0.0/16]
        subnets:
          - {name: client, addressPrefix: 10.0.1.0/24}
          - {name: %s, addressPrefix: 10.0.2.0/24%s}
    virtualMachines:
      - name: client
        networkInterfaces: [{name: c-nic, subnet: vnet/client, privateIPAddress: 10.0.1.4}]
      - name: server
        networkInterfaces: [{name: s-nic, subnet: vnet/%s, privateIPAddress: 10.0.2.4}]
    networkSecurityGroups:
      - name: nsg
        securityRules:
          - {name: ssh, priority: 100, direction: Inbound, access: %s, protocol: Tcp,
             sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*',
             destinationPortRange: 22}
    networkManagers:
      - name: manager
        networkGroups: [{name: all, staticMembers: [{name: m, resourceId: vnet}]}]
        securityAdminConfigurations:
          - name: base
            ruleCollections:
              - name: collection
                appliesToGroups: [{networkGroupId: all}]
                rules:
                  - {name: AdminSsh, priority: 10, direction: Inbound, access: %s,
                     protocol: Tcp, destinationPortRanges: [22]}
    """
        .formatted(
            serverSubnet,
            attached,
            serverSubnet,
            groupAccess.isEmpty() ? "Allow" : groupAccess,
            access);
  }

  @Test
  void t25_allowHandsOverToTheGroup() {
    assertThat(network("Allow", "Deny").tcp("client", "10.0.2.4", 22)).isDeniedByRules("ssh");
    assertThat(network("Allow", "Allow").tcp("client", "10.0.2.4", 22)).isDelivered();
  }

  @Test
  void t25_alwaysAllowSkipsTheGroup() {
    assertThat(network("AlwaysAllow", "Deny").tcp("client", "10.0.2.4", 22)).isDelivered();
  }

  @Test
  void alwaysAllowThatMayMatchLeavesADenialOpen() {
    String open =
        yaml("AlwaysAllow", "Deny", "server")
            .replace(
                "destinationPortRanges: [22]}",
                "destinationPortRanges: [22],\n                     "
                    + "sources: [{addressPrefixType: IPPrefix, addressPrefix: {unknown: from}}]}");

    assertThat(Tracing.in(open).tcp("client", "10.0.2.4", 22)).isUndeterminedFor("from");
    assertThat(Tracing.in(open).tcp("client", "10.0.2.4", 443)).isDelivered();
  }

  @Test
  void t25_denyNeedsNoGroup() {
    assertThat(network("Deny", "").tcp("client", "10.0.2.4", 22)).isDeniedByRules("AdminSsh");
    assertThat(network("Deny", "Allow").tcp("client", "10.0.2.4", 22)).isDeniedByRules("AdminSsh");
  }

  @Test
  void whatNoRuleMatchesGoesOnToTheGroup() {
    assertThat(network("Deny", "Deny").tcp("client", "10.0.2.4", 443)).isDelivered();
    assertThat(network("AlwaysAllow", "").tcp("client", "10.0.2.4", 443)).isDelivered();
  }

  @Test
  void rulesHaveADirection() {
    String outbound =
        yaml("Deny", "", "server")
            .replace("priority: 10, direction: Inbound", "priority: 10, direction: Outbound");
    assertThat(Tracing.in(outbound).tcp("client", "10.0.2.4", 22)).isBlockedAt("client");
    assertThat(network("Deny", "").tcp("client", "10.0.2.4", 22)).isBlockedAt("server");
  }

  @Test
  void networkOutsideTheGroupIsFree() {
    String other =
        yaml("Deny", "", "server")
            .replace("staticMembers: [{name: m, resourceId: vnet}]", "staticMembers: []");
    assertThat(Tracing.in(other).tcp("client", "10.0.2.4", 22)).isDelivered();
  }

  @Test
  void conditionalGroupIsDoubtful() {
    String conditional =
        yaml("Deny", "", "server")
            .replace(
                "staticMembers: [{name: m, resourceId: vnet}]",
                "conditionalMembership: '{}', staticMembers: []");
    assertThat(Tracing.in(conditional).tcp("client", "10.0.2.4", 22)).isUndeterminedFor("vnet");
    assertThat(Tracing.in(conditional).tcp("client", "10.0.2.4", 443)).isDelivered();
  }

  @Test
  void t26_subnetsOfManagedServicesAreExempt() {
    for (String name :
        new String[] {"AzureBastionSubnet", "GatewaySubnet", "AzureFirewallSubnet"}) {
      assertThat(Tracing.in(yaml("Deny", "", name)).tcp("client", "10.0.2.4", 22))
          .as(name)
          .isDelivered();
    }
  }

  @Test
  void alwaysAllowDoesNotOpenAStandardPublicAddress() {
    String open =
        yaml("AlwaysAllow", "", "server")
                .replace(
                    "privateIPAddress: 10.0.2.4",
                    "privateIPAddress: 10.0.2.4, publicIPAddress: pip")
            + "publicIPAddresses: [{name: pip, ipAddress: 20.0.0.1, sku: Standard}]\n";
    assertThat(Tracing.in(open).fromInternet("198.51.100.7", "20.0.0.1", 22))
        .isBlockedBy(Step.PublicAddressClosed.class);
  }
}
