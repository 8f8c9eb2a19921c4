package io.github.pathwhy.diagnose;

import static io.github.pathwhy.diagnose.Checks.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import org.junit.jupiter.api.Test;

/** Names that resources of the topology have on the internet, or answer for. */
final class PublicNameTest {
  private static final String NETWORK =
      """
      virtualNetworks:
        - name: net
          id: NET/virtualNetworks/net
          addressSpace: [10.0.0.0/16]
          subnets: [{name: apps, addressPrefix: 10.0.0.0/24, defaultOutboundAccess: true, networkSecurityGroup: open}]
        - name: own
          addressSpace: [10.1.0.0/16]
          dnsServers: [10.1.0.9]
          subnets: [{name: apps, addressPrefix: 10.1.0.0/24, defaultOutboundAccess: true}]
      networkSecurityGroups:
        - name: open
          securityRules: [{name: r, priority: 100, direction: Inbound, access: Allow, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}]
      virtualMachines:
        - {name: vm, networkInterfaces: [{name: nic, subnet: net/apps, privateIPAddress: 10.0.0.4}]}
        - {name: web, networkInterfaces: [{name: web-nic, subnet: net/apps, privateIPAddress: 10.0.0.5, publicIPAddress: web-ip}]}
        - {name: other, networkInterfaces: [{name: other-nic, subnet: own/apps, privateIPAddress: 10.1.0.4}]}
      publicIPAddresses:
        - {name: web-ip, id: NET/publicIPAddresses/web-ip, ipAddress: 20.0.0.5, location: West Europe, dnsSettings: {domainNameLabel: web}}
      """;

  private static Checks checks(String... resources) {
    return Checks.in(
        NETWORK + (resources.length == 0 ? "" : "resources:\n" + String.join("", resources)));
  }

  @Test
  void labelOfAPublicAddressIsAName() throws RequestException {
    Diagnosis diagnosis = checks().check("vm", "web.westeurope.cloudapp.azure.com:443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(diagnosis.flow().orElseThrow().destination()).isEqualTo(IpAddress.of("20.0.0.5"));
    assertThat(checks().verdict("203.0.113.9", "web.westeurope.cloudapp.azure.com:443"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks().verdict("vm", "other.westeurope.cloudapp.azure.com:443"))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void labelsThatAzurePutsSomethingToAreNotKnown() throws RequestException {
    String scoped =
        resource(
            "Network/publicIPAddresses",
            "scoped-ip",
            "ipAddress: 20.0.0.9, dnsSettings: {domainNameLabel: shop, domainNameLabelScope:"
                + " TenantReuse}");
    for (String name : new String[] {"shop", "shop-h4sh"}) {
      assertThat(checks(scoped).check("vm", name + ".westeurope.cloudapp.azure.com:443"))
          .returns(Verdict.UNKNOWN, Diagnosis::verdict)
          .extracting(Diagnosis::why)
          .asString()
          .contains("domainNameLabelScope");
    }
    assertThat(checks(scoped).check("vm", "other.westeurope.cloudapp.azure.com:443").why())
        .doesNotContain("domainNameLabelScope");
    String machine =
        resource(
            "Compute/virtualMachines",
            "made",
            "networkProfile: {networkInterfaceConfigurations: [{name: n, ipConfigurations: [{name:"
                + " c, subnet: {id: NET/virtualNetworks/net/subnets/apps},"
                + " publicIPAddressConfiguration: {name: p, dnsSettings: {domainNameLabel:"
                + " made}}}]}]}");
    assertThat(checks(machine).check("vm", "made-1.westeurope.cloudapp.azure.com:443").why())
        .contains("domainNameLabel");
  }

  @Test
  void clientsOfAGatewayMayAskOtherServers() throws RequestException {
    String gateway =
        """
          - {type: Microsoft.Network/virtualHubs, name: hub, id: NET/virtualHubs/hub, properties: {addressPrefix: 10.5.0.0/23}}
          - type: Microsoft.Network/p2svpnGateways
            name: gw
            id: NET/p2svpnGateways/gw
            properties:
              virtualHub: {id: NET/virtualHubs/hub}
              p2SConnectionConfigurations: [{name: c, properties: {vpnClientAddressPool: {addressPrefixes: [172.16.0.0/24]}}}]
        """;
    String name = "web.westeurope.cloudapp.azure.com:443";
    assertThat(checks(gateway).check("172.16.0.4", name).why()).doesNotContain("customDnsServers");
    assertThat(
            checks(gateway + "      customDnsServers: [10.0.0.9]\n")
                .check("172.16.0.4", name)
                .why())
        .contains("customDnsServers");
    assertThat(checks(gateway + "      customDnsServers: [10.0.0.9]\n").verdict("vm", name))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void ownDnsServersAnswerForThemselves() throws RequestException {
    assertThat(checks().check("other", "web.westeurope.cloudapp.azure.com:443"))
        .returns(Verdict.UNKNOWN, Diagnosis::verdict)
        .extracting(Diagnosis::why)
        .asString()
        .contains("what DNS server 10.1.0.9 of own answers");
  }

  @Test
  void publicZonesAnswerWithRecordsAliasesAndResources() throws RequestException {
    Checks checks =
        checks(
            resource("Network/dnsZones", "contoso.example", ""),
            resource(
                "Network/dnsZones/A", "contoso.example/www", "ARecords: [{ipv4Address: 20.0.0.5}]"),
            resource(
                "Network/dnsZones/A",
                "contoso.example/@",
                "targetResource: {id: NET/publicIPAddresses/web-ip}"),
            resource(
                "Network/dnsZones/CNAME",
                "contoso.example/app",
                "CNAMERecord: {cname: www.contoso.example.}"),
            resource(
                "Network/dnsZones/A",
                "contoso.example/*.any",
                "ARecords: [{ipv4Address: 20.0.0.5}]"));
    for (String name : new String[] {"www.", "", "app.", "x.any."}) {
      assertThat(
              checks.check("vm", name + "contoso.example:443").flow().orElseThrow().destination())
          .isEqualTo(IpAddress.of("20.0.0.5"));
    }
    assertThat(checks.verdict("vm", "missing.contoso.example:443")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void privateZonesComeBeforePublicOnes() throws RequestException {
    Checks checks =
        Checks.in(
            NETWORK
                + "privateDnsZones: [{name: contoso.example, A: [{name: www, aRecords:"
                + " [10.0.0.5]}], virtualNetworkLinks: [{name: l, virtualNetwork: net}]}]\n"
                + "resources:\n"
                + resource(
                    "Network/dnsZones/A",
                    "contoso.example/www",
                    "ARecords: [{ipv4Address: 20.0.0.5}]"));
    assertThat(checks.check("vm", "www.contoso.example:443").flow().orElseThrow().destination())
        .isEqualTo(IpAddress.of("10.0.0.5"));
    assertThat(
            checks
                .check("203.0.113.9", "www.contoso.example:443")
                .flow()
                .orElseThrow()
                .destination())
        .isEqualTo(IpAddress.of("20.0.0.5"));
  }

  @Test
  void nameServersOfAZoneAreSaidForItsNamesOnly() throws RequestException {
    Checks checks =
        checks(resource("Network/dnsZones", "contoso.example", "nameServers: [ns1.example]"));
    assertThat(checks.check("vm", "x.contoso.example:443").missing())
        .anyMatch(words -> words.startsWith("nameServers"));
    assertThat(checks.check("vm", "x.fabrikam.example:443").missing())
        .noneMatch(words -> words.startsWith("nameServers"));
  }

  @Test
  void edgesSayWhatIsNotFollowedForTheirOwnNames() throws RequestException {
    String profile =
        "dnsConfig: {relativeName: shop}, trafficRoutingMethod: Priority, endpoints: [{name: e,"
            + " properties: {target: web.westeurope.cloudapp.azure.com}}]";
    Checks checks = checks(resource("Network/trafficManagerProfiles", "tm", profile));
    assertThat(checks.check("vm", "shop.trafficmanager.net:443"))
        .returns(Verdict.UNKNOWN, Diagnosis::verdict)
        .extracting(Diagnosis::why)
        .asString()
        .contains("of tm, which is not modelled");
    assertThat(checks.verdict("vm", "tm:443")).isEqualTo(Verdict.UNKNOWN);
    // The name of what stands behind it is another one.
    assertThat(checks.verdict("vm", "web.westeurope.cloudapp.azure.com:443"))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void edgeWithAKnownAddressIsReachedAndItsPagesAreNotKnown() throws RequestException {
    Checks checks =
        Checks.in(
            NETWORK
                + "dns: [{name: shop.azurefd.net, address: 20.0.9.9}]\nresources:\n"
                + resource(
                    "Network/frontDoors",
                    "shop",
                    "backendPools: [{name: p, properties: {backends: [{address: x.example}]}}]"));
    assertThat(checks.verdict("vm", "shop.azurefd.net:443")).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("vm", "https://shop.azurefd.net")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void customNamesOfAnAppMeetItsDoor() throws RequestException {
    Checks checks =
        Checks.in(
            NETWORK
                + "dns: [{name: www.contoso.example, address: 20.0.9.9}]\nresources:\n"
                + resource(
                    "Web/sites",
                    "shop",
                    "hostNames: [www.contoso.example], publicNetworkAccess: Disabled"));
    assertThat(checks.verdict("vm", "https://www.contoso.example")).isEqualTo(Verdict.UNREACHABLE);
    assertThat(checks.verdict("vm", "20.0.9.9:443")).isEqualTo(Verdict.REACHABLE);
  }
}
