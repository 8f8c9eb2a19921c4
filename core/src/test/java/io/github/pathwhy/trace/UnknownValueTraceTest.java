package io.github.pathwhy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.trace.evidence.Disposition;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the input does not know: never a default, never a guess. */
final class UnknownValueTraceTest {
  private static final String RULE =
      "priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: '*',"
          + " destinationAddressPrefix: '*', destinationPortRange: 443";

  /** Two machines in one subnet; the group is at the interface of the second. */
  private static Trace trace(String rules, String routes, String nic) {
    return Tracing.in(
            """
            pathwhy: 1
            virtualNetworks:
              - name: net
                addressSpace: [10.0.0.0/16]
                subnets: [{name: sub, addressPrefix: 10.0.1.0/24, routeTable: rt}]
            networkSecurityGroups:
              - {name: nsg, securityRules: %s}
            routeTables:
              - {name: rt, routes: %s}
            virtualMachines:
              - {name: a, networkInterfaces: [{name: a-nic, subnet: net/sub, privateIPAddress: 10.0.1.4}]}
              - {name: b, networkInterfaces: [{name: b-nic, subnet: net/sub, networkSecurityGroup: nsg%s}]}
            """
                .formatted(rules, routes, nic))
        .tcp("a", "10.0.1.5", 443);
  }

  private static Trace withRule(String properties) {
    return trace("[{name: r, " + properties + "}" + "]", "[]", "");
  }

  private static String missing(Trace trace) {
    assertThat(trace.disposition()).isInstanceOf(Disposition.Undetermined.class);
    Step step = ((Disposition.Undetermined) trace.disposition()).by();
    return Wording.of(step).getFirst().text();
  }

  @Test
  void aKnownRuleDenies() {
    assertThat(withRule(RULE).disposition()).isInstanceOf(Disposition.Blocked.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol: Tcp",
        "access: Deny",
        "direction: Inbound",
        "priority: 200",
        "destinationPortRange: 443",
        "sourceAddressPrefix: '*'",
        "destinationAddressPrefix: '*'"
      })
  void aRuleWithAnyUnknownPropertyMayOrMayNotDeny(String property) {
    String key = property.substring(0, property.indexOf(':'));

    Trace trace = withRule(RULE.replace(property, key + ": {unknown: what tells " + key + "}"));

    assertThat(missing(trace)).contains("what tells " + key);
  }

  @Test
  void anUnknownPropertyDoesNotMatterWhenAKnownOneDoesNotMatch() {
    String other = RULE.replace("443", "80").replace("access: Deny", "access: {unknown: x}");

    assertThat(withRule(other).disposition()).isInstanceOf(Disposition.Delivered.class);
  }

  @Test
  void aDoubtfulRuleDoesNotMatterWhenTheNextOneDoesTheSame() {
    String doubtful = RULE.replace("protocol: Tcp", "protocol: {unknown: x}");
    String certain = RULE.replace("200", "201");

    Trace trace = trace("[{name: r, " + doubtful + "}, {name: s, " + certain + "}]", "[]", "");

    assertThat(trace.disposition()).isInstanceOf(Disposition.Blocked.class);
  }

  @Test
  void rulesThatAreAllUnknownDecideNothing() {
    assertThat(missing(trace("{unknown: the rules}", "[]", ""))).contains("the rules");
  }

  @Test
  void aRouteWithAnUnknownPrefixMayCoverTheDestination() {
    String route = "[{name: r, addressPrefix: {unknown: the prefix}, nextHopType: None}]";

    assertThat(missing(trace("[]", route, ""))).contains("the prefix", "route r of rt");
  }

  @Test
  void aRouteWithAnUnknownNextHopLeadsNobodyKnowsWhere() {
    String route =
        "[{name: r, addressPrefix: 10.0.1.0/24, nextHopType: VirtualAppliance,"
            + " nextHopIpAddress: {unknown: its address}}]";

    assertThat(missing(trace("[]", route, ""))).contains("its address", "route r");
  }

  @Test
  void aRouteWithAnUnknownNextHopElsewhereDoesNotMatter() {
    String route = "[{name: r, addressPrefix: 10.9.0.0/16, nextHopType: {unknown: the type}}]";

    assertThat(trace("[]", route, "").disposition()).isInstanceOf(Disposition.Delivered.class);
  }

  @Test
  void anUnknownAddressOfAnInterfaceIsNotReplacedByAGuess() {
    Trace trace = trace("[]", "[]", ", privateIPAddress: {unknown: the address of b}");

    assertThat(missing(trace)).contains("the address of b");
  }

  @Test
  void nobodyKnowsWhatRulesMakeOfAnUnknownAddress() {
    String yaml =
        """
        pathwhy: 1
        virtualNetworks:
          - {name: net, addressSpace: [10.0.0.0/16], subnets: [{name: sub, addressPrefix: 10.0.1.0/24, networkSecurityGroup: nsg}]}
        networkSecurityGroups:
          - name: nsg
            securityRules:
              - {name: no-first, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: 10.0.1.4,
                 destinationAddressPrefix: "*", destinationPortRange: "*"}
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: net/sub%s}]}
          - {name: b, networkInterfaces: [{name: b-nic, subnet: net/sub, privateIPAddress: 10.0.1.9}]}
        """;

    assertThat(
            missing(
                Tracing.in(yaml.formatted(", privateIPAddress: {unknown: the address of a}"))
                    .tcp("a", "10.0.1.9", 443)))
        .contains("the address of a");
    assertThat(Tracing.in(yaml.formatted("")).tcp("a", "10.0.1.9", 443).disposition())
        .isInstanceOf(Disposition.Blocked.class);
  }

  @Test
  void theTagOfAVirtualNetworkMayHoldMoreThanIsKnown() {
    String yaml =
        """
        pathwhy: 1
        virtualNetworks:
          - name: net
            addressSpace: [10.0.0.0/16]
            subnets: [{name: sub, addressPrefix: 10.0.1.0/24}]
            virtualNetworkPeerings: [{remoteVirtualNetwork: far}]
          - name: far
            addressSpace: %s
            subnets: [{name: sub, addressPrefix: 10.1.1.0/24, networkSecurityGroup: nsg}]
            virtualNetworkPeerings: [{remoteVirtualNetwork: net}]
        networkSecurityGroups: [{name: nsg}]
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: net/sub, privateIPAddress: 10.0.1.4}]}
          - {name: b, networkInterfaces: [{name: b-nic, subnet: far/sub, privateIPAddress: 10.1.1.4}]}
        """;

    assertThat(
            missing(
                Tracing.in(yaml.formatted("{unknown: the space of far}"))
                    .tcp("a", "10.1.1.4", 443)))
        .contains("the space of far");
    assertThat(Tracing.in(yaml.formatted("[10.1.0.0/16]")).tcp("a", "10.1.1.4", 443).disposition())
        .isInstanceOf(Disposition.Delivered.class);
  }

  @Test
  void aSiteOfUnknownPrefixesMayHoldTheDestination() {
    String yaml =
        """
        pathwhy: 1
        virtualNetworks:
          - name: net
            addressSpace: [10.0.0.0/16]
            subnets: [{name: sub, addressPrefix: 10.0.1.0/24}, {name: GatewaySubnet, addressPrefix: 10.0.9.0/24}]
        virtualNetworkGateways: [{name: vpn, gatewayType: Vpn, subnet: net/GatewaySubnet}]
        localNetworkGateways: [{name: site, localNetworkAddressSpace: %s}]
        connections: [{name: link, virtualNetworkGateway1: vpn, localNetworkGateway2: site, connectionType: IPsec}]
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: net/sub, privateIPAddress: 10.0.1.4}]}
        """;

    assertThat(
            missing(
                Tracing.in(yaml.formatted("{unknown: the prefixes of the site}"))
                    .tcp("a", "172.20.0.5", 443)))
        .contains("the prefixes of the site");
    assertThat(
            Tracing.in(yaml.formatted("[172.21.0.0/16]")).tcp("a", "172.20.0.5", 443).disposition())
        .isInstanceOf(Disposition.Blocked.class);
  }

  @Test
  void anUnknownSwitchIsNeitherOnNorOff() {
    String yaml =
        """
        pathwhy: 1
        virtualNetworks:
          - name: net
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: sub, addressPrefix: 10.0.1.0/24, routeTable: rt}
              - {name: other, addressPrefix: 10.0.2.0/24}
              - {name: edge, addressPrefix: 10.0.9.0/24}
        routeTables:
          - name: rt
            routes: [{name: r, addressPrefix: 10.0.2.0/24, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.9.4}]
        virtualMachines:
          - {name: a, networkInterfaces: [{name: a-nic, subnet: net/sub, privateIPAddress: 10.0.1.4}]}
          - {name: b, networkInterfaces: [{name: b-nic, subnet: net/other, privateIPAddress: 10.0.2.4}]}
          - name: nva
            networkInterfaces:
              - {name: nva-nic, subnet: net/edge, privateIPAddress: 10.0.9.4, enableIPForwarding: %s}
        """;

    assertThat(
            missing(
                Tracing.in(yaml.formatted("{unknown: whether it forwards}"))
                    .tcp("a", "10.0.2.4", 443)))
        .contains("whether it forwards");
    assertThat(Tracing.in(yaml.formatted("false")).tcp("a", "10.0.2.4", 443).disposition())
        .isInstanceOf(Disposition.Blocked.class);
  }
}
