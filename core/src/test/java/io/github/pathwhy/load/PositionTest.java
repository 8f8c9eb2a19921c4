package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.text.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of declaration: lines and columns in characters, counted from 1. */
final class PositionTest {
  private static final String YAML =
      """
      # a comment with ü and 🦉
      pathwhy: 1
      networkSecurityGroups:
        - name: nsg
          securityRules:
            - name: first
              priority: 100
              direction: Inbound
              access: Allow
              protocol: Tcp
              sourceAddressPrefix: "*"
              destinationAddressPrefix: "*"
            - {name: "grün", priority: 101, direction: Inbound, access: Allow, protocol: Tcp,
               sourceAddressPrefix: "*", destinationAddressPrefix: "*"}
      routeTables:
        - name: rt
          routes: [{name: "🦉🦉", addressPrefix: 10.0.0.0/8, nextHopType: None}, {name: b, addressPrefix: 10.1.0.0/16, nextHopType: None}]
      """;

  private static final String JSON =
      """
      {"pathwhy": 1,
      \t"routeTables": [
      \t\t{"name": "rt", "routes": [{"name": "🦉ü", "addressPrefix": "10.0.0.0/8", "nextHopType": "None"},
      \t\t\t{"name": "b", "addressPrefix": "10.1.0.0/16", "nextHopType": "None"}, {"name": "c", "addressPrefix": "10.2.0.0/16", "nextHopType": "None"}]}
      ]}
      """;

  private static SourcePosition rule(Topology topology, int index) {
    return Inputs.only(topology, SecurityGroup.class, "nsg")
        .rules()
        .get(index)
        .declaredAt()
        .orElseThrow();
  }

  private static SourcePosition route(Topology topology, int index) {
    return Inputs.only(topology, RouteTable.class, "rt").routes().get(index).declaredAt();
  }

  private static void assertYaml(Topology topology) {
    assertThat(rule(topology, 0)).isEqualTo(new SourcePosition("1", 6, 9));
    assertThat(rule(topology, 1)).isEqualTo(new SourcePosition("1", 13, 9));
    assertThat(Inputs.only(topology, RouteTable.class, "rt").declaredAt())
        .isEqualTo(new SourcePosition("1", 16, 5));
    assertThat(route(topology, 0)).isEqualTo(new SourcePosition("1", 17, 14));
    assertThat(route(topology, 1)).isEqualTo(new SourcePosition("1", 17, 74));
  }

  private static void assertJson(Topology topology) {
    assertThat(route(topology, 0)).isEqualTo(new SourcePosition("1", 3, 29));
    assertThat(route(topology, 1)).isEqualTo(new SourcePosition("1", 4, 4));
    assertThat(route(topology, 2)).isEqualTo(new SourcePosition("1", 4, 74));
  }

  @Test
  void rulesAndRoutesOfYamlKnowTheirPlace() {
    assertYaml(Inputs.topology(YAML));
  }

  @Test
  void routesOfJsonKnowTheirPlace() {
    assertJson(Inputs.topology(JSON));
  }

  @Test
  void everyLineEndCountsOnce() {
    assertYaml(Inputs.topology(YAML.replace("\n", "\r\n")));
    assertYaml(Inputs.topology(YAML.replace("\n", "\r")));
    assertJson(Inputs.topology(JSON.replace("\n", "\r\n")));
    assertJson(Inputs.topology(JSON.replace("\n", "\r")));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,true",
    "UTF-16LE,true",
    "UTF-16BE,true",
    "UTF-32LE,true",
    "UTF-32BE,true",
    "UTF-8,false",
    "UTF-16LE,false",
    "UTF-16BE,false"
  })
  void encodingAndByteOrderMarkDoNotMovePlaces(String encoding, boolean mark) {
    Charset charset = Charset.forName(encoding);
    String start = mark ? "\ufeff" : "";
    assertYaml(Inputs.topology(Inputs.load((start + YAML).getBytes(charset))));
    assertJson(Inputs.topology(Inputs.load((start + JSON).getBytes(charset))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3_999, 4_000, 7_998, 16_000, 65_536, 2_000_000})
  void placesAreRightBehindLongText(int length) {
    String text =
        "{\"pathwhy\": 1, \"routeTables\": [{\"name\": \"rt\", \"location\": \""
            + "ä".repeat(length)
            + "\", \"routes\": [{\"name\": \"a\", \"addressPrefix\": \"10.0.0.0/8\","
            + " \"nextHopType\": \"None\"}]}]}";
    assertThat(route(Inputs.topology(text), 0))
        .isEqualTo(new SourcePosition("1", 1, text.indexOf("{\"name\": \"a\"") + 1));
  }

  @Test
  void aProblemBehindManyKeysIsPlacedAtItsKey() {
    String text = "{\"pathwhy\": 1,\n  \"dns\": [], \"🦉\": 1, \"dms\": 1\n}";
    assertThat(Inputs.problems(text))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1:2:14: 🦉: unknown key"),
            second -> assertThat(second).startsWith("1:2:22: dms: unknown key: did you mean dns?"));
  }

  @Test
  void aMergedResourceIsPlacedWhereItWasDeclaredLast() {
    Topology topology =
        Inputs.topology(
            "virtualNetworks: [{name: hub, addressSpace: [10.0.0.0/16]}]",
            "\n\nvirtualNetworks:\n  - name: hub\n    addressSpace: [10.0.0.0/8]\n");
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").declaredAt())
        .isEqualTo(new SourcePosition("2", 4, 5));
  }

  @Test
  void aJsonErrorIsPlacedInCharacters() {
    assertThat(Inputs.problems("{\"🦉🦉\": x}"))
        .singleElement()
        .asString()
        .startsWith("1:1:8: not valid JSON");
  }

  @Test
  void controlCharactersArePlaced() {
    assertThat(Inputs.load("a: 1\nbü🦉c\u0001".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new Loaded.Invalid(
                java.util.List.of(
                    new Problem(
                        "1",
                        2,
                        5,
                        "",
                        "control character \\u0001",
                        "text files have none; is this a text file?"))));
  }
}
