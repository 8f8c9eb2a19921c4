package io.github.pathwhy.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.lookup.RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom services let in by their network rules. */
final class ServiceRulesTest {

  /// Machines `nat` (20.0.0.9 by a NAT gateway), `lent` (an address that nobody knows) and `end` in
  /// a subnet with service endpoints; `far` is in another region.
  private static final String NETWORK =
      """
      virtualNetworks:
        - name: net
          id: NET/virtualNetworks/net
          location: westeurope
          addressSpace: [10.0.0.0/16]
          subnets:
            - {name: nat, addressPrefix: 10.0.0.0/24, natGateway: nat}
            - {name: lent, addressPrefix: 10.0.1.0/24, defaultOutboundAccess: true}
            - name: end
              addressPrefix: 10.0.2.0/24
              defaultOutboundAccess: true
              serviceEndpoints: [{service: Microsoft.Storage}, {service: Microsoft.KeyVault}, {service: Microsoft.Sql}, {service: Microsoft.AzureCosmosDB}, {service: Microsoft.EventHub}, {service: Microsoft.ServiceBus}, {service: Microsoft.Web}]
        - name: far
          location: northeurope
          addressSpace: [10.1.0.0/16]
          subnets: [{name: nat, addressPrefix: 10.1.0.0/24, natGateway: nat}]
      natGateways: [{name: nat, publicIPAddresses: [nat-ip]}]
      publicIPAddresses: [{name: nat-ip, ipAddress: 20.0.0.9}]
      virtualMachines:
        - {name: nat, networkInterfaces: [{name: nat-nic, subnet: net/nat, privateIPAddress: 10.0.0.4}]}
        - {name: lent, networkInterfaces: [{name: lent-nic, subnet: net/lent, privateIPAddress: 10.0.1.4}]}
        - {name: end, networkInterfaces: [{name: end-nic, subnet: net/end, privateIPAddress: 10.0.2.4}]}
        - {name: far, networkInterfaces: [{name: far-nic, subnet: far/nat, privateIPAddress: 10.1.0.4}]}
      dns:
        - {name: svc.blob.core.windows.net, address: 20.60.0.1}
        - {name: svc.vault.azure.net, address: 20.60.0.1}
        - {name: svc.database.windows.net, address: 20.60.0.1}
        - {name: svc.documents.azure.com, address: 20.60.0.1}
        - {name: svc.servicebus.windows.net, address: 20.60.0.1}
        - {name: svc.azurewebsites.net, address: 20.60.0.1}
        - {name: svc.scm.azurewebsites.net, address: 20.60.0.1}
      serviceTags: {Storage: [20.60.0.0/24], AzureKeyVault: [], Sql: [], AzureCosmosDB: [], EventHub: [], ServiceBus: [], AppService: []}
      """;

  /** A service with rules that let in NAT gateway's address, and subnet `end`. */
  record Door(String host, String resources) {}

  private static String resource(String type, String name, String properties) {
    return "  - {type: Microsoft."
        + type
        + ", name: '"
        + name
        + "', location: northeurope, properties: {"
        + properties
        + "}}\n";
  }

  private static final String END = "NET/virtualNetworks/net/subnets/end";

  static List<Door> doors() {
    String lists =
        "networkAcls: {defaultAction: Deny, ipRules: [{value: 20.0.0.9}], virtualNetworkRules:"
            + " [{id: "
            + END
            + "}]}";
    String set =
        "defaultAction: Deny, ipRules: [{ipMask: 20.0.0.9}], virtualNetworkRules: [{subnet: {id: "
            + END
            + "}}]";
    return List.of(
        new Door("svc.blob.core.windows.net", resource("Storage/storageAccounts", "svc", lists)),
        new Door("svc.vault.azure.net", resource("KeyVault/vaults", "svc", lists)),
        new Door(
            "svc.database.windows.net",
            resource("Sql/servers", "svc", "")
                + resource(
                    "Sql/servers/firewallRules",
                    "svc/a",
                    "startIpAddress: 20.0.0.9, endIpAddress: 20.0.0.9")
                + resource(
                    "Sql/servers/virtualNetworkRules", "svc/b", "virtualNetworkSubnetId: " + END)),
        new Door(
            "svc.documents.azure.com",
            resource(
                "DocumentDB/databaseAccounts",
                "svc",
                "ipRules: [{ipAddressOrRange: 20.0.0.9}], isVirtualNetworkFilterEnabled: true,"
                    + " virtualNetworkRules: [{id: "
                    + END
                    + "}]")),
        new Door(
            "svc.servicebus.windows.net",
            resource("EventHub/namespaces", "svc", "")
                + resource("EventHub/namespaces/networkRuleSets", "svc/default", set)),
        new Door(
            "svc.servicebus.windows.net",
            resource("ServiceBus/namespaces", "svc", "")
                + resource("ServiceBus/namespaces/networkRuleSets", "svc/default", set)),
        new Door(
            "svc.azurewebsites.net",
            resource(
                "Web/sites",
                "svc",
                "siteConfig: {ipSecurityRestrictions: [{ipAddress: 20.0.0.9/32, action: Allow,"
                    + " priority: 100}, {vnetSubnetResourceId: "
                    + END
                    + ", action: Allow, priority: 110}]}")));
  }

  private static Checks in(String resources) {
    return Checks.in(NETWORK + "resources:\n" + resources);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void callersAreKnownByTheirSubnetOrTheirPublicAddress(Door door) throws RequestException {
    Checks checks = in(door.resources());
    String page = "https://" + door.host();
    assertThat(checks.verdict("nat", page)).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("end", page)).isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("203.0.113.9", page)).isEqualTo(Verdict.UNREACHABLE);
    // The rule's address is the NAT gateway's, and nobody else's.
    assertThat(checks.verdict("lent", page)).isEqualTo(Verdict.UNREACHABLE);
    assertThat(in(door.resources().replace("20.0.0.9", "20.0.7.7")).verdict("lent", page))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(in(door.resources().replace("20.0.0.9", "20.0.7.7")).verdict("nat", page))
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(in(door.resources().replace("subnets/end", "subnets/nat")).verdict("end", page))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void connectionOpensAllTheSame(Door door) throws RequestException {
    Diagnosis diagnosis = in(door.resources()).check("203.0.113.9", door.host() + ":443");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(diagnosis.hops().getLast().issues())
        .extracting(Issue::type, Issue::severity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                IssueType.SERVICE_ACCESS_DENIED, Issue.Severity.WARNING));
    assertThat(
            in(door.resources())
                .check("nat", door.host() + ":443")
                .hasIssue(Issue.Severity.WARNING))
        .isFalse();
  }

  @Test
  void subnetThatIsLetInNeedsTheEndpoint() throws RequestException {
    Diagnosis diagnosis =
        in(resource(
                "Storage/storageAccounts",
                "svc",
                "networkAcls: {defaultAction: Deny, virtualNetworkRules: [{id:"
                    + " NET/virtualNetworks/net/subnets/nat}]}"))
            .check("nat", "https://svc.blob.core.windows.net");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(diagnosis.why())
        .contains("subnet nat is let in, but has no service endpoint Microsoft.Storage");
  }

  @Test
  void addressesOfAStorageAccountDoNotMeanItsOwnRegion() throws RequestException {
    Checks checks =
        in(
            resource(
                "Storage/storageAccounts",
                "svc",
                "networkAcls: {defaultAction: Deny, ipRules: [{value: 20.0.0.9}]}"));
    assertThat(checks.verdict("nat", "https://svc.blob.core.windows.net"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("far", "https://svc.blob.core.windows.net"))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void whatLetsEverybodyInIsHarmless() throws RequestException {
    for (String resources :
        List.of(
            resource(
                "Storage/storageAccounts",
                "svc",
                "networkAcls: {defaultAction: Allow, bypass: None}"),
            resource("Storage/storageAccounts", "svc", "publicNetworkAccess: Enabled"))) {
      assertThat(in(resources).verdict("lent", "https://svc.blob.core.windows.net"))
          .isEqualTo(Verdict.REACHABLE);
    }
    for (String resources :
        List.of(
            "siteConfig: {ipSecurityRestrictions: [{ipAddress: Any, action: Allow, priority:"
                + " 2147483647, name: Allow all}]}",
            "siteConfig: {ipSecurityRestrictionsDefaultAction: Allow}",
            "siteConfig: {scmIpSecurityRestrictions: [{ipAddress: 20.0.7.7/32, action: Allow,"
                + " priority: 1, name: a}]}")) {
      assertThat(
              in(resource("Web/sites", "svc", resources))
                  .verdict("lent", "https://svc.azurewebsites.net"))
          .isEqualTo(Verdict.REACHABLE);
    }
    assertThat(
            in(resource("EventHub/namespaces", "svc", "")
                    + resource(
                        "EventHub/namespaces/networkRuleSets",
                        "svc/default",
                        "defaultAction: Deny"))
                .verdict("lent", "https://svc.servicebus.windows.net"))
        .isEqualTo(Verdict.REACHABLE);
    // A server of which only itself is in the input may have rules.
    assertThat(
            in(resource("Sql/servers", "svc", "")).verdict("lent", "svc.database.windows.net:1433"))
        .isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void firstRestrictionOfAnAppDecides() throws RequestException {
    String site =
        "siteConfig: {ipSecurityRestrictions: [{ipAddress: Any, action: Allow, priority: 200, name:"
            + " all}, {ipAddress: 20.0.0.0/24, action: Deny, priority: 100, name: nat}]}";
    Checks checks = in(resource("Web/sites", "svc", site));
    assertThat(checks.verdict("nat", "https://svc.azurewebsites.net"))
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(checks.verdict("203.0.113.9", "https://svc.azurewebsites.net"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("lent", "https://svc.azurewebsites.net")).isEqualTo(Verdict.UNKNOWN);
    String headers = site.replace("name: nat}", "name: nat, headers: {x-azure-fdid: [a]}}");
    assertThat(
            in(resource("Web/sites", "svc", headers))
                .verdict("nat", "https://svc.azurewebsites.net"))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            in(resource("Web/sites", "svc", "")
                    + resource(
                        "Web/sites/config",
                        "svc/web",
                        "ipSecurityRestrictions: [{ipAddress: 20.0.7.7/32, action: Allow, priority:"
                            + " 1}]"))
                .verdict("nat", "https://svc.azurewebsites.net"))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void allOfAzureIsARange() throws RequestException {
    Checks checks =
        in(
            resource("Sql/servers", "svc", "")
                + resource(
                    "Sql/servers/firewallRules",
                    "svc/azure",
                    "startIpAddress: 0.0.0.0, endIpAddress: 0.0.0.0"));
    assertThat(checks.verdict("lent", "https://svc.database.windows.net"))
        .isEqualTo(Verdict.REACHABLE);
    assertThat(checks.verdict("203.0.113.9", "https://svc.database.windows.net"))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void closedPublicSideRefuses() throws RequestException {
    Checks closed = in(resource("Storage/storageAccounts", "svc", "publicNetworkAccess: Disabled"));
    assertThat(closed.verdict("nat", "https://svc.blob.core.windows.net"))
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(closed.verdict("nat", "svc.blob.core.windows.net:443")).isEqualTo(Verdict.REACHABLE);
    Checks perimeter =
        in(resource("Storage/storageAccounts", "svc", "publicNetworkAccess: SecuredByPerimeter"));
    assertThat(perimeter.verdict("nat", "https://svc.blob.core.windows.net"))
        .isEqualTo(Verdict.UNKNOWN);
    Checks app = in(resource("Web/sites", "svc", "siteConfig: {publicNetworkAccess: Disabled}"));
    assertThat(app.verdict("nat", "https://svc.azurewebsites.net")).isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void redirectsOfADatabaseAreTold() throws RequestException {
    String policy =
        resource("Sql/servers", "svc", "")
            + resource("Sql/servers/connectionPolicies", "svc/default", "connectionType: Redirect");
    Diagnosis diagnosis = in(policy).check("nat", "svc.database.windows.net:1433");
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(diagnosis.hops().getLast().issues())
        .anyMatch(issue -> issue.words().contains("connectionType Redirect"));
    assertThat(
            in(policy)
                .check("nat", "svc.database.windows.net:443")
                .hasIssue(Issue.Severity.WARNING))
        .isFalse();
  }
}
