package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs come from exports, where a name may hold anything. What acts on a terminal must not reach
/// one, and nothing is a bug.
final class HostileInputTest {
  private static final String ESCAPES = "\\u001b]0;owned\\u0007\\u001b[2J";

  /** A network, exported, with text in the place of names and addresses. */
  private static String export(String ruleName, String machine) {
    return """
    [
      {"type": "Microsoft.Network/virtualNetworks", "name": "net", "id": "/x/virtualNetworks/net",
       "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
         "subnets": [{"name": "s", "properties": {"addressPrefix": "10.0.0.0/24",
           "networkSecurityGroup": {"id": "/x/networkSecurityGroups/nsg"}}}]}},
      {"type": "Microsoft.Network/networkSecurityGroups", "name": "nsg",
       "id": "/x/networkSecurityGroups/nsg", "properties": {"securityRules": [
         {"name": "%1$s", "properties": {"priority": 100, "direction": "Inbound",
           "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*",
           "sourcePortRange": "*", "destinationAddressPrefix": "*",
           "destinationPortRange": "*"}}]}},
      {"type": "Microsoft.Network/networkInterfaces", "name": "nic", "id": "/x/networkInterfaces/nic",
       "properties": {"ipConfigurations": [{"name": "c", "properties": {
         "privateIPAddress": "10.0.0.4", "subnet": {"id": "/x/virtualNetworks/net/subnets/s"}}}]}},
      {"type": "Microsoft.Compute/virtualMachines", "name": "%2$s", "id": "/x/virtualMachines/%2$s",
       "properties": {"networkProfile": {"networkInterfaces": [{"id": "/x/networkInterfaces/nic"}]}}}
    ]
    """
        .replace("%1$s", ruleName)
        .replace("%2$s", machine);
  }

  private static Invocation ask(String export, String... more) {
    return Invocation.of("check", "-t", "-").reading(export).and(more);
  }

  private static void assertHarmless(Invocation.Outcome outcome) {
    for (String text : List.of(outcome.stdout(), outcome.stderr())) {
      assertThat(text.codePoints())
          .as(text)
          .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
          .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
    assertThat(outcome.stderr()).doesNotContain("bug in pathwhy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "yaml", "table", "tsv"})
  void escapesInNamesStayInTheInput(String format) {
    String export = export(ESCAPES, "vm" + ESCAPES);
    Invocation.Outcome outcome =
        ask(export, "-o", format, "10.0.0.4", "10.0.0.4:22", "--color", "never").run();

    assertHarmless(outcome);
    assertThat(outcome.exit()).as("names that nobody can see are refused").isEqualTo(2);
    assertThat(outcome.stderr()).contains("invisible characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "table", "tsv"})
  void rareControlsStayInTheInput(String format) {
    Invocation.Outcome outcome =
        ask(
                export("allow\\u202eyned\\u009b2J", "vm\\u2066"),
                "-o",
                format,
                "10.0.0.4",
                "10.0.0.4:22")
            .run();

    assertHarmless(outcome);
  }

  @Test
  void escapesInQuestionsAreNotEchoed() {
    String export = export("deny", "vm");

    assertHarmless(ask(export, "vm\u001b[2J", "10.0.0.4:22").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22\u001b[2J").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22", "--colour\u001b[2J").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22", "--query", "\u001b[2J[").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22", "-t", "no\u001b[2Jfile").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22", "-o", "\u001b[2J").run());
    assertHarmless(Invocation.of("check\u001b[2J").run());
    assertHarmless(ask(export, "vm", "10.0.0.4:22").with("PATHWHY_OUTPUT", "\u001b[2J").run());
  }

  @Test
  void escapesInProblemsAreNotEchoed() {
    assertHarmless(ask("{\"pathwhy\": 1, \"" + ESCAPES + "\": 2}", "a", "b:1").run());
    assertHarmless(
        ask(
                "{\"pathwhy\": 1, \"dns\": [{\"name\": \"a\", \"fails\": \"" + ESCAPES + "\"}]}",
                "a",
                "b:1")
            .run());
    assertHarmless(ask("pathwhy: 1\n\u001b[2J: 2\n", "a", "b:1").run());
  }

  @Test
  void escapesInNamesNeverReachAnAsciiTerminal() {
    Invocation.Outcome outcome =
        ask(export("r\\u00e9gle", "vm\\ud83d\\ude00"), "-o", "text", "10.0.0.4", "10.0.0.4:22")
            .in(StandardCharsets.US_ASCII)
            .run();

    assertThat(outcome.stdout().chars()).allMatch(c -> c < 0x7f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pathwhy\": 1",
        "{\"pathwhy\": 1} trailing",
        "{\"a\": 1, \"a\": 2}",
        "pathwhy: 1\nvirtualNetworks: &a [*a]\n",
        "pathwhy: 1\npathwhy: 1\n",
        "pathwhy: !!java.net.URL [http://192.0.2.1/]\n",
        "--- 1\n--- 2\n",
        "\u0000\u0001\u0002",
        "\ufeffpathwhy: 1\nbogus: 1\n",
        "pathwhy: [[[[[[[[[[[[[[[[[[[[[[[[[[",
        "[{\"type\": \"Microsoft.Network/virtualNetworks\"}]",
        "[{\"type\": 3, \"name\": []}]",
        "{\"value\": [{\"type\": \"x\", \"name\": \"y\", \"properties\": 7}, null]}"
      })
  void brokenInputIsNoBug(String text) {
    Invocation.Outcome outcome = ask(text, "web-vm", "db-vm:1433").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertHarmless(outcome);
  }

  @Test
  void deepNestingIsNoBug() {
    assertThat(ask("[".repeat(100_000), "a", "b:1").run().exit()).isEqualTo(2);
    assertThat(ask("{\"a\":".repeat(100_000), "a", "b:1").run().exit()).isEqualTo(2);
    assertThat(ask("pathwhy: " + "[".repeat(100_000), "a", "b:1").run().exit()).isEqualTo(2);
  }

  @Test
  void manyProblemsAreCounted() {
    StringBuilder yaml = new StringBuilder("pathwhy: 1\ndns:\n");
    for (int i = 0; i < 200; i++) {
      yaml.append("  - {name: host").append(i).append("}\n");
    }
    Invocation.Outcome outcome = ask(yaml.toString(), "a", "b:1").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr().lines().count()).isLessThan(100);
    assertThat(outcome.stderr()).contains("more problems");
  }
}
