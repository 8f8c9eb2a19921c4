package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.command.ExitCode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Resources of types that pathwhy has never heard of: named in the answer where a path meets one.
 */
final class UnheardOfTest {
  private static final String PROVIDER = "/subscriptions/s/resourceGroups/g/providers/";
  private static final String NETWORK = PROVIDER + "Microsoft.Network/";

  /// Two machines in two subnets; a group at the second one denies everything. A property that no
  /// list has stands in the group, or in the route table of the first subnet.
  private static String denied(String inGroup, String inTable) {
    return """
    [{"id": "$/Microsoft.Network/virtualNetworks/v", "name": "v",
      "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "a", "addressPrefix": "10.0.1.0/24",
         "routeTable": {"id": "$/Microsoft.Network/routeTables/rt"}},
        {"name": "b", "addressPrefix": "10.0.2.0/24",
         "networkSecurityGroup": {"id": "$/Microsoft.Network/networkSecurityGroups/g"}}]},
     {"id": "$/Microsoft.Network/routeTables/rt", "name": "rt", "routes": [] %2$s},
     {"id": "$/Microsoft.Network/networkSecurityGroups/g", "name": "g" %1$s,
      "securityRules": [{"name": "none", "priority": 100, "direction": "Inbound", "access": "Deny",
        "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "*"}]},
     {"id": "$/Microsoft.Network/networkInterfaces/nic", "name": "nic",
      "virtualMachine": {"id": "$/Microsoft.Compute/virtualMachines/vm"},
      "ipConfigurations": [{"name": "c", "privateIPAddress": "10.0.1.4",
        "subnet": {"id": "$/Microsoft.Network/virtualNetworks/v/subnets/a"}}]},
     {"id": "$/Microsoft.Network/networkInterfaces/other", "name": "other",
      "virtualMachine": {"id": "$/Microsoft.Compute/virtualMachines/other"},
      "ipConfigurations": [{"name": "c", "privateIPAddress": "10.0.2.4",
        "subnet": {"id": "$/Microsoft.Network/virtualNetworks/v/subnets/b"}}]}]
    """
        .formatted(inGroup, inTable)
        .replace("$/", PROVIDER);
  }

  /** A client whose default route leads to a relay of an unknown type, or to nobody. */
  private static String topology(String relayAddress) {
    return """
    [{"type": "Microsoft.Network/virtualNetworks", "name": "v", "id": "%1$svirtualNetworks/v",
      "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "a", "properties": {"addressPrefix": "10.0.1.0/24",
          "routeTable": {"id": "%1$srouteTables/rt"}}},
        {"name": "edge", "properties": {"addressPrefix": "10.0.9.0/24"}}]}},
     {"type": "Microsoft.Network/routeTables", "name": "rt", "id": "%1$srouteTables/rt",
      "properties": {"routes": [{"name": "out", "properties": {"addressPrefix": "0.0.0.0/0",
        "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.9.4"}}]}},
     {"type": "Microsoft.Network/networkInterfaces", "name": "nic",
      "id": "%1$snetworkInterfaces/nic", "properties": {
        "virtualMachine": {"id": "%2$sMicrosoft.Compute/virtualMachines/vm"},
        "ipConfigurations": [{"name": "c", "properties": {"privateIPAddress": "10.0.1.4",
          "subnet": {"id": "%1$svirtualNetworks/v/subnets/a"}}}]}},
     {"type": "Contoso.Edge/relays", "name": "relay", "id": "%2$sContoso.Edge/relays/relay",
      "properties": {"listenAddress": "%3$s"}}]
    """
        .formatted(NETWORK, PROVIDER, relayAddress);
  }

  private static Invocation.Outcome check(String topology, String destination) {
    return Invocation.of("check", "-t", "-", "vm", destination, "-o", "json")
        .reading(topology)
        .run();
  }

  @Test
  void aResourceOnThePathIsNamedAndMakesTheAnswerUnknown() {
    Invocation.Outcome outcome = check(topology("10.0.9.4"), "93.184.216.34:443");

    assertThat(outcome.exit()).isEqualTo(ExitCode.UNDETERMINED.code());
    JsonNode answer = new JsonMapper().readTree(outcome.stdout());
    assertThat(answer.get("ConnectionStatus").asString()).isEqualTo("Unknown");
    assertThat(answer.get("Explanation").get("Missing").toString())
        .contains("Contoso.Edge/relays/relay");
  }

  @Test
  void oneThatHasTheDestinationIsNamedToo() {
    Invocation.Outcome outcome = check(topology("10.0.9.77"), "10.0.9.77:443");

    assertThat(outcome.exit()).isEqualTo(ExitCode.UNDETERMINED.code());
    assertThat(outcome.stdout()).contains("Contoso.Edge/relays/relay");
  }

  @Test
  void oneThatIsElsewhereDoesNotMatter() {
    Invocation.Outcome outcome = check(topology("10.0.9.77"), "93.184.216.34:443");

    assertThat(outcome.exit()).isEqualTo(ExitCode.NEGATIVE.code());
    assertThat(outcome.stdout()).doesNotContain("Contoso.Edge");
  }

  @Test
  void aPropertyOfNoListTakesCertaintyFromTheBlockThatItStandsBesides() {
    String property = ", \"quantumMode\": \"On\"";

    assertThat(confidence(denied("", ""))).isEqualTo("Certain");
    assertThat(confidence(denied(property, ""))).isEqualTo("Assumed");
    assertThat(confidence(denied("", property))).as("the block is elsewhere").isEqualTo("Certain");
  }

  private static String confidence(String topology) {
    Invocation.Outcome outcome = check(topology, "10.0.2.4:443");
    assertThat(outcome.exit()).isEqualTo(ExitCode.NEGATIVE.code());
    return new JsonMapper()
        .readTree(outcome.stdout())
        .get("Explanation")
        .get("Confidence")
        .asString();
  }
}
