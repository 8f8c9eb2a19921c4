package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who answers a machine of a spoke that asks for `db.corp.example`: a private zone has it that is
/// linked to the hub alone, where a private resolver listens at 10.0.0.4.
final class DnsServersTest {
  private static final String PROVIDER = "/subscriptions/s/resourceGroups/g/providers/Microsoft.";
  private static final String DATABASE = "db.corp.example";

  private static final String ESTATE =
      """
      [{"id": "$/Network/virtualNetworks/hub", "name": "hub", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
        "subnets": [{"name": "in", "addressPrefix": "10.0.0.0/28"}, {"name": "data", "addressPrefix": "10.0.1.0/24"}],
        "virtualNetworkPeerings": [{"name": "s", "remoteVirtualNetwork": {"id": "$/Network/virtualNetworks/spoke"}}]},
       {"id": "$/Network/virtualNetworks/spoke", "name": "spoke", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
        "dhcpOptions": {"dnsServers": [$NETWORK]},
        "subnets": [{"name": "a", "addressPrefix": "10.1.0.0/24"}],
        "virtualNetworkPeerings": [{"name": "h", "remoteVirtualNetwork": {"id": "$/Network/virtualNetworks/hub"}}]},
       {"id": "$/Network/networkInterfaces/vm-nic", "name": "vm-nic", "dnsSettings": {"dnsServers": [$INTERFACE]},
        "virtualMachine": {"id": "$/Compute/virtualMachines/vm"}, "ipConfigurations": [{"name": "c",
        "privateIPAddress": "10.1.0.4", "subnet": {"id": "$/Network/virtualNetworks/spoke/subnets/a"}}]},
       {"id": "$/Network/networkInterfaces/db-nic", "name": "db-nic",
        "virtualMachine": {"id": "$/Compute/virtualMachines/db"}, "ipConfigurations": [{"name": "c",
        "privateIPAddress": "10.0.1.4", "subnet": {"id": "$/Network/virtualNetworks/hub/subnets/data"}}]},
       {"id": "$/Network/privateDnsZones/corp.example", "type": "Microsoft.Network/privateDnsZones", "name": "corp.example", "properties": {}},
       {"id": "$/Network/privateDnsZones/corp.example/A/db", "type": "Microsoft.Network/privateDnsZones/A",
        "name": "corp.example/db", "properties": {"aRecords": [{"ipv4Address": "10.0.1.4"}]}},
       {"id": "$/Network/privateDnsZones/corp.example/virtualNetworkLinks/hub", "name": "corp.example/hub",
        "type": "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "properties": {"virtualNetwork": {"id": "$/Network/virtualNetworks/$LINK"}, "registrationEnabled": false}},
       {"id": "$/Network/dnsResolvers/r", "type": "Microsoft.Network/dnsResolvers", "name": "r",
        "properties": {"virtualNetwork": {"id": "$/Network/virtualNetworks/hub"}}},
       {"id": "$/Network/dnsResolvers/r/inboundEndpoints/in", "type": "Microsoft.Network/dnsResolvers/inboundEndpoints",
        "name": "r/in", "properties": {"ipConfigurations": [{"privateIpAddress": "10.0.0.4",
        "subnet": {"id": "$/Network/virtualNetworks/hub/subnets/in"}}]}}$MORE]
      """;

  /** A ruleset with one rule, which holds in the spoke. */
  private static String forwarding(String domain, String state, String server) {
    return """
    , {"id": "$/Network/dnsForwardingRulesets/rules", "type": "Microsoft.Network/dnsForwardingRulesets", "name": "rules",
       "properties": {"dnsResolverOutboundEndpoints": [{"id": "$/Network/dnsResolvers/r/outboundEndpoints/out"}]}},
      {"id": "$/Network/dnsForwardingRulesets/rules/forwardingRules/corp", "name": "rules/corp",
       "type": "Microsoft.Network/dnsForwardingRulesets/forwardingRules", "properties": {"domainName": "%s",
       "forwardingRuleState": "%s", "targetDnsServers": [{"ipAddress": "%s", "port": 53}]}},
      {"id": "$/Network/dnsForwardingRulesets/rules/virtualNetworkLinks/spoke", "name": "rules/spoke",
       "type": "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks",
       "properties": {"virtualNetwork": {"id": "$/Network/virtualNetworks/spoke"}}}
    """
        .formatted(domain, state, server);
  }

  private static Diagnosis ask(String name, String text) throws RequestException {
    Source source =
        new Source("net.json", text.replace("$/", PROVIDER).getBytes(StandardCharsets.UTF_8));
    return switch (TopologyLoader.load(List.of(source))) {
      case Loaded.Invalid(var problems) -> throw new AssertionError(problems.toString());
      case Loaded.Ok(var topology, _) ->
          new ConnectivityCheck(new EffectiveNetwork(topology))
              .check(
                  new CheckRequest(
                      "vm",
                      name,
                      Optional.empty(),
                      Optional.of(443),
                      Optional.empty(),
                      Optional.empty(),
                      false));
    };
  }

  private static String estate(String ofNetwork, String ofInterface, String link, String more) {
    return ESTATE
        .replace("$NETWORK", ofNetwork)
        .replace("$INTERFACE", ofInterface)
        .replace("$LINK", link)
        .replace("$MORE", more);
  }

  private static void assertUnknown(Diagnosis diagnosis, String missing) {
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(diagnosis.why()).contains(missing);
  }

  @Test
  void azureAnswersByTheZonesOfTheNetwork() throws RequestException {
    assertThat(ask(DATABASE, estate("", "", "spoke", "")).verdict()).isEqualTo(Verdict.REACHABLE);
    assertUnknown(ask(DATABASE, estate("", "", "hub", "")), "resolves to");
  }

  @Test
  void aResolverAnswersAsItsNetworkDoes() throws RequestException {
    String resolver = "\"10.0.0.4\"";
    assertThat(ask(DATABASE, estate(resolver, "", "hub", "")).verdict())
        .isEqualTo(Verdict.REACHABLE);
    assertThat(ask("gone.corp.example", estate(resolver, "", "hub", "")).verdict())
        .isEqualTo(Verdict.UNREACHABLE);
    assertUnknown(ask(DATABASE, estate(resolver, "", "spoke", "")), "resolves to");
    assertUnknown(ask(DATABASE, estate("\"10.0.9.9\"", "", "hub", "")), "DNS server 10.0.9.9");
  }

  @Test
  void anInterfaceAsksItsOwnServers() throws RequestException {
    String resolver = "\"10.0.0.4\"";
    assertThat(ask(DATABASE, estate("\"10.0.9.9\"", resolver, "hub", "")).verdict())
        .isEqualTo(Verdict.REACHABLE);
    assertUnknown(
        ask(DATABASE, estate(resolver, "\"10.0.9.9\"", "hub", "")), "DNS server 10.0.9.9");
    assertThat(ask(DATABASE, estate(resolver, "\"168.63.129.16\"", "spoke", "")).verdict())
        .as("Azure's own")
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void aRuleSendsNamesOfItsDomainOn() throws RequestException {
    String known = forwarding("corp.example.", "Enabled", "10.0.0.4");
    assertThat(ask(DATABASE, estate("", "", "hub", known)).verdict()).isEqualTo(Verdict.REACHABLE);
    String elsewhere = forwarding("corp.example.", "Enabled", "172.20.0.10");
    assertUnknown(ask(DATABASE, estate("", "", "hub", elsewhere)), "DNS server 172.20.0.10");
    String all = forwarding(".", "Enabled", "10.0.0.4");
    assertThat(ask(DATABASE, estate("", "", "hub", all)).verdict()).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void otherRulesChangeNothing() throws RequestException {
    for (String rule :
        List.of(
            forwarding("corp.example.", "Disabled", "172.20.0.10"),
            forwarding("example.com.", "Enabled", "172.20.0.10"),
            forwarding("acorp.example.", "Enabled", "172.20.0.10"))) {
      assertThat(ask(DATABASE, estate("", "", "spoke", rule)).verdict())
          .isEqualTo(Verdict.REACHABLE);
    }
  }

  @Test
  void whetherAZoneOrARuleWinsIsNotSettled() throws RequestException {
    String rule = forwarding("corp.example.", "Enabled", "172.20.0.10");
    assertUnknown(ask(DATABASE, estate("", "", "spoke", rule)), "which one wins");
  }

  @Test
  void aRuleThatComesBackIsNotFollowedForEver() throws RequestException {
    String round =
        forwarding("corp.example.", "Enabled", "10.0.0.4")
            .replace("virtualNetworks/spoke\"", "virtualNetworks/hub\"");
    assertUnknown(ask("x.corp.example", estate("\"10.0.0.4\"", "", "spoke", round)), "rule corp");
  }
}
