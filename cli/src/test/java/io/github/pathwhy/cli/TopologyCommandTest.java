package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The network as a tree, as pictures, and as resources with their associations. */
final class TopologyCommandTest {
  private static final String UNMODELLED =
      """
      [{"type": "Microsoft.Compute/disks", "name": "d1", "id": "/subscriptions/s/d1"},
       {"type": "Microsoft.Compute/disks", "name": "d2", "id": "/subscriptions/s/d2"}]
      """;

  private static Invocation topology(String sample) {
    return Invocation.of("topology", "-t", Repository.sample(sample + "/topology.yaml"));
  }

  private static Invocation stdin(String text, String... more) {
    return Invocation.of("topology", "-t", "-").and(more).reading(text);
  }

  private static Path golden(String name) {
    return Repository.file("cli/src/test/resources/golden/topology/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"three-tier", "hub-spoke-nva", "bastion", "ipv6"})
  void answersAreAsExpected(String sample) {
    for (String format : List.of("tree", "mermaid", "dot")) {
      Invocation.Outcome outcome = topology(sample).and("--format", format).run();

      assertThat(outcome.exit()).isZero();
      assertThat(outcome.stderr()).isEmpty();
      Golden.check(golden(sample + "." + format), outcome.stdout());
    }
    Invocation.Outcome json = topology(sample).run();

    assertThat(json.exit()).isZero();
    assertThat(Schemas.TOPOLOGY_RESOURCES.violationsOfJson(json.stdout())).isEmpty();
    Golden.check(golden(sample + ".json"), json.stdout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"three-tier", "hub-spoke-nva"})
  void picturesInTheDocumentsAreWhatIsDrawn(String sample) {
    Invocation.Outcome outcome = topology(sample).and("--format", "svg").run();

    assertThat(outcome.exit()).isZero();
    Golden.check(Repository.file("docs/images/" + sample + ".svg"), outcome.stdout());
  }

  @Test
  void everySampleCanBeDrawnInEveryFormat() {
    for (Path sample : Repository.samples()) {
      Path file = sample.resolve("topology.yaml");
      if (sample.endsWith("invalid-input") || !file.toFile().isFile()) {
        continue;
      }
      for (String format : List.of("tree", "mermaid", "dot", "svg")) {
        Invocation drawing =
            Invocation.of("topology", "-t", Repository.fromHere(file), "--format", format);
        Invocation.Outcome outcome = drawing.run();

        assertThat(outcome.exit()).as("%s of %s", format, sample).isZero();
        assertThat(outcome.stdout()).isNotBlank();
        assertThat(drawing.run()).as("a second time").isEqualTo(outcome);
      }
    }
  }

  @Test
  void terminalsGetTheTreeAndPipesTheDocument() {
    String tree = topology("three-tier").and("--format", "tree").run().stdout();

    assertThat(topology("three-tier").and("--color", "never").onTerminal(80).run().stdout())
        .isEqualTo(tree);
    assertThat(topology("three-tier").and("-o", "text").run().stdout()).isEqualTo(tree);
    assertThat(topology("three-tier").run().stdout()).startsWith("{").contains("\"resources\"");
  }

  @Test
  void aliasDoesTheSame() {
    String file = Repository.sample("three-tier/topology.yaml");

    assertThat(Invocation.of("show-topology", "-t", file).run())
        .isEqualTo(topology("three-tier").run());
  }

  @Test
  void coloursAreThoseOfOtherAnswers() {
    String coloured = topology("bastion").onTerminal(80).run().stdout();

    assertThat(coloured).contains("\u001b[1m", "\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(topology("bastion").onTerminal(80).with("NO_COLOR", "1").run().stdout());
  }

  @Test
  void plainTerminalsGetPlainCharacters() {
    String tree =
        topology("hub-spoke-nva").and("-o", "text").in(StandardCharsets.US_ASCII).run().stdout();

    assertThat(tree).contains("|- ", "`- ", "<-> ").doesNotContain("?");
    assertThat(tree.chars().allMatch(c -> c < 128)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 120})
  void treeFitsTheTerminal(int width) {
    for (String sample : List.of("three-tier", "hub-spoke-nva", "bastion")) {
      Invocation tree = topology(sample).and("--color", "never").onTerminal(width);

      assertThat(tree.run().lines())
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(width));
    }
  }

  @ParameterizedTest
  @CsvSource({"-o, json", "-o, yaml", "-o, table", "--query, resources"})
  void drawingAndDocumentTogetherAreAnError(String option, String value) {
    Invocation.Outcome outcome = topology("three-tier").and("--format", "svg", option, value).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("--format", "svg", option);
  }

  @Test
  void formatCountsMoreThanTheEnvironment() {
    assertThat(topology("three-tier").and("--format", "dot").with("PATHWHY_OUTPUT", "yaml").run())
        .isEqualTo(topology("three-tier").and("--format", "dot").run());
  }

  @Test
  void wrongInputIsAnError() {
    assertThat(Invocation.of("topology", "-t", "no-such-file").run().exit()).isEqualTo(2);
    assertThat(Invocation.of("topology").run().stderr()).contains("-t FILE");
    assertThat(topology("invalid-input").run().exit()).isEqualTo(2);
    Invocation.Outcome outcome = topology("three-tier").and("--format", "png").run();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("tree, mermaid, dot, svg");
  }

  @Test
  void nothingAtAllIsAnAnswerToo() {
    assertThat(stdin("pathwhy: 1", "-o", "text").run().stdout()).isEqualTo("Nothing in it.\n");
    for (String format : List.of("tree", "mermaid", "dot", "svg")) {
      assertThat(stdin("pathwhy: 1", "--format", format).run().exit()).isZero();
    }
    assertThat(Schemas.json(stdin("pathwhy: 1").run().stdout()).get("resources")).isEmpty();
    assertThat(stdin("pathwhy: 1", "-o", "table").run().exit()).isZero();
  }

  @Test
  void whatIsNotModelledIsCounted() {
    assertThat(stdin(UNMODELLED, "-o", "text").run().lines())
        .containsExactly("Not modelled", "- 2 Microsoft.Compute/disks");
    assertThat(stdin(UNMODELLED, "-o", "text", "-v").run().lines())
        .contains("  /subscriptions/s/d1", "  /subscriptions/s/d2");
    for (String format : List.of("mermaid", "dot", "svg")) {
      assertThat(stdin(UNMODELLED, "--format", format).run().stdout())
          .contains("2 Microsoft.Compute/disks");
    }
  }

  @Test
  void whatIsCutShortIsListedWithV() {
    StringBuilder yaml =
        new StringBuilder(
            """
            pathwhy: 1
            virtualNetworks:
              - {name: n, addressSpace: [10.0.0.0/16], subnets: [{name: s, addressPrefix: 10.0.0.0/24}]}
            virtualMachines:
            """);
    for (int i = 0; i < 50; i++) {
      yaml.append(
          "  - {name: vm%1$d, networkInterfaces: [{name: nic%1$d, subnet: n/s}]}\n"
              .replace("%1$d", Integer.toString(i)));
    }

    assertThat(stdin(yaml.toString(), "-o", "text").run().stdout())
        .contains("vm3 ", "+46 more; -v lists them")
        .doesNotContain("vm4 ", "vm49 ");
    assertThat(stdin(yaml.toString(), "-o", "text", "-v").run().stdout())
        .contains("vm49 ")
        .doesNotContain("more");
    assertThat(stdin(yaml.toString(), "--format", "svg").run().stdout()).contains("+46 more");
    JsonNode resources = Schemas.json(stdin(yaml.toString()).run().stdout()).get("resources");
    assertThat(resources).hasSize(102);
  }

  @Test
  void tableHasARowForEachResource() {
    List<String> table = topology("three-tier").and("-o", "table").run().lines();

    assertThat(table.getFirst()).matches("Name +Type +Contains +Associated");
    assertThat(table).anyMatch(line -> line.matches("web-nsg +networkSecurityGroups +AllowHttps"));
    assertThat(topology("three-tier").and("-o", "tsv").run().lines()).hasSize(table.size() - 2);
  }

  @Test
  void querySelectsFromTheDocument() {
    assertThat(
            topology("three-tier")
                .and("--query", "resources[?name=='web-vm'].associations[].associationType")
                .and("-o", "tsv")
                .run()
                .stdout())
        .isEqualTo("Contains\n");
  }

  @Test
  void aConnectionThatIsObservedToBeDownIsDrawnAsBroken() {
    Invocation drawing =
        topology("hybrid-vpn")
            .and("-t", "-")
            .reading("observed: {to-branch: {connectionState: NotConnected}}");

    assertThat(drawing.and("--format", "tree").run().stdout()).contains("IPsec, NotConnected");
    assertThat(drawing.and("--format", "svg").run().stdout())
        .contains("<polyline class=\"connection broken\" fill=\"none\" stroke=\"#c8372d\"");
    assertThat(drawing.and("--format", "dot").run().stdout()).contains("dashed");
    assertThat(
            drawing
                .reading("observed: {to-branch: {connectionState: Connected}}")
                .and("--format", "svg")
                .run()
                .stdout())
        .doesNotContain("connection broken");
  }

  @Test
  void picturesHaveTheirColoursWithoutAStyleSheet() {
    String svg = topology("three-tier").and("--format", "svg").run().stdout();

    assertThat(svg).contains("<rect class=\"page\" fill=\"#ffffff\"");
    assertThat(
            svg.lines()
                .filter(line -> line.matches("<(rect|circle|polyline|text) .*"))
                .filter(line -> !line.contains(" fill=\"")))
        .isEmpty();
  }
}
