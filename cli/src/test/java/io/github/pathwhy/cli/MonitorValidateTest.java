package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The group of commands about connection monitors, and the check of their definitions. */
final class MonitorValidateTest {
  private static final String VALID = Repository.sample("connection-monitor/monitor.yaml");
  private static final String INVALID =
      Repository.sample("connection-monitor/monitor-invalid.yaml");
  private static final String SHOP = Repository.sample("three-tier/topology.yaml");

  private static Invocation validate(String... args) {
    return Invocation.of("monitor", "validate").and(args);
  }

  private static JsonNode json(Invocation invocation) {
    String stdout = invocation.run().stdout();
    assertThat(Schemas.of("monitor-validate").violationsOfJson(stdout)).isEmpty();
    return Schemas.json(stdout);
  }

  @Test
  void validDefinitionsExitWithZero() {
    Invocation.Outcome outcome = validate(VALID).run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    JsonNode document = json(validate(VALID));
    assertThat(document.get("valid").asBoolean()).isTrue();
    assertThat(document.get("problems")).isEmpty();
    assertThat(document.get("tests").asInt()).isEqualTo(6);
  }

  @Test
  void invalidDefinitionsExitWithOneAndAnswerOnStdout() {
    Invocation.Outcome outcome = validate(INVALID).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stderr()).isEmpty();
    JsonNode document = json(validate(INVALID));
    assertThat(document.get("valid").asBoolean()).isFalse();
    JsonNode first = document.get("problems").get(0);
    assertThat(first.get("file").asString()).isEqualTo(INVALID);
    assertThat(first.get("line").asInt()).isEqualTo(7);
    assertThat(first.get("column").asInt()).isEqualTo(13);
    assertThat(first.get("path").asString()).isEqualTo("endpoints[0].type");
    assertThat(first.get("message").asString()).isEqualTo("'AzureVm2'");
    assertThat(first.get("hint").asString()).startsWith("allowed: AzureVM, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "{", "[]", "{virtualMachines: [{name: a}]}"})
  void whatIsNoMonitorIsWrongInput(String text) {
    Invocation.Outcome outcome = validate("-").reading(text).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).startsWith("<stdin>");
  }

  @Test
  void wrongCommandLinesAreWrongInput() {
    assertThat(validate().run().stderr()).contains("no connection monitor");
    assertThat(validate("nowhere.json").run().stderr()).contains("nowhere.json: no such file");
    assertThat(validate(VALID, "-t", "nowhere.yaml").run().stderr()).contains("nowhere.yaml");
    assertThat(validate("-", "-t", "-").run().stderr()).contains("stdin");
    assertThat(validate(VALID, INVALID).run().stderr()).contains("unexpected");
    for (Invocation wrong :
        new Invocation[] {validate(), validate("nowhere.json"), validate("-", "-t", "-")}) {
      assertThat(wrong.run().exit()).isEqualTo(2);
      assertThat(wrong.run().stdout()).isEmpty();
    }
  }

  @Test
  void aWrongTopologyIsWrongInputToo() {
    String broken = Repository.sample("invalid-input/broken.yaml");

    assertThat(validate(VALID, "-t", broken).run().exit()).isEqualTo(2);
  }

  @Test
  void theTopologyMayComeFromTheEnvironment() {
    Invocation misspelt = validate(Repository.sample("connection-monitor/monitor-misspelt.yaml"));

    assertThat(misspelt.run().stdout()).doesNotContain("did you mean app-vm?");
    assertThat(misspelt.with("PATHWHY_TOPOLOGY", SHOP).run().stdout())
        .contains("did you mean app-vm?")
        .isEqualTo(misspelt.and("-t", SHOP).run().stdout());
  }

  @Test
  void definitionsMayComeFromStdin() {
    String text = Repository.read(Repository.file("samples/connection-monitor/monitor.yaml"));

    assertThat(validate("-", "-t", SHOP).reading(text).run().exit()).isZero();
    assertThat(validate(VALID, "-t", "-").reading("{virtualMachines: [{name: x}]}").run().stdout())
        .contains("is not in the topology");
  }

  @Test
  void rowsAreTheProblems() {
    assertThat(validate(INVALID, "-o", "tsv").run().lines())
        .hasSize(json(validate(INVALID)).get("problems").size())
        .first()
        .asString()
        .startsWith(INVALID + "\t7\t13\tendpoints[0].type\t'AzureVm2'\t");
    assertThat(validate(VALID, "-o", "table").run().stdout())
        .isEqualTo("Valid  Tests\n-----  -----\ntrue   6\n");
  }

  @Test
  void queriesAndYamlShowTheSame() {
    assertThat(validate(VALID, "--query", "tests").run().stdout()).isEqualTo("6\n");
    assertThat(validate(VALID, "-o", "yaml").run().stdout())
        .isEqualTo("valid: true\nproblems: []\ntests: 6\n");
    assertThat(validate(INVALID, "--query", "problems[0].path", "-o", "tsv").run().stdout())
        .isEqualTo("endpoints[0].type\n");
  }

  @Test
  void theAliasIsTheSame() {
    assertThat(Invocation.of("connection-monitor", "validate", INVALID).run())
        .isEqualTo(validate(INVALID).run());
  }

  @Test
  void theGroupAloneShowsItsCommands() {
    Invocation.Outcome outcome = Invocation.of("monitor").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("Commands:", "validate").doesNotContain("ip-flow-verify");
  }

  @Test
  void anUnknownCommandOfTheGroupGetsASuggestion() {
    Invocation.Outcome outcome = Invocation.of("monitor", "valdate", VALID).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr())
        .contains("no command 'valdate'; did you mean validate?", "pathwhy monitor --help");
    assertThat(Invocation.of("monitor", "--topolgy").run().stderr()).contains("unknown option");
  }

  @Test
  void textSaysWhichGroupsRest() {
    assertThat(validate(VALID, "-o", "text").run().stdout())
        .startsWith("✓ Valid  " + VALID + "  6 tests\n")
        .contains("night")
        .contains("disabled");
  }
}
