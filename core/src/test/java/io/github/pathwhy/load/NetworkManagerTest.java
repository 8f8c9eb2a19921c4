package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.NetworkManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network managers: which networks are in their groups, and what their rules say. */
final class NetworkManagerTest {
  private static final String NETWORKS =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: prod, addressSpace: [10.1.0.0/16], subnets: [{name: web, addressPrefix: 10.1.1.0/24}]}
        - {name: test, addressSpace: [10.2.0.0/16]}
      """;

  private static NetworkManager manager(String... texts) {
    return Inputs.only(Inputs.topology(texts), NetworkManager.class, "nm");
  }

  private static NetworkManager.Rule rule(String keys) {
    return manager(
            NETWORKS
                + """
                networkManagers:
                  - name: nm
                    networkGroups:
                      - {name: known, staticMembers: [prod, test]}
                      - {name: open, staticMembers: [prod], conditionalMembership: "{}"}
                    securityAdminConfigurations:
                      - name: s
                        ruleCollections:
                          - name: c
                            appliesToGroups: [known]
                            rules: [{name: r, priority: 1, direction: Inbound, protocol: Any, %s}]
                """
                    .formatted(keys))
        .collections()
        .getFirst()
        .rules()
        .getFirst();
  }

  private static String arm(String path, String properties) {
    String[] parts = path.split("/", -1);
    StringBuilder type = new StringBuilder("Microsoft.Network/networkManagers");
    for (int i = 0; i < parts.length - 1; i += 2) {
      type.append('/').append(parts[i]);
    }
    String id = Inputs.network("networkManagers/nm") + (path.isEmpty() ? "" : "/" + path);
    return "{\"id\": \"%s\", \"name\": \"%s\", \"type\": \"%s\", \"properties\": {%s}}"
        .formatted(id, path.isEmpty() ? "nm" : parts[parts.length - 1], type, properties);
  }

  @Test
  void exportedPartsFindTheirPlaceFourLevelsDown() {
    String group = Inputs.network("networkManagers/nm/networkGroups/g");
    NetworkManager manager =
        manager(
            "["
                + String.join(
                    ",",
                    arm(
                        "securityAdminConfigurations/s/ruleCollections/c/rules/r",
                        """
                        "priority": 10, "direction": "Inbound", "access": "AlwaysAllow", "protocol": "Tcp", "destinationPortRanges": ["22"],
                        "sources": [{"addressPrefix": "10.0.2.0/24", "addressPrefixType": "IPPrefix"}, {"addressPrefix": "Internet", "addressPrefixType": "ServiceTag"}],
                        "sourcePortRanges": ["0-65535"], "destinations": [{"addressPrefix": "*", "addressPrefixType": "IPPrefix"}]
                        """),
                    arm(
                        "securityAdminConfigurations/s/ruleCollections/c",
                        "\"appliesToGroups\": [{\"networkGroupId\": \"" + group + "\"}]"),
                    arm("securityAdminConfigurations/s", "\"provisioningState\": \"Succeeded\""),
                    arm(
                        "networkGroups/g/staticMembers/m",
                        "\"resourceId\": \"/subscriptions/s/vnet\", \"region\": \"westus\""),
                    arm("networkGroups/g", "\"memberType\": \"VirtualNetwork\""),
                    arm("", "\"networkManagerScopes\": {}"))
                + "]");

    assertThat(manager.groups().getFirst().members())
        .containsExactly(ResourceId.of("/subscriptions/s/vnet"));
    assertThat(manager.groups().getFirst().conditional()).isFalse();
    NetworkManager.Collection collection = manager.collections().getFirst();
    assertThat(collection.groups()).isEqualTo(List.of(ResourceId.of(group)));
    NetworkManager.Rule rule = collection.rules().getFirst();
    assertThat(rule.terminal()).isTrue();
    assertThat(rule.match().access()).isEqualTo(Access.ALLOW);
    assertThat(rule.match().priority()).isEqualTo(10);
    assertThat(rule.match().traffic().source()).hasToString("[10.0.2.0/24, Internet]");
    assertThat(rule.match().traffic().destination()).hasToString("[*]");
    assertThat(rule.match().traffic().destinationPorts()).hasToString("[22]");
  }

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/other, '', subscriptions",
    "/subscriptions/other, /subscriptions/s, ''",
    "/subscriptions/s, /subscriptions/other, ''"
  })
  void subscriptionsOfOtherTenantsAreInScope(String own, String others, String open) {
    Topology topology =
        Inputs.topology(
            "["
                + String.join(
                    ", ",
                    arm(
                        "networkGroups/g/staticMembers/m",
                        "\"resourceId\": \"/subscriptions/s/vnet\""),
                    arm("networkGroups/g", "\"memberType\": \"VirtualNetwork\""),
                    arm(
                        "",
                        "\"networkManagerScopes\": {\"subscriptions\": [\""
                            + own
                            + "\"], \"crossTenantScopes\": [{\"tenantId\": \"t\","
                            + " \"subscriptions\": [\""
                            + others
                            + "\"]}]}"))
                + "]");
    assertThat(topology.gaps().all(Role.ADMIN_RULE).stream().map(Gap::property).toList())
        .isEqualTo(open.isEmpty() ? List.of() : List.of(open));
  }

  @ParameterizedTest
  @CsvSource({"Allow, ALLOW, false", "AlwaysAllow, ALLOW, true", "Deny, DENY, false"})
  void onlyAlwaysAllowEndsTheEvaluationByAllowing(String word, Access access, boolean terminal) {
    NetworkManager.Rule rule = rule("access: " + word);
    assertThat(rule.match().access()).isEqualTo(access);
    assertThat(rule.terminal()).isEqualTo(terminal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access: Deny | *",
        "access: Deny, sources: [] | *",
        "access: Deny, sources: [Internet, 10.0.0.0/8] | Internet, 10.0.0.0/8",
        "access: Deny, sources: [{addressPrefixType: NetworkGroup, addressPrefix: known}] |"
            + " 10.1.0.0/16, 10.2.0.0/16",
        "access: Deny, sources: [{addressPrefixType: NetworkGroup, addressPrefix: open}] |"
            + " 10.1.0.0/16, networkManagers/nm/networkGroups/open"
      })
  void sourcesOfRules(String keys, String terms) {
    assertThat(rule(keys).match().traffic().source()).hasToString("[" + terms + "]");
  }

  @Test
  void aGroupIsConditionalOnlyWhenTheInputSaysSo() {
    NetworkManager manager =
        manager(
            NETWORKS
                + """
                networkManagers:
                  - name: nm
                    networkGroups:
                      - {name: subnets, memberType: Subnet, staticMembers: [prod/web]}
                      - {name: networks, staticMembers: [{name: m, resourceId: test}], conditionalMembership: "{}"}
                """);

    assertThat(manager.groups())
        .extracting(group -> group.members() + " " + group.conditional())
        .containsExactly("[virtualNetworks/prod/subnets/web] false", "[virtualNetworks/test] true");
  }
}
