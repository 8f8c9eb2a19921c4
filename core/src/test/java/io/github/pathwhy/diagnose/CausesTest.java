package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.lookup.RequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one cause of an answer, its place, and what to do about it. */
final class CausesTest {
  private static final String HUB = "ID/Network/virtualNetworks/hub-vnet";

  private static Cause cause(String yaml, String source, String destination)
      throws RequestException {
    return Checks.in(yaml).check(source, destination).cause();
  }

  /** Two networks, `one` and `two`, with these lines about them, and a machine in each. */
  private static String networks(String ofOne, String ofTwo, String more) {
    return """
    virtualNetworks:
      - name: one
        addressSpace: [10.1.0.0/16]
        subnets: [{name: s, addressPrefix: 10.1.0.0/24, networkSecurityGroup: nsg}]
    %s
      - name: two
        addressSpace: [10.2.0.0/16]
        subnets: [{name: s, addressPrefix: 10.2.0.0/24}]
    %s
    networkSecurityGroups: [{name: nsg}]
    virtualMachines:
      - {name: a, networkInterfaces: [{name: a-nic, subnet: one/s, privateIPAddress: 10.1.0.4}]}
      - {name: b, networkInterfaces: [{name: b-nic, subnet: two/s, privateIPAddress: 10.2.0.4}]}
    %s\
    """
        .formatted(ofOne, ofTwo, more);
  }

  private static String peering(String name, String to) {
    return "    virtualNetworkPeerings: [{name: " + name + ", remoteVirtualNetwork: " + to + "}]";
  }

  @Test
  void networksThatShareANeighbourAreNotPeered() throws RequestException {
    String third =
        """
          - name: core
            addressSpace: [10.0.0.0/16]
            virtualNetworkPeerings:
              - {name: to-one, remoteVirtualNetwork: one}
              - {name: to-two, remoteVirtualNetwork: two}
        """;
    Cause cause =
        cause(
            networks(
                peering("up", "core"), peering("up", "core") + "\n" + third.stripTrailing(), ""),
            "a",
            "b:443");

    assertThat(cause.words())
        .isEqualTo(
            "no route from one to two: both are peered with core, but peering is not transitive");
    assertThat(cause.remedies())
        .containsExactly(
            new Remedy.Change("peer one with two, or lead both ways through an appliance in core"));
    assertThat(cause.declaredAt())
        .hasValueSatisfying(at -> assertThat(at).hasToString("input.yaml:6:30"));
    // The default rule denies because no route makes the other network part of VirtualNetwork.
    assertThat(cause.consequences()).hasSize(1);
  }

  /** Rules of `nsg` before its denial, and what is told besides the change. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol: Tcp, sourceAddressPrefix: 10.1.9.0/24, destinationPortRange: 443 | its source is 10.1.9.0/24
          protocol: Tcp, sourceAddressPrefix: '*', destinationPortRange: 8443        | its port is 8443
          protocol: Udp, sourceAddressPrefix: '*', destinationPortRange: 443         | its protocol is Udp
          protocol: Udp, sourceAddressPrefix: '*', destinationPortRange: 8443        |
          """)
  void aRuleThatMissesByOneThingIsNamed(String rule, @Nullable String miss)
      throws RequestException {
    String yaml =
        """
        virtualNetworks:
          - name: one
            addressSpace: [10.1.0.0/16]
            subnets:
              - {name: s, addressPrefix: 10.1.0.0/24}
              - {name: t, addressPrefix: 10.1.1.0/24, networkSecurityGroup: nsg}
        networkSecurityGroups:
          - name: nsg
            securityRules:
              - {name: Mine, priority: 200, direction: Inbound, access: Allow, destinationAddressPrefix: '*', sourcePortRange: '*', %s}
              - {name: Rest, priority: 300, direction: Inbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: one/s, privateIPAddress: 10.1.0.4}]}
          - {name: b, networkInterfaces: [{name: b-nic, subnet: one/t, privateIPAddress: 10.1.1.4}]}
        """
            .formatted(rule);

    assertThat(cause(yaml, "a", "b:443").remedies().stream().skip(1).toList())
        .isEqualTo(
            miss == null
                ? List.of()
                : List.of(new Remedy.Change("rule Mine (200) almost matches, but " + miss)));
  }

  @Test
  void aPeeringOfOneSideOnlyIsNamed() throws RequestException {
    assertThat(cause(networks(peering("ab", "two"), "", ""), "a", "b:443").words())
        .isEqualTo("no route from one to two: peering ab has no counterpart in two");
    assertThat(cause(networks("", peering("ba", "one"), ""), "a", "b:443").words())
        .isEqualTo("no route from one to two: peering ba of two has no counterpart in one");
  }

  @Test
  void networksWithNothingInCommonAreNotJoined() throws RequestException {
    Cause cause = cause(networks("", "", ""), "a", "b:443");

    assertThat(cause.words()).isEqualTo("no route from one to two: no peering joins them");
    assertThat(cause.remedies()).containsExactly(new Remedy.Change("peer one with two"));
  }

  @Test
  void aRuleIsNamedWithWhatItDenies() throws RequestException {
    String yaml =
        networks(
                "",
                "",
                "  - {name: c, networkInterfaces: [{name: c-nic, "
                    + "subnet: one/s, privateIPAddress: 10.1.0.5}]}\n")
            .replace(
                "{name: nsg}",
                "{name: nsg, securityRules: [{name: no, priority: 200, direction: Inbound, access:"
                    + " Deny, protocol: Tcp, sourceAddressPrefix: '*', sourcePortRange: '*',"
                    + " destinationAddressPrefix: '*', destinationPortRange: 1-1000}]}");
    Cause cause = cause(yaml, "a", "c:443");

    assertThat(cause.words())
        .isEqualTo("rule no (200) of nsg denies inbound Tcp/443 from 10.1.0.4 to 10.1.0.5");
    assertThat(cause.remedies())
        .containsExactly(
            new Remedy.Change(
                "allow inbound Tcp/443 from 10.1.0.4 to 10.1.0.5 in nsg before priority 200"));
    assertThat(cause.consequences()).isEmpty();
  }

  @Test
  void whatIsNotInTheInputIsFetched() throws RequestException {
    String yaml =
        """
        virtualNetworks:
          - name: one
            addressSpace: [10.1.0.0/16]
            subnets: [{name: s, addressPrefix: 10.1.0.0/24, routeTable: rt}]
            virtualNetworkPeerings: [{name: up, remoteVirtualNetwork: %s, peeringState: Connected}]
        routeTables:
          - name: rt
            routes:
              - {name: out, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: one/s, privateIPAddress: 10.1.0.4}]}
        """
            .formatted(HUB);
    Cause cause = cause(yaml, "a", "203.0.113.200:443");

    assertThat(cause.words())
        .isEqualTo(
            "virtual network hub-vnet of resource group g is not in the input; a's route out to"
                + " 0.0.0.0/0 leads into it (10.0.0.4)");
    assertThat(cause.remedies())
        .isEqualTo(
            List.of(
                new Remedy.Fetch(
                    "az network vnet show --ids /subscriptions/s/resourceGroups/g/providers/"
                        + "Microsoft.Network/virtualNetworks/hub-vnet -o json",
                    "hub-vnet.json")));
  }

  @Test
  void aReplyThatGoesAstrayIsToldByItsRoute() throws RequestException {
    String yaml =
        """
        virtualNetworks:
          - name: one
            addressSpace: [10.1.0.0/16]
            subnets:
              - {name: s, addressPrefix: 10.1.0.0/24, routeTable: rt, networkSecurityGroup: nsg}
              - {name: dmz, addressPrefix: 10.1.9.0/24}
        networkSecurityGroups:
          - name: nsg
            securityRules:
              - {name: in, priority: 100, direction: Inbound, access: Allow, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}
        routeTables:
          - name: rt
            routes:
              - {name: out, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.1.9.4}
        publicIPAddresses: [{name: pip, ipAddress: 203.0.113.4}]
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: one/s, privateIPAddress: 10.1.0.4, publicIPAddress: pip}]}
        virtualAppliances:
          - {name: fw, networkInterfaces: [{name: fw-nic, subnet: one/dmz, privateIPAddress: 10.1.9.4, enableIPForwarding: true}]}
        """;
    Cause cause = cause(yaml, "198.51.100.7", "203.0.113.4:443");

    assertThat(cause.words())
        .isEqualTo(
            "a's reply leaves through 10.1.9.4 (route out of rt, 0.0.0.0/0), not through pip, where"
                + " the client waits for it");
    assertThat(cause.declaredAt())
        .hasValueSatisfying(at -> assertThat(at.toString()).startsWith("input.yaml:15"));
    assertThat(cause.decidedBy()).hasSize(2);
  }

  /** A linked zone answers for its whole domain, whoever else has a record there. */
  @Test
  void theZoneBehindAMissingNameIsNamed() throws RequestException {
    String zone =
        """
        privateDnsZones:
          - {name: %s, A: [{name: ours, aRecords: [10.1.0.9]}], virtualNetworkLinks: [{virtualNetwork: one}]}
        """;

    Cause ours = cause(networks("", "", zone.formatted("corp.example")), "a", "x.corp.example:443");
    assertThat(ours.words())
        .isEqualTo(
            "DNS resolution of x.corp.example fails: NXDOMAIN: zone corp.example, which is linked"
                + " to one, has no such record");
    assertThat(ours.remedies())
        .containsExactly(new Remedy.Change("add a record for x.corp.example to zone corp.example"));

    String service = "x.privatelink.azurecr.io";
    assertThat(
            cause(networks("", "", zone.formatted("privatelink.azurecr.io")), "a", service + ":443")
                .remedies())
        .hasSize(2)
        .last()
        .isEqualTo(
            new Remedy.Change(
                "or let the public answer count: set resolutionPolicy of the link to one to"
                    + " NxDomainRedirect"));
  }

  @Test
  void aNameThatTheInputSaysFailsHasNoZone() throws RequestException {
    Cause cause =
        cause(
            networks("", "", "dns: [{name: gone.example, fails: NXDOMAIN}]"),
            "a",
            "gone.example:1");

    assertThat(cause.words()).isEqualTo("DNS resolution of gone.example fails: NXDOMAIN");
    assertThat(cause.remedies())
        .containsExactly(
            new Remedy.Change(
                "add a record for gone.example, or link the zone that has one to the network that"
                    + " asks"));
  }
}
