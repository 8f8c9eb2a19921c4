package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure Firewalls and the order and meaning of their rules. */
final class FirewallTest {
  private static FirewallPolicy policy(String yaml) {
    return Inputs.only(Inputs.topology(yaml), FirewallPolicy.class, "p");
  }

  private static FirewallPolicy.NetworkRule rule(String addresses) {
    return policy(
            """
            ipGroups: [{name: servers, ipAddresses: [10.1.1.0/24, 10.1.2.4]}]
            firewallPolicies:
              - name: p
                ruleCollectionGroups:
                  - name: g
                    priority: 100
                    ruleCollections:
                      - name: c
                        priority: 100
                        action: Allow
                        rules: [{name: r, ruleType: NetworkRule, ipProtocols: [Any], destinationAddresses: "*", %s}]
            """
                .formatted(addresses))
        .rules()
        .network()
        .getFirst()
        .rules()
        .getFirst();
  }

  @Test
  void collectionsAreOrderedByTheirGroupAndThenByThemselves() {
    String collection =
        "{name: %s, priority: %d, action: Deny, rules: [{name: r, ruleType: NetworkRule,"
            + " ipProtocols: [Tcp], sourceAddresses: ['*'], destinationAddresses: ['*']}]}";
    FirewallPolicy policy =
        policy(
            "firewallPolicies: [{name: p, ruleCollectionGroups: ["
                + "{name: late, priority: 300, ruleCollections: ["
                + collection.formatted("third", 100)
                + "]}, {name: early, priority: 200, ruleCollections: ["
                + collection.formatted("second", 900)
                + ", "
                + collection.formatted("first", 400)
                + "]}]}]");

    assertThat(policy.rules().network())
        .extracting(FirewallPolicy.NetworkCollection::name)
        .containsExactly("first", "second", "third");
    assertThat(policy.rules().network()).allMatch(each -> each.access() == Access.DENY);
    assertThat(policy.rules().nat()).isEmpty();
    assertThat(policy.rules().missing()).isEmpty();
  }

  @Test
  void everyKindOfRule() {
    FirewallPolicy policy =
        policy(
            """
            firewallPolicies:
              - name: base
              - name: p
                basePolicy: base
                ruleCollectionGroups:
                  - name: g
                    priority: 100
                    ruleCollections:
                      - {name: n, priority: 100, action: {type: DNAT}, ruleCollectionType: FirewallPolicyNatRuleCollection,
                         rules: [{name: web, ruleType: NatRule, ipProtocols: [TCP], sourceAddresses: ["*"], destinationAddresses: [203.0.113.9],
                                  destinationPorts: ["443"], translatedAddress: 10.1.1.4, translatedPort: "8443"}]}
                      - {name: a, priority: 200, action: Allow,
                         rules: [{name: sites, ruleType: ApplicationRule, sourceAddresses: [10.0.0.0/8], protocols: [{protocolType: Https}, {protocolType: http, port: 8080}],
                                  targetFqdns: ["*.contoso.example"], targetUrls: ["www.example/*", "www.example/docs/a.html"], fqdnTags: [WindowsUpdate], webCategories: [News]}]}
            """);

    assertThat(policy.basePolicy()).map(ResourceId::name).contains("base");
    FirewallPolicy.NatRule nat = policy.rules().nat().getFirst().rules().getFirst();
    assertThat(nat.translatedAddress()).contains(IpAddress.of("10.1.1.4"));
    assertThat(nat.translatedPort()).contains(8443);
    assertThat(nat.traffic().destination())
        .containsExactly(new AddressTerm.Block(Prefix.of("203.0.113.9/32")));
    FirewallPolicy.ApplicationRule sites =
        policy.rules().application().getFirst().rules().getFirst();
    assertThat(sites.traffic().destinationPorts())
        .containsExactly(new PortRange(443, 443), new PortRange(8080, 8080));
    assertThat(sites.fqdns()).containsExactly("*.contoso.example", "www.example");
    assertThat(sites.tags()).containsExactly("WindowsUpdate");
    assertThat(sites.categories()).containsExactly("News", "www.example/docs/a.html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sourceAddresses: 10.0.0.4-10.0.0.6 | 10.0.0.4/31, 10.0.0.6",
        "sourceAddresses: [10.0.0.4, 10.1.0.0/16] | 10.0.0.4, 10.1.0.0/16",
        "sourceAddresses: [AzureCloud.westeurope] | AzureCloud.westeurope",
        "sourceIpGroups: [servers] | 10.1.1.0/24, 10.1.2.4",
        "sourceIpGroups: [/subscriptions/s/ipGroups/elsewhere] |"
            + " /subscriptions/s/ipGroups/elsewhere"
      })
  void sourcesOfRules(String keys, String terms) {
    assertThat(rule(keys).traffic().source()).hasToString("[" + terms + "]");
  }

  @Test
  void exportsMayWritePrefixesWithHostBits() {
    String arm =
        """
        [{"id": "%s", "name": "p", "type": "Microsoft.Network/firewallPolicies", "properties": {"ruleCollectionGroups": [
          {"name": "g", "properties": {"priority": 100, "ruleCollections": [{"name": "c", "priority": 100, "action": {"type": "Allow"},
            "rules": [{"name": "r", "ruleType": "NetworkRule", "ipProtocols": ["Any"], "sourceAddresses": ["10.0.0.9/24", "fd00::1/64"], "destinationAddresses": ["*"]}]}]}}]}}]
        """
            .formatted(Inputs.network("firewallPolicies/p"));
    assertThat(policy(arm).rules().network().getFirst().rules().getFirst().traffic().source())
        .hasToString("[10.0.0.0/24, fd00::/64]");
    assertThat(
            Inputs.problems("ipGroups: [{name: g, ipAddresses: [10.0.0.9/24, 10.0.0.9-10.0.0.1]}]"))
        .hasSize(2);
  }

  @Test
  void aGroupThatIsNamedButNotThereIsMissing() {
    String group = Inputs.network("firewallPolicies/p/ruleCollectionGroups/%s");
    String policy =
        """
        {"id": "%s", "name": "p", "type": "Microsoft.Network/firewallPolicies", "properties": {"ruleCollectionGroups": [{"id": "%s"}, {"id": "%s"}]}}
        """
            .formatted(
                Inputs.network("firewallPolicies/p"),
                group.formatted("here"),
                group.formatted("elsewhere"));
    String here =
        """
        {"id": "%s", "name": "here", "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "properties": {"priority": 100, "ruleCollections": []}}
        """
            .formatted(group.formatted("here"));

    assertThat(policy("[" + here + "," + policy + "]").rules().missing())
        .containsExactly(ResourceId.of(group.formatted("elsewhere")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                    | Optional.empty",
        "{snat: {privateRanges: []}}                           | Optional[[]]",
        "{snat: {privateRanges: [255.255.255.255/32]}}         | Optional[[255.255.255.255/32]]",
        "{snat: {privateRanges: [ianaprivateranges, 192.0.2.1]}} | Optional[[10.0.0.0/8,"
            + " 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 192.0.2.1/32]]"
      })
  void privateRanges(String keys, String expected) {
    String rest = keys.substring(1);
    assertThat(policy("firewallPolicies: [{name: p, " + rest + "]").privateRanges())
        .hasToString(expected);
  }

  @Test
  void aFirewallInANetworkAndOneInAHub() {
    Topology topology =
        Inputs.topology(
            """
            virtualNetworks: [{name: hub, addressSpace: [10.0.0.0/16], subnets: [{name: AzureFirewallSubnet, addressPrefix: 10.0.1.0/26}]}]
            virtualHubs: [{name: wan-hub, addressPrefix: 10.200.0.0/23}]
            firewallPolicies: [{name: p}]
            publicIPAddresses: [{name: a}, {name: b}]
            azureFirewalls:
              - {name: inside, subnet: hub/AzureFirewallSubnet, privateIPAddress: 10.0.1.4, publicIPAddress: [a, b], firewallPolicy: p}
              - {name: above, virtualHub: wan-hub, hubIPAddresses: {privateIPAddress: 10.200.0.132, publicIPs: {count: 1, addresses: [{address: 203.0.113.9}]}}}
            """);

    AzureFirewall inside = Inputs.only(topology, AzureFirewall.class, "inside");
    assertThat(inside.subnet()).map(ResourceId::name).contains("AzureFirewallSubnet");
    assertThat(inside.privateAddress()).contains(IpAddress.of("10.0.1.4"));
    assertThat(inside.publicIpAddresses()).hasSize(2);
    assertThat(inside.policy()).map(ResourceId::name).contains("p");
    AzureFirewall above = Inputs.only(topology, AzureFirewall.class, "above");
    assertThat(above.subnet()).isEmpty();
    assertThat(above.virtualHub()).map(ResourceId::name).contains("wan-hub");
    assertThat(above.privateAddress()).contains(IpAddress.of("10.200.0.132"));
    assertThat(above.hubPublicAddresses()).isEqualTo(List.of(IpAddress.of("203.0.113.9")));
    assertThat(Inputs.problems("azureFirewalls: [{name: nowhere}]"))
        .singleElement()
        .asString()
        .contains("subnet is missing");
  }

  @Test
  void theManagementAddressOfAFirewallIsNotItsOwn() {
    String arm =
        """
        [{"id": "%s", "name": "fw", "type": "Microsoft.Network/azureFirewalls", "properties": {
          "managementIpConfiguration": {"name": "m", "properties": {"subnet": {"id": "/subscriptions/s/m"}, "publicIPAddress": {"id": "/subscriptions/s/mp"}}},
          "ipConfigurations": [{"name": "c", "properties": {"privateIPAddress": "10.0.1.4", "subnet": {"id": "/subscriptions/s/fw"}}},
            {"name": "d", "properties": {"publicIPAddress": {"id": "/subscriptions/s/p"}}}]}}]
        """
            .formatted(Inputs.network("azureFirewalls/fw"));

    AzureFirewall firewall = Inputs.only(Inputs.topology(arm), AzureFirewall.class, "fw");
    assertThat(firewall.subnet()).contains(ResourceId.of("/subscriptions/s/fw"));
    assertThat(firewall.publicIpAddresses()).containsExactly(ResourceId.of("/subscriptions/s/p"));
  }

  @Test
  void theRulesOfAFirewallWithoutAPolicy() {
    String arm =
        """
        [{"id": "%s", "name": "fw", "type": "Microsoft.Network/azureFirewalls", "properties": {
          "ipConfigurations": [],
          "natRuleCollections": [{"name": "n", "properties": {"priority": 100, "action": {"type": "Dnat"}, "rules": [
            {"name": "r", "protocols": ["TCP"], "sourceAddresses": ["*"], "destinationAddresses": ["203.0.113.9"], "destinationPorts": ["22"], "translatedAddress": "10.1.1.4", "translatedPort": "22"}]}}],
          "networkRuleCollections": [
            {"name": "b", "properties": {"priority": 300, "action": {"type": "Allow"}, "rules": [{"name": "r", "protocols": ["UDP"], "sourceAddresses": ["*"], "destinationAddresses": ["*"], "destinationPorts": ["53"]}]}},
            {"name": "a", "properties": {"priority": 200, "action": {"type": "Deny"}, "rules": [{"name": "r", "protocols": ["Any"], "sourceAddresses": ["*"], "destinationAddresses": ["*"], "destinationPorts": ["*"]}]}}],
          "applicationRuleCollections": [{"name": "w", "properties": {"priority": 200, "action": {"type": "Allow"}, "rules": [
            {"name": "r", "protocols": [{"protocolType": "Https", "port": 443}], "sourceAddresses": ["*"], "targetFqdns": ["*"], "fqdnTags": []}]}}]}}]
        """
            .formatted(Inputs.network("azureFirewalls/fw"));

    FirewallPolicy.Rules rules =
        Inputs.only(Inputs.topology(arm), AzureFirewall.class, "fw").ownRules();
    assertThat(rules.nat()).hasSize(1);
    assertThat(rules.network())
        .extracting(each -> each.name() + each.access())
        .containsExactly("a" + Access.DENY, "b" + Access.ALLOW);
    assertThat(rules.application().getFirst().rules().getFirst().fqdns()).containsExactly("*");
  }
}
