package io.github.pathwhy.load.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the census says of properties, with rows as they are. */
final class CensusTest {
  private static final Finding HARMLESS = new Finding.Harmless();
  private static final Finding MODELLED = new Finding.Modelled(Optional.empty());
  private static final Finding PARTS = new Finding.Parts();
  private static final Finding UNLISTED = new Finding.Unlisted();

  private static final String BALANCERS = "Microsoft.Network/loadBalancers";
  private static final String NETWORKS = "Microsoft.Network/virtualNetworks";
  private static final String SUBNETS = "Microsoft.Network/virtualNetworks/subnets";
  private static final String INTERFACES = "Microsoft.Network/networkInterfaces";
  private static final String POLICY_GROUPS =
      "Microsoft.Network/firewallPolicies/ruleCollectionGroups";
  private static final String VAULTS = "Microsoft.KeyVault/vaults";
  private static final String ADMIN_RULES =
      "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules";

  private static Tree tree(String yaml) {
    Problems problems = new Problems();
    Source source = new Source("value", yaml.getBytes(StandardCharsets.UTF_8));
    return DocumentParser.parse(source, problems, new Limits(1L << 30)).orElseThrow();
  }

  private static Tree.Mapping object(String yaml) {
    return (Tree.Mapping) tree(yaml);
  }

  /** The value stands in a list, so that texts of any kind are YAML. */
  private static Tree value(String yaml) {
    return ((Tree.Sequence) tree("- " + yaml)).items().getFirst();
  }

  private static Finding property(String type, String path, Tree value) {
    Finding finding = Census.bundled().property(type, List.of(path.split("\\.", -1)), value);
    return finding instanceof Finding.Modelled ? MODELLED : finding;
  }

  private static Finding property(String type, String path, String yaml) {
    return property(type, path, value(yaml));
  }

  private static Finding decides(Role role) {
    return decides(role, Condition.ALWAYS);
  }

  private static Finding decides(Role role, Condition condition) {
    return new Finding.Decides(role, false, condition);
  }

  private static Finding warns(Role role) {
    return new Finding.Decides(role, true, Condition.ALWAYS);
  }

  /** All properties of a resource that decide, down to the last. */
  private static List<String> deciding(String type, String yaml) {
    List<String> found = new ArrayList<>();
    Tree.Mapping resource = object(yaml);
    collect(Census.bundled().resource(type, resource), resource, "", found);
    return found;
  }

  private static void collect(Place at, Tree.Mapping object, String path, List<String> found) {
    for (Tree.Entry entry : object.entries()) {
      Judged judged = at.entry(entry.key(), entry.value());
      String here = path + entry.key();
      if (judged.finding() instanceof Finding.Decides(Role role, boolean warning, Condition _)) {
        found.add(here + " " + role.label() + (warning ? " warning" : ""));
      }
      switch (entry.value()) {
        case Tree.Scalar scalar -> {}
        case Tree.Mapping inner -> collect(judged.below(), inner, here + ".", found);
        case Tree.Sequence list -> {
          for (Tree item : list.items()) {
            if (item instanceof Tree.Mapping inner) {
              collect(judged.below().within(inner), inner, here + "[].", found);
            }
          }
        }
      }
    }
  }

  // ---- classes ----

  @Test
  void eachClassHasItsFinding() {
    assertThat(property(BALANCERS, "mode", "Advanced")).isEqualTo(decides(Role.LOAD_BALANCER));
    assertThat(property(BALANCERS, "scope", "Public")).isEqualTo(decides(Role.LOAD_BALANCER));
    assertThat(property(BALANCERS, "resourceGuid", "abc")).isEqualTo(HARMLESS);
    assertThat(property(BALANCERS, "name", "lb")).isEqualTo(MODELLED);
    assertThat(property(BALANCERS, "madeUp", "x")).isEqualTo(UNLISTED);
  }

  @Test
  void ofAnObjectItsPartsHaveTheRows() {
    assertThat(property(BALANCERS, "sku", "{tier: Global}")).isEqualTo(PARTS);
    assertThat(property(BALANCERS, "sku", "{}")).isEqualTo(HARMLESS);
    assertThat(property(BALANCERS, "sku", "Standard")).as("of another shape").isEqualTo(UNLISTED);
    assertThat(property(BALANCERS, "sku.madeUp", "x")).isEqualTo(UNLISTED);
  }

  @Test
  void caseNeverCounts() {
    assertThat(property("MICROSOFT.network/LoadBalancers", "MODE", "ADVANCED"))
        .isEqualTo(decides(Role.LOAD_BALANCER));
    assertThat(property(BALANCERS, "sku.TIER", "regional")).isEqualTo(MODELLED);
    assertThat(property("Microsoft.Network/natGateways", "publicIPAddresses", "[{id: /x}]"))
        .isEqualTo(MODELLED);
  }

  @Test
  void elementsOfListsNeedNoName() {
    for (String path :
        List.of("inboundNatPools.etag", "inboundNatPools[].etag", "inboundNatPools.[].etag")) {
      assertThat(property(BALANCERS, path, "x")).as(path).isEqualTo(HARMLESS);
    }
  }

  // ---- values ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Microsoft.Network/networkInterfaces | workloadType | None | interface",
        "Microsoft.Network/networkInterfaces | disableTcpStateTracking | true | interface!",
        "Microsoft.Network/networkInterfaces | disableTcpStateTracking | false |",
        "Microsoft.Network/connections | routingWeight | 10 |",
        "Microsoft.Network/connections | routingWeight | 0 |",
        "Microsoft.Network/connections | routingWeight | 100 | connection!",
        "Microsoft.Network/virtualHubs | enableVirtualRouterRoutePropogation | true |",
        "Microsoft.Network/virtualHubs | enableVirtualRouterRoutePropogation | false |"
            + " learned-routes",
        "Microsoft.Network/azureFirewalls | threatIntelMode | Alert |",
        "Microsoft.Network/azureFirewalls | threatIntelMode | alert |",
        "Microsoft.Network/azureFirewalls | threatIntelMode | Deny | firewall!",
        "Microsoft.Network/azureFirewalls | threatIntelMode | null |",
        "Microsoft.Network/azureFirewalls | threatIntelMode | '' |",
        "Microsoft.Network/networkManagers/routingConfigurations/ruleCollections |"
            + " disableBgpRoutePropagation | 'True' |",
        "Microsoft.Network/networkManagers/routingConfigurations/ruleCollections |"
            + " disableBgpRoutePropagation | 'False' | subnet-route",
        "Microsoft.Network/virtualNetworks/subnets | serviceEndpoints.locations | ['*'] |",
        "Microsoft.Network/virtualNetworks/subnets | serviceEndpoints.locations | [westeurope] |"
            + " subnet-route",
        "Microsoft.Network/virtualNetworks/subnets | serviceEndpoints.locations | ['*', westeurope]"
            + " | subnet-route",
        "Microsoft.Web/sites | siteConfig.scmIpSecurityRestrictionsDefaultAction | Allow |",
        "Microsoft.Batch/batchAccounts | publicNetworkAccess | Enabled |",
        "Microsoft.Web/sites | enabled | true |",
        "Microsoft.Web/sites | enabled | false | answer!",
        "azurerm_firewall | private_ip_ranges | [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] |",
        "azurerm_firewall | private_ip_ranges | [10.0.0.0/8] | firewall",
        "azurerm_firewall | private_ip_ranges | [10.0.0.0/8, 172.16.0.0/12, 100.64.0.0/10] |"
            + " firewall",
      })
  void defaultsCountAsNotSet(String type, String path, String yaml, String role) {
    Finding expected =
        role == null
            ? HARMLESS
            : new Finding.Decides(
                Role.valueOf(role.replace("!", "").replace('-', '_').toUpperCase(Locale.ROOT)),
                role.endsWith("!"),
                Condition.ALWAYS);
    assertThat(property(type, path, yaml)).isEqualTo(expected);
  }

  @Test
  void defaultTableIsNamedByItsId() {
    String type = "Microsoft.Network/virtualHubs/bgpConnections";
    String tables = "/subscriptions/s/resourceGroups/g/providers/x/virtualHubs/h/hubRouteTables/";
    String associated = "routingConfiguration.associatedRouteTable";
    assertThat(property(type, associated, "{id: " + tables + "defaultRouteTable}"))
        .isEqualTo(HARMLESS);
    assertThat(property(type, associated, "{id: " + tables + "noneRouteTable}"))
        .isEqualTo(decides(Role.HUB_TRANSIT));
  }

  @Test
  void unknownValueMayBeAnyValue() {
    Tree unknown = Tree.unknown("{parameters('x')}", 0);
    assertThat(property(INTERFACES, "disableTcpStateTracking", unknown))
        .isEqualTo(warns(Role.INTERFACE));
    assertThat(property(BALANCERS, "sku.name", unknown)).isEqualTo(decides(Role.LOAD_BALANCER));
    assertThat(property(BALANCERS, "name", unknown)).isEqualTo(MODELLED);
  }

  @Test
  void nothingIsSetByEmptyValues() {
    for (String empty : List.of("null", "''", "[]", "{}", "[null]", "{a: {b: []}}")) {
      assertThat(property(BALANCERS, "madeUp", empty)).as(empty).isEqualTo(HARMLESS);
      assertThat(property(BALANCERS, "mode", empty)).as(empty).isEqualTo(HARMLESS);
    }
    assertThat(property(BALANCERS, "madeUp", "false")).isEqualTo(UNLISTED);
  }

  // ---- single values ----

  @Test
  void singleValuesWinOverTheirProperty() {
    assertThat(property(BALANCERS, "sku.name", "Standard")).isEqualTo(MODELLED);
    assertThat(property(BALANCERS, "sku.name", "service")).isEqualTo(decides(Role.LOAD_BALANCER));
    String tables = "Microsoft.Network/virtualHubs/hubRouteTables";
    assertThat(property(tables, "routes.destinationType", "CIDR")).isEqualTo(MODELLED);
    for (String word : List.of("Service", "ResourceId")) {
      assertThat(property(tables, "routes.destinationType", word))
          .isEqualTo(decides(Role.HUB_TRANSIT));
    }
  }

  @Test
  void anyOtherWordIsASingleValue() {
    String routes = "Microsoft.Network/routeTables/routes";
    assertThat(property(routes, "nextHopType", "internet")).isEqualTo(MODELLED);
    assertThat(property(routes, "nextHopType", "Wormhole")).isEqualTo(decides(Role.SUBNET_ROUTE));
    assertThat(property(routes, "nextHopType", "VirtualApplianceEcmp")).isEqualTo(MODELLED);
    String intent = "Microsoft.Network/virtualHubs/routingIntent";
    assertThat(property(intent, "routingPolicies.destinations", "[Internet, PrivateTraffic]"))
        .isEqualTo(MODELLED);
    assertThat(property(intent, "routingPolicies.destinations", "[Internet, Moon]"))
        .isEqualTo(decides(Role.HUB_TRANSIT));
    String endpoints = "Microsoft.Network/privateEndpoints";
    String status = "privateLinkServiceConnections.privateLinkServiceConnectionState.status";
    assertThat(property(endpoints, status, "Approved")).isEqualTo(MODELLED);
    for (String word : List.of("Removed", "Lost")) {
      assertThat(property(endpoints, status, word)).isEqualTo(decides(Role.PRIVATE_ENDPOINT));
    }
  }

  // ---- what is below a row ----

  @Test
  void harmlessObjectCoversWhatItHolds() {
    assertThat(property(NETWORKS, "tags.owner.name", "x")).isEqualTo(HARMLESS);
    assertThat(property(NETWORKS, "ddosProtectionPlan.id", "/plan")).isEqualTo(HARMLESS);
    assertThat(property("Microsoft.Network/routeTables", "subnets.natGateway.id", "/gw"))
        .as("a back reference, whatever the copy holds")
        .isEqualTo(HARMLESS);
    assertThat(
            property(
                "azurerm_express_route_circuit_peering",
                "microsoft_peering_config.advertised_public_prefixes",
                "[192.0.2.0/24]"))
        .as("a row of its own")
        .isInstanceOf(Finding.Decides.class);
  }

  @Test
  void decidingObjectCoversWhatItHolds() {
    Finding firewall = decides(Role.FIREWALL, Condition.PASSED);
    String firewalls = "Microsoft.Network/azureFirewalls";
    assertThat(property(firewalls, "additionalProperties", "{Network.DNS.EnableProxy: 'true'}"))
        .isEqualTo(firewall);
    assertThat(property(firewalls, "additionalProperties.madeUp", "x")).isEqualTo(firewall);
    assertThat(property(firewalls, "additionalProperties.madeUp", "false")).isEqualTo(HARMLESS);
    assertThat(property(firewalls, "additionalProperties", "{madeUp: false}")).isEqualTo(HARMLESS);
  }

  @Test
  void objectIsNotSetWhileItsPartsAreNot() {
    String type = "azurerm_virtual_network";
    assertThat(property(type, "encryption", "[{enforcement: AllowUnencrypted}]"))
        .isEqualTo(HARMLESS);
    assertThat(property(type, "encryption", "[{enforcement: DropUnencrypted}]"))
        .isEqualTo(decides(Role.INTERFACE));
    assertThat(property(type, "encryption", "[{enforcement: AllowUnencrypted, other: 1}]"))
        .isEqualTo(decides(Role.INTERFACE));
  }

  // ---- copies and references ----

  @Test
  void rowsOfATypeHoldInItsCopies() {
    assertThat(property(NETWORKS, "subnets.addressPrefix", "10.0.0.0/24")).isEqualTo(MODELLED);
    assertThat(property(NETWORKS, "subnets.serviceEndpoints.locations", "[westeurope]"))
        .isEqualTo(decides(Role.SUBNET_ROUTE));
    assertThat(property(NETWORKS, "subnets.privateEndpointNetworkPolicies", "Perhaps"))
        .isEqualTo(decides(Role.PRIVATE_ENDPOINT));
    assertThat(property(NETWORKS, "subnets.madeUp", "x")).isEqualTo(UNLISTED);
    assertThat(property(NETWORKS, "subnets.networkSecurityGroup.id", "/nsg"))
        .as("a row of the network, in the copy of the copy")
        .isEqualTo(MODELLED);
    assertThat(property(NETWORKS, "subnets.networkSecurityGroup.securityRules.protocol", "Icmpv6"))
        .as("a copy in a copy in a copy")
        .isEqualTo(decides(Role.GROUP_RULE));
  }

  @Test
  void decidingCopyCoversWhatItsTypeDoesNotKnow() {
    Finding endpoint = decides(Role.PRIVATE_ENDPOINT, Condition.ABSENT_USER);
    assertThat(property(SUBNETS, "privateEndpoints", "[{id: /pe}]")).isEqualTo(endpoint);
    assertThat(property(SUBNETS, "privateEndpoints.madeUp", "x")).isEqualTo(endpoint);
    assertThat(property(SUBNETS, "privateEndpoints.id", "/pe")).as("own row").isEqualTo(MODELLED);
    assertThat(property("Microsoft.Kusto/clusters", "privateEndpointConnections.madeUp", "x"))
        .as("the type of the copy has a row for all others")
        .isEqualTo(HARMLESS);
  }

  @Test
  void plainReferenceHoldsAnId() {
    assertThat(property(SUBNETS, "natGateway.id", "/gw")).isEqualTo(MODELLED);
    assertThat(property(SUBNETS, "natGateway.resourceGroup", "g")).isEqualTo(HARMLESS);
    assertThat(property(SUBNETS, "natGateway.sku", "Standard")).isEqualTo(UNLISTED);
    assertThat(property(NETWORKS, "defaultPublicNatGateway.id", "/gw"))
        .isEqualTo(decides(Role.WAY_OUT));
  }

  // ---- variants ----

  @Test
  void discriminatorChoosesTheVariant() {
    String rule = "{name: r, ruleType: %s, destinationAddresses: [10.1.0.0/16]}";
    String group =
        "{properties: {ruleCollections: [{ruleCollectionType: FirewallPolicyFilterRuleCollection,"
            + " rules: ["
            + rule
            + "]}]}}";
    assertThat(deciding(POLICY_GROUPS, group.formatted("NetworkRule"))).isEmpty();
    assertThat(deciding(POLICY_GROUPS, group.formatted("applicationrule")))
        .containsExactly("properties.ruleCollections[].rules[].destinationAddresses firewall-rule");
    assertThat(deciding(POLICY_GROUPS, group.formatted("OtherRule"))).as("any may hold").hasSize(1);
  }

  @Test
  void pathNamesItsVariant() {
    String rules = "ruleCollections[].<FirewallPolicyFilterRuleCollection>.rules[].";
    Tree addresses = tree("[10.1.0.0/16]");
    assertThat(property(POLICY_GROUPS, rules + "<ApplicationRule>.destinationAddresses", addresses))
        .isEqualTo(decides(Role.FIREWALL_RULE));
    assertThat(property(POLICY_GROUPS, rules + "<networkRule>.destinationAddresses[]", addresses))
        .isEqualTo(MODELLED);
    assertThat(property(POLICY_GROUPS, rules + "destinationAddresses", addresses))
        .as("not said")
        .isEqualTo(decides(Role.FIREWALL_RULE));
  }

  @Test
  void variantIsChosenInsideOfTheWrapperAndOutside() {
    String custom = "{kind: Custom, properties: {access: Deny, priority: 1}}";
    assertThat(deciding(ADMIN_RULES, custom)).isEmpty();
    assertThat(deciding(ADMIN_RULES, custom.replace("Custom", "Default")))
        .containsExactly(
            "kind admin-rule", "properties.access admin-rule", "properties.priority admin-rule");
    assertThat(deciding(ADMIN_RULES, "{name: default, kind: Custom, properties: {access: Deny}}"))
        .as("a name is no discriminator")
        .isEmpty();
    String doors = "Microsoft.Network/frontDoors";
    String configuration =
        "{routingRules: [{routeConfiguration: {'@odata.type':"
            + " '#Microsoft.Azure.FrontDoor.Models.FrontdoorRedirectConfiguration',"
            + " customHost: h, backendPool: {id: /pool}}}]}";
    assertThat(deciding(doors, configuration))
        .as("the pool is of the other variant")
        .containsExactly("routingRules[].routeConfiguration.customHost public-name");
  }

  // ---- the wrapper ----

  @Test
  void wrapperIsNoPartOfPaths() {
    String wrapped = "{properties: {subnets: [{properties: {defaultOutboundAccess: true, x: 1}}]}}";
    Tree.Mapping network = object(wrapped);
    Place at = Census.bundled().resource(NETWORKS, network);
    Judged properties = at.entry("properties", network.entries().getFirst().value());
    assertThat(properties.finding()).isEqualTo(PARTS);
    assertThat(property(NETWORKS, "properties.subnets.properties.x", "1")).isEqualTo(UNLISTED);
    assertThat(property(NETWORKS, "properties.subnets.properties.addressPrefix", "10.0.0.0/24"))
        .isEqualTo(MODELLED);
  }

  @Test
  void typeInTheWrapperIsNotThatOfTheResource() {
    String wans = "Microsoft.Network/virtualWans";
    assertThat(property(wans, "type", wans)).isEqualTo(MODELLED);
    assertThat(property(wans, "properties.type", "Basic")).isEqualTo(decides(Role.HUB_TRANSIT));
    assertThat(property(wans, "properties.type", "Standard")).isEqualTo(HARMLESS);
    assertThat(deciding(wans, "{type: " + wans + ", properties: {type: Basic}}"))
        .containsExactly("properties.type hub-transit");
  }

  // ---- rows of many types ----

  @Test
  void someRowsHoldEverywhere() {
    assertThat(property(BALANCERS, "systemData.createdBy", "me")).isEqualTo(HARMLESS);
    assertThat(property(BALANCERS, "frontendIPConfigurations.zones", "[1]")).isEqualTo(HARMLESS);
    assertThat(property("Microsoft.Made/ups", "tags", "{a: b}")).isEqualTo(HARMLESS);
    assertThat(property(NETWORKS, "location", "westeurope")).as("own row").isEqualTo(MODELLED);
  }

  @Test
  void restOfATypeHasARow() {
    assertThat(property(VAULTS, "enableSoftDelete", "true")).isEqualTo(HARMLESS);
    assertThat(property(VAULTS, "networkAcls.madeUp", "x")).isEqualTo(HARMLESS);
    assertThat(property(VAULTS, "networkAcls", "{defaultAction: Deny}")).isEqualTo(PARTS);
    assertThat(property(VAULTS, "networkAcls.defaultAction", "Deny"))
        .isInstanceOf(Finding.Modelled.class);
    assertThat(
            property(
                "Microsoft.Storage/storageAccounts",
                "networkAcls.resourceAccessRules.resourceId",
                "x"))
        .isInstanceOf(Finding.Decides.class);
  }

  @Test
  void doorsOfAnyServiceDecide() {
    String type = "Microsoft.Made/ups";
    Finding door = decides(Role.SERVICE_DOOR);
    assertThat(property(type, "publicNetworkAccess", "SecuredByPerimeter")).isEqualTo(door);
    assertThat(property(type, "publicNetworkAccess", "Enabled")).isEqualTo(UNLISTED);
    assertThat(property(type, "properties.ipRules", "[{value: 192.0.2.1}]")).isEqualTo(door);
    assertThat(property(type, "networkAcls", "{defaultAction: Deny}")).isEqualTo(door);
    assertThat(property(type, "networkAcls", "{defaultAction: Allow, ipRules: []}"))
        .isEqualTo(HARMLESS);
    assertThat(property(VAULTS, "publicNetworkAccess", "SecuredByPerimeter"))
        .as("over the row of a service")
        .isEqualTo(door);
    assertThat(property("Microsoft.Network/madeUps", "ipRules", "[x]")).isEqualTo(UNLISTED);
  }

  @Test
  void propertiesOfHarmlessTypesWithoutRowsAreHarmless() {
    assertThat(property("Microsoft.Advisor/configurations", "anything.at.all", "x"))
        .isEqualTo(HARMLESS);
    assertThat(property("Microsoft.Made/ups", "anything", "x")).isEqualTo(UNLISTED);
  }

  // ---- Terraform ----

  @Test
  void blocksOfTerraformCountByTheirOwnName() {
    String gateway = "azurerm_application_gateway";
    assertThat(property(gateway, "probe.minimum_servers", "3"))
        .isEqualTo(decides(Role.POOL_MEMBER));
    assertThat(property(gateway, "probe.match.body", "ok")).isEqualTo(warns(Role.ANSWER));
    assertThat(property(gateway, "probe.madeUp", "x")).isEqualTo(decides(Role.POOL_MEMBER));
    String network = "azurerm_virtual_network";
    assertThat(property(network, "subnet.delegation.service_delegation.name", "x"))
        .isEqualTo(MODELLED);
    assertThat(property(network, "subnet.dns_servers", "[10.0.0.4]"))
        .as("an attribute of the resource is none of a block")
        .isEqualTo(UNLISTED);
  }

  // ---- types ----

  @ParameterizedTest
  @CsvSource({
    "Microsoft.Network/loadBalancers, MODELLED",
    "MICROSOFT.NETWORK/LOADBALANCERS, MODELLED",
    "Microsoft.Network/loadBalancers/probes, MODELLED",
    "Microsoft.Network/ddosProtectionPlans, HARMLESS",
    "Microsoft.Network/madeUps, UNLISTED",
    "Microsoft.ServiceNetworking/trafficControllers, DECIDES",
    "Microsoft.ServiceNetworking/madeUps, HARMLESS",
    "Microsoft.ServiceNetworking/made/ups, HARMLESS",
    "Microsoft.Advisor/configurations, HARMLESS",
    "Microsoft.Made/ups, UNLISTED",
    "Dell.Storage/filesystems, DECIDES",
    "azurerm_lb, MODELLED",
    "azurerm_workloads_sap_three_tier_virtual_instance, DECIDES",
    "azurerm_made_up, UNLISTED",
    "azapi_resource, MODELLED",
    "made, UNLISTED",
    "'', UNLISTED",
    "/, UNLISTED",
    "microsoft.network/, UNLISTED",
    "microsoft.network/lb, UNLISTED",
  })
  void typesHaveTheirClass(String type, TypeFinding expected) {
    assertThat(Census.bundled().type(type)).isEqualTo(expected);
  }
}
