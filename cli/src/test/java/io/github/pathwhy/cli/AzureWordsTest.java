package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the same rule, machine and route are called by the different verbs of Azure. */
final class AzureWordsTest {
  private static final String GROUP =
      "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/office/providers"
          + "/Microsoft.Network/networkSecurityGroups/desk-nsg";
  private static final String NETWORK =
      """
      pathwhy: 1
      virtualNetworks:
        - {name: desk-vnet, addressSpace: [10.0.0.0/16], subnets: [{name: desks, addressPrefix: 10.0.0.0/24}]}
      networkSecurityGroups:
        - name: desk-nsg
          id: %s
          securityRules:
            - {name: NoWebOut, priority: 110, direction: Outbound, access: Deny, protocol: Tcp,
               sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 10.9.0.0/16,
               destinationPortRange: 80}
            - {name: NoTelnet, priority: 300, direction: Inbound, access: Deny, protocol: Tcp,
               sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*",
               destinationPortRange: 23}
            - {name: NoSsh, priority: 100, direction: Inbound, access: Deny, protocol: Tcp,
               sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*",
               destinationPortRange: 22}
            - {name: Web, priority: 200, direction: Inbound, access: Allow, protocol: Tcp,
               sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*",
               destinationPortRange: 80}
      virtualMachines:
        - {name: left-vm, networkInterfaces: [{name: left-nic, subnet: desk-vnet/desks, privateIPAddress: 10.0.0.4}]}
        - name: right-vm
          networkInterfaces:
            - {name: right-nic, subnet: desk-vnet/desks, privateIPAddress: 10.0.0.5, networkSecurityGroup: desk-nsg}
      """
          .formatted(GROUP);

  private static JsonNode ask(String command) {
    Invocation ask = Invocation.of(command.split(" ")).and("-t", "-", "-o", "json");
    Invocation.Outcome outcome = ask.reading(NETWORK).run();
    assertThat(outcome.stderr()).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  private static JsonNode flow(String direction, String local, String remote) {
    return ask(
        "ip-flow-verify --vm right-vm --protocol TCP --direction "
            + direction
            + " --local "
            + local
            + " --remote "
            + remote);
  }

  private static JsonNode diagnostics(int port) {
    return ask("nsg-diagnostics --resource right-vm --direction Inbound --protocol Tcp"
            + " --source 10.0.0.4 --destination 10.0.0.5 --port "
            + port)
        .at("/results/0/networkSecurityGroupResult/evaluatedNetworkSecurityGroups/0");
  }

  private static List<String> rulesInIssues(String command) {
    return ask(command).findValues("context").stream()
        .flatMap(JsonNode::valueStream)
        .filter(entry -> entry.path("key").asString("").equals("RuleName"))
        .map(entry -> entry.get("value").asString())
        .toList();
  }

  @Test
  void t28_everyVerbHasItsOwnNameForARule() {
    assertThat(flow("Inbound", "10.0.0.5:22", "10.0.0.4:*").get("ruleName").asString())
        .isEqualTo("securityRules/NoSsh");
    assertThat(flow("Inbound", "10.0.0.5:443", "10.0.0.4:*").get("ruleName").asString())
        .isEqualTo("defaultSecurityRules/AllowVnetInBound");
    assertThat(diagnostics(22).at("/matchedRule/ruleName").asString()).isEqualTo("UserRule_NoSsh");
    assertThat(diagnostics(443).at("/matchedRule/ruleName").asString())
        .isEqualTo("DefaultRule_AllowVnetInBound");
    assertThat(rulesInIssues("check --schema azure left-vm right-vm:22"))
        .containsExactly(GROUP + "/SecurityRules/NoSsh");
    assertThat(rulesInIssues("check --schema azure right-vm 172.31.0.4:443"))
        .containsExactly("DefaultRule_DenyAllOutBound");
  }

  @Test
  void t29_evaluationShowsTheRulesOfTheDirectionUpToTheFirstMatch() {
    assertThat(evaluated(22)).containsExactly("UserRule_NoSsh");
    assertThat(evaluated(23))
        .containsExactly("UserRule_NoSsh", "UserRule_Web", "UserRule_NoTelnet");
    assertThat(evaluated(443))
        .containsExactly(
            "UserRule_NoSsh", "UserRule_Web", "UserRule_NoTelnet", "DefaultRule_AllowVnetInBound");
  }

  private static List<String> evaluated(int port) {
    return diagnostics(port)
        .get("rulesEvaluationResult")
        .valueStream()
        .map(rule -> rule.get("name").asString())
        .toList();
  }

  @Test
  void t40_lastHopIsCalledWhatItWasAskedAs() {
    assertThat(lastHop("right-vm:80"))
        .containsExactly("VirtualMachine", "10.0.0.5", "virtualMachines/right-vm");
    assertThat(lastHop("10.0.0.5:80"))
        .containsExactly(
            "VirtualNetwork", "10.0.0.5", "networkInterfaces/right-nic/ipConfigurations/right-nic");
    assertThat(lastHop("10.99.0.4:80")).containsExactly("Destination", "10.99.0.4");
  }

  private static List<String> lastHop(String destination) {
    List<String> words = new ArrayList<>();
    JsonNode hop =
        ask("check --schema azure left-vm " + destination)
            .get("hops")
            .valueStream()
            .toList()
            .getLast();
    for (String key : List.of("type", "address", "resourceId")) {
      if (hop.has(key)) {
        words.add(hop.get(key).asString());
      }
    }
    return words;
  }

  @Test
  void t40_missingRouteHasThreeIssues() {
    JsonNode source = ask("check --schema azure right-vm 172.31.0.4:443").at("/hops/0/issues");

    Stream<String> issues =
        source
            .valueStream()
            .map(issue -> issue.get("type").asString() + " " + issue.get("origin").asString());
    assertThat(issues)
        .containsExactlyInAnyOrder(
            "RouteMissing Local", "UserDefinedRoute Outbound", "NetworkSecurityRule Outbound");
    assertThat(source.findValues("value").stream().map(JsonNode::asString))
        .contains("NextHop Type None, NextHop IP ");
  }
}
