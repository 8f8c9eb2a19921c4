package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The topology's schema and the loader agree on what a topology may hold. */
final class TopologySchemaTest {
  private static final Pattern ALLOWED = Pattern.compile("allowed: (.*)");

  private static List<Problem> problems(String yaml) {
    Source source = new Source("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    return switch (TopologyLoader.load(List.of(source))) {
      case Loaded.Ok _ -> List.of();
      case Loaded.Invalid(List<Problem> found) -> found;
    };
  }

  /// The keys that the loader lists for the object with the key `bogusKey`, in order. A very long
  /// list is cut, and ends with an ellipsis.
  private static List<String> keysOfLoader(String yaml) {
    for (Problem problem : problems(yaml)) {
      Matcher allowed = ALLOWED.matcher(problem.hint());
      if (problem.path().endsWith("bogusKey") && allowed.find()) {
        return List.of(allowed.group(1).split(", ", -1));
      }
    }
    throw new AssertionError("the loader does not mind the key: " + problems(yaml));
  }

  /** The keys that the schema knows, in order. */
  private static List<String> keysOfSchema(String definition) {
    JsonNode properties =
        definition.isEmpty()
            ? Schemas.TOPOLOGY.document().get("properties")
            : Schemas.TOPOLOGY.document().get("$defs").get(definition).get("properties");
    return properties.propertyNames().stream().sorted().toList();
  }

  private static void assertAgree(String definition, String yaml) {
    List<String> loader = keysOfLoader(yaml);
    List<String> schema = keysOfSchema(definition);
    if (loader.getLast().endsWith("…")) {
      int whole = loader.size() - 1;
      assertThat(loader.subList(0, whole)).isEqualTo(schema.subList(0, whole));
    } else {
      assertThat(loader).isEqualTo(schema);
    }
    assertThat(Schemas.TOPOLOGY.violationsOfYaml(yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                         | {pathwhy: 1, bogusKey: 1}",
        "virtualNetwork           | virtualNetworks: [{name: a, bogusKey: 1}]",
        "subnet                   | virtualNetworks: [{name: a, subnets: [{name: s, bogusKey:"
            + " 1}]}]",
        "securityGroup            | networkSecurityGroups: [{name: a, bogusKey: 1}]",
        "securityRule             | networkSecurityGroups: [{name: a, securityRules: [{bogusKey:"
            + " 1}]}]",
        "applicationSecurityGroup | applicationSecurityGroups: [{name: a, bogusKey: 1}]",
        "routeTable               | routeTables: [{name: a, bogusKey: 1}]",
        "route                    | routeTables: [{name: a, routes: [{bogusKey: 1}]}]",
        "publicIPAddress          | publicIPAddresses: [{name: a, bogusKey: 1}]",
        "networkInterface         | networkInterfaces: [{name: a, bogusKey: 1}]",
        "virtualMachine           | virtualMachines: [{name: a, bogusKey: 1}]",
        "virtualAppliance         | virtualAppliances: [{name: a, bogusKey: 1}]",
        "applianceRule            | virtualAppliances: [{name: a, rules: [{bogusKey: 1}]}]",
        "sourceNat                | virtualAppliances: [{name: a, sourceNat: [{bogusKey: 1}]}]",
        "destinationNat           | virtualAppliances: [{name: a, destinationNat: [{bogusKey:"
            + " 1}]}]",
        "observation              | {virtualMachines: [{name: a}], observed: {a: {bogusKey: 1}}}",
        "guestRule                | {virtualMachines: [{name: a}], observed: {a: {guestFirewall:"
            + " [{bogusKey: 1}]}}}",
        "site                     | sites: [{name: a, bogusKey: 1}]",
        "dnsRecord                | dns: [{name: a, bogusKey: 1}]",
        "gap                      | gaps: [{of: a, bogusKey: 1}]",
        "publicIPPrefix | publicIPPrefixes: [{name: a, bogusKey: 1}]",
        "loadBalancer | loadBalancers: [{name: a, bogusKey: 1}]",
        "frontend | loadBalancers: [{name: a, frontendIPConfigurations: [{bogusKey: 1}]}]",
        "backendPool | loadBalancers: [{name: a, backendAddressPools: [{bogusKey: 1}]}]",
        "probe | loadBalancers: [{name: a, probes: [{bogusKey: 1}]}]",
        "balancingRule | loadBalancers: [{name: a, loadBalancingRules: [{bogusKey: 1}]}]",
        "inboundNatRule | loadBalancers: [{name: a, inboundNatRules: [{bogusKey: 1}]}]",
        "inboundNatPool | loadBalancers: [{name: a, inboundNatPools: [{bogusKey: 1}]}]",
        "outboundRule | loadBalancers: [{name: a, outboundRules: [{bogusKey: 1}]}]",
        "privateEndpoint | privateEndpoints: [{name: a, bogusKey: 1}]",
        "endpointAddress | privateEndpoints: [{name: a, ipConfigurations: [{bogusKey: 1}]}]",
        "endpointName | privateEndpoints: [{name: a, customDnsConfigs: [{bogusKey: 1}]}]",
        "privateDnsZoneGroup | privateEndpoints: [{name: a, privateDnsZoneGroups: [{bogusKey:"
            + " 1}]}]",
        "privateDnsZone | privateDnsZones: [{name: a, bogusKey: 1}]",
        "aRecord | privateDnsZones: [{name: a, A: [{bogusKey: 1}]}]",
        "aaaaRecord | privateDnsZones: [{name: a, AAAA: [{bogusKey: 1}]}]",
        "cnameRecord | privateDnsZones: [{name: a, CNAME: [{bogusKey: 1}]}]",
        "zoneLink | privateDnsZones: [{name: a, virtualNetworkLinks: [{bogusKey: 1}]}]",
        "scaleSet | virtualMachineScaleSets: [{name: a, bogusKey: 1}]",
        "applicationGateway | applicationGateways: [{name: a, bogusKey: 1}]",
        "gatewayPlace | applicationGateways: [{name: a, gatewayIPConfigurations: [{bogusKey: 1}]}]",
        "gatewayFrontend | applicationGateways: [{name: a, frontendIPConfigurations: [{bogusKey:"
            + " 1}]}]",
        "gatewayPort | applicationGateways: [{name: a, frontendPorts: [{bogusKey: 1}]}]",
        "gatewayPool | applicationGateways: [{name: a, backendAddressPools: [{bogusKey: 1}]}]",
        "gatewaySetting | applicationGateways: [{name: a, backendHttpSettingsCollection:"
            + " [{bogusKey: 1}]}]",
        "gatewayListener | applicationGateways: [{name: a, httpListeners: [{bogusKey: 1}]}]",
        "urlPathMap | applicationGateways: [{name: a, urlPathMaps: [{bogusKey: 1}]}]",
        "requestRoutingRule | applicationGateways: [{name: a, requestRoutingRules: [{bogusKey:"
            + " 1}]}]",
        "virtualNetworkGateway | virtualNetworkGateways: [{name: a, bogusKey: 1}]",
        "placement | virtualNetworkGateways: [{name: a, ipConfigurations: [{bogusKey: 1}]}]",
        "bgpSettings | virtualNetworkGateways: [{name: a, bgpSettings: {bogusKey: 1}}]",
        "clients | virtualNetworkGateways: [{name: a, vpnClientConfiguration: {bogusKey: 1}}]",
        "localNetworkGateway | localNetworkGateways: [{name: a, bogusKey: 1}]",
        "gatewayConnection | connections: [{name: a, bogusKey: 1}]",
        "expressRouteCircuit | expressRouteCircuits: [{name: a, bogusKey: 1}]",
        "virtualHub | virtualHubs: [{name: a, addressPrefix: 10.0.0.0/23, bogusKey: 1}]",
        "hubConnection | virtualHubs: [{name: a, hubVirtualNetworkConnections: [{bogusKey: 1}]}]",
        "hubRouteTable | virtualHubs: [{name: a, hubRouteTables: [{bogusKey: 1}]}]",
        "routingIntent | virtualHubs: [{name: a, routingIntent: {bogusKey: 1}}]",
        "hubVpnGateway | vpnGateways: [{name: a, bogusKey: 1}]",
        "vpnConnection | vpnGateways: [{name: a, vpnConnections: [{bogusKey: 1}]}]",
        "vpnSite | vpnSites: [{name: a, bogusKey: 1}]",
        "hubExpressRouteGateway | expressRouteGateways: [{name: a, bogusKey: 1}]",
        "hubPointToSiteGateway | p2sVpnGateways: [{name: a, bogusKey: 1}]",
        "azureFirewall | azureFirewalls: [{name: a, bogusKey: 1}]",
        "firewallPolicy | firewallPolicies: [{name: a, bogusKey: 1}]",
        "ruleCollectionGroup | firewallPolicies: [{name: a, ruleCollectionGroups: [{bogusKey:"
            + " 1}]}]",
        "ruleCollection | firewallPolicies: [{name: a, ruleCollectionGroups: [{ruleCollections:"
            + " [{bogusKey: 1}]}]}]",
        "natRule | firewallPolicies: [{name: a, ruleCollectionGroups: [{ruleCollections: [{rules:"
            + " [{ruleType: NatRule, bogusKey: 1}]}]}]}]",
        "networkRule | firewallPolicies: [{name: a, ruleCollectionGroups: [{ruleCollections:"
            + " [{rules: [{ruleType: NetworkRule, bogusKey: 1}]}]}]}]",
        "applicationRule | firewallPolicies: [{name: a, ruleCollectionGroups: [{ruleCollections:"
            + " [{rules: [{ruleType: ApplicationRule, bogusKey: 1}]}]}]}]",
        "classicNatRuleCollection | azureFirewalls: [{name: a, natRuleCollections: [{bogusKey:"
            + " 1}]}]",
        "classicNatRule | azureFirewalls: [{name: a, natRuleCollections: [{rules: [{bogusKey:"
            + " 1}]}]}]",
        "classicNetworkRule | azureFirewalls: [{name: a, networkRuleCollections: [{rules:"
            + " [{bogusKey: 1}]}]}]",
        "classicApplicationRule | azureFirewalls: [{name: a, applicationRuleCollections: [{rules:"
            + " [{bogusKey: 1}]}]}]",
        "ipGroup | ipGroups: [{name: a, bogusKey: 1}]",
        "networkManager | networkManagers: [{name: a, bogusKey: 1}]",
        "networkGroup | networkManagers: [{name: a, networkGroups: [{bogusKey: 1}]}]",
        "adminConfiguration | networkManagers: [{name: a, securityAdminConfigurations: [{bogusKey:"
            + " 1}]}]",
        "adminRuleCollection | networkManagers: [{name: a, securityAdminConfigurations:"
            + " [{ruleCollections: [{bogusKey: 1}]}]}]",
        "adminRule | networkManagers: [{name: a, securityAdminConfigurations: [{ruleCollections:"
            + " [{rules: [{bogusKey: 1}]}]}]}]"
      })
  void schemaAndLoaderKnowTheSameKeys(String definition, String yaml) {
    assertAgree(definition == null ? "" : definition, yaml);
  }

  @Test
  void bothKnowTheKeysOfPeerings() {
    String yaml =
        """
        virtualNetworks:
          - {name: a, addressSpace: [10.0.0.0/16],
             virtualNetworkPeerings: [{remoteVirtualNetwork: b, bogusKey: 1}]}
          - {name: b, addressSpace: [10.1.0.0/16]}
        """;

    assertAgree("peering", yaml);
  }

  @Test
  void bothKnowTheKeysOfIpConfigurations() {
    String yaml =
        "networkInterfaces: [{name: a, ipConfigurations: [{name: v4, subnet: n/s, bogusKey: 1}]}]";

    assertAgree("ipConfiguration", yaml);
  }

  /** What the loader asks for depends on what is there: one spelling, or one place, is enough. */
  @Test
  void theSchemaKnowsEveryKeyThatTheLoaderKnowsOfBastionHostsAndNatGateways() {
    Set<String> bastion =
        union(
            keysOfLoader("bastionHosts: [{name: a, bogusKey: 1}]"),
            keysOfLoader(
                "bastionHosts: [{name: a, ipConfigurations: [{subnet: s}], bogusKey: 1}]"));
    Set<String> gateway =
        union(
            keysOfLoader("natGateways: [{name: a, bogusKey: 1}]"),
            keysOfLoader("natGateways: [{name: a, publicIpAddresses: [], bogusKey: 1}]"));

    assertThat(bastion).containsExactlyElementsOf(keysOfSchema("bastionHost"));
    assertThat(gateway).containsExactlyElementsOf(keysOfSchema("natGateway"));
  }

  private static Set<String> union(Collection<String> one, Collection<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{pathwhy: 2}",
        "virtualNetworks: [{addressSpace: [10.0.0.0/16]}]",
        "virtualNetworks: [{name: a/b, addressSpace: [10.0.0.0/16]}]",
        "virtualNetworks: [{name: a, addressSpace: [10.0.0.0/33]}]",
        "virtualNetworks: [{name: a, addressSpace: [10.0.0]}]",
        "virtualNetworks: [{name: a, addressSpace: ['fd00::/129']}]",
        "virtualNetworks: [{name: a, addressSpace: [256.0.0.0/8]}]",
        "virtualNetworks: {name: a}",
        "virtualNetworks: [a]",
        "virtualNetworks: [{name: a, addressSpace: [10.0.0.0/16], subnets: [{name: s,"
            + " addressPrefix: 10.0.0.0/24, defaultOutboundAccess: maybe}]}]",
        "virtualNetworks: [{name: a, addressSpace: [10.0.0.0/16], virtualNetworkPeerings:"
            + " [{name: p, peeringState: Broken}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, priority: 99}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, priority: first}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, direction: In}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, access: Permit}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, protocol: Http}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, destinationPortRange:"
            + " https}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, destinationPortRange:"
            + " 65536}]}]",
        "networkSecurityGroups: [{name: a, securityRules: [{name: r, sourceAddressPrefix:"
            + " 10.0/8}]}]",
        "routeTables: [{name: a, routes: [{name: r, nextHopType: Firewall}]}]",
        "routeTables: [{name: a, routes: [{name: r, nextHopIpAddress: 10.0.0.0/24}]}]",
        "publicIPAddresses: [{name: a, sku: Premium}]",
        "publicIPAddresses: [{name: a, ipAddress: 203.0.113}]",
        "virtualAppliances: [{name: a, rules: [{name: r}]}]",
        "virtualAppliances: [{name: a, sourceNat: [{destinationAddressPrefix: Internet}]}]",
        "virtualAppliances: [{name: a, destinationNat: [{translatedAddress: interface}]}]",
        "virtualAppliances: [{name: a, destinationNat: [{translatedAddress: 10.0.0.4,"
            + " translatedPort: 0}]}]",
        "{virtualMachines: [{name: a}], observed: {a: running}}",
        "{virtualMachines: [{name: a}], observed: {a: {powerState: asleep}}}",
        "{virtualMachines: [{name: a}], observed: {a: {listening: [443]}}}",
        "{virtualMachines: [{name: a}], observed: {a: {cpuPercent: 101}}}",
        "{virtualMachines: [{name: a}], observed: {a: {guestFirewall: [{port: 22}]}}}",
        "{virtualMachines: [{name: a}], observed: {a: {probes: {a: maybe}}}}",
        "loadBalancers: [{name: a, sku: Premium}]",
        "loadBalancers: [{name: a, frontendIPConfigurations: [{name: f, publicIPAdress: p}]}]",
        "loadBalancers: [{name: a, probes: [{name: p}]}]",
        "privateEndpoints: [{name: a}]",
        "privateEndpoints: [{name: a, subnet: s, privateLinkServiceConnectionState: Open}]",
        "privateDnsZones: [{name: a, A: [{name: www, aRecords: [10.0]}]}]",
        "virtualMachineScaleSets: [{name: a}]",
        "virtualMachineScaleSets: [{name: a, capacity: 1001}]",
        "publicIPPrefixes: [{name: a, ipPrefix: 10.0.0.0/40}]",
        "applicationGateways: [{name: a, frontendPorts: [{name: p, port: 0}]}]",
        "virtualNetworkGateways: [{name: a, gatewayType: Wan}]",
        "virtualNetworkGateways: [{name: a, ipConfigurations: [subnet]}]",
        "localNetworkGateways: [{name: a, localNetworkAddressSpace: [10.0.0.0/33]}]",
        "connections: [{name: a, localNetworkGateway2: b}]",
        "connections: [{name: a, virtualNetworkGateway1: g, connectionType: Tunnel}]",
        "virtualHubs: [{name: a, addressPrefix: 10.0.0/23}]",
        "virtualHubs: [{name: a, addressPrefix: 10.0.0.0/23, routingIntent: {routingPolicies:"
            + " [{destinations: [Everything], nextHop: f}]}}]",
        "vpnGateways: [{name: a}]",
        "ipGroups: [{ipAddresses: [10.0.0.0/8]}]",
        "firewallPolicies: [{name: a, ruleCollectionGroups: [{name: g, priority: 99}]}]",
        "networkManagers: [{name: a, securityAdminConfigurations: [{name: s, ruleCollections:"
            + " [{name: c, appliesToGroups: [], rules: [{name: r, priority: 1, direction: Inbound,"
            + " access: Never, protocol: Tcp}]}]}]}]",
        "{expressRouteCircuits: [{name: a}], observed: {a: {arp: none}}}",
        "{virtualMachines: [{name: a}], observed: {a: {connectionState: up}}}",
        "dns: [{name: a}]",
        "dns: [{name: a, address: 10.0.0.4, cname: b}]",
        "dns: [{name: a, fails: REFUSED}]",
        "sites: [{name: a}]",
        "serviceTags: {Storage: [10.0.0.0/40]}"
      })
  void whatTheLoaderRefusesTheSchemaRefusesToo(String yaml) {
    assertThat(problems(yaml)).as("problems of the loader").isNotEmpty();
    assertThat(Schemas.TOPOLOGY.violationsOfYaml(yaml)).as("violations").isNotEmpty();
  }

  @Test
  void examplesOfTheSchemaAreTopologies() {
    for (JsonNode example : Schemas.TOPOLOGY.document().get("examples")) {
      assertThat(Schemas.TOPOLOGY.violationsOfJson(example.toString())).isEmpty();
      assertThat(problems(example.toString())).isEmpty();
    }
  }

  @Test
  void everyObjectOfEverySchemaIsClosedAndEveryPropertyIsDescribed() {
    for (Schemas schema : Schemas.ALL) {
      JsonNode definitions = schema.document().get("$defs");
      for (String name : definitions.propertyNames()) {
        JsonNode definition = definitions.get(name);
        if (definition.has("properties")) {
          assertThat(definition.path("additionalProperties").asBoolean(true)).as(name).isFalse();
          assertThat(definition.has("description")).as(name).isTrue();
          definition
              .get("properties")
              .forEachEntry((key, property) ->
                  assertThat(property.has("description") || property.has("$ref"))
                      .as("%s.%s", name, key)
                      .isTrue());
        }
      }
    }
  }

  @Test
  void everyDefinitionIsUsed() {
    for (Schemas schema : Schemas.ALL) {
      assertThat(references(schema.document()))
          .containsExactlyInAnyOrderElementsOf(
              schema.document().get("$defs").propertyNames().stream()
                  .map(name -> "#/$defs/" + name)
                  .toList());
    }
  }

  private static Set<String> references(JsonNode document) {
    Set<String> found = new HashSet<>();
    Deque<JsonNode> left = new ArrayDeque<>(List.of(document));
    while (!left.isEmpty()) {
      JsonNode node = left.pop();
      if (node.isObject() && node.has("$ref")) {
        found.add(node.get("$ref").asString());
      }
      List<JsonNode> children = new ArrayList<>();
      node.forEach(children::add);
      left.addAll(children);
    }
    return found;
  }
}
