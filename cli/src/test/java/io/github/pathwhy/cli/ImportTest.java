package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What importing writes gives the answers that the inputs give. */
final class ImportTest {
  private static final Path DOCUMENTS = Repository.file("cli/src/test/resources/import");

  /** Files that are loaded together. */
  private record Inputs(String name, List<Path> files) {
    List<Source> sources() {
      List<Source> sources = new ArrayList<>();
      for (Path file : files) {
        sources.add(RoundTrip.named("@@" + sources.size(), Repository.read(file)));
      }
      return sources;
    }
  }

  private static Stream<Inputs> inputs() {
    List<Inputs> all = new ArrayList<>();
    for (Path sample : Repository.samples()) {
      if (!sample.endsWith("invalid-input")) {
        List<Path> files =
            Stream.of("topology.json", "topology.yaml", "observed.yaml", "tags.yaml", "linked.yaml")
                .map(sample::resolve)
                .filter(Files::isRegularFile)
                .toList();
        all.add(new Inputs(sample.getFileName().toString(), files));
      }
    }
    all.removeIf(inputs -> inputs.files().isEmpty());
    documents().forEach(file -> all.add(new Inputs(file.getFileName().toString(), List.of(file))));
    all.add(
        new Inputs(
            "several",
            List.of(DOCUMENTS.resolve("network.yaml"), DOCUMENTS.resolve("unknown.yaml"))));
    return all.stream();
  }

  private static List<Path> documents() {
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> answersAreThoseOfTheInputs() {
    return inputs()
        .map(inputs ->
            DynamicTest.dynamicTest(
                inputs.name(),
                () -> {
                  RoundTrip trip = RoundTrip.of(inputs.sources());
                  Map<String, String> actual = trip.actual();

                  assertThat(actual).hasSizeGreaterThan(3);
                  trip.expected()
                      .forEach((question, answer) ->
                          assertThat(actual.get(question))
                              .as(question)
                              .isEqualToIgnoringCase(answer));
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsImportedAgainStaysTheSame() {
    return inputs()
        .map(inputs ->
            DynamicTest.dynamicTest(
                inputs.name(),
                () -> {
                  String once = RoundTrip.imported(inputs.sources());
                  String twice = RoundTrip.imported(List.of(RoundTrip.named("@@9", once)));

                  assertThat(withoutComments(twice)).isEqualTo(withoutComments(once));
                }));
  }

  private static String withoutComments(String yaml) {
    return yaml.replaceAll("(?m)^ *# .*\n", "");
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrittenFitsTheSchema() {
    return inputs()
        .map(inputs ->
            DynamicTest.dynamicTest(
                inputs.name(),
                () ->
                    assertThat(
                            Schemas.TOPOLOGY.violationsOfYaml(RoundTrip.imported(inputs.sources())))
                        .isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "services", "connectivity", "unknown"})
  void jsonSaysTheSame(String name) {
    String file = Repository.fromHere(DOCUMENTS.resolve(name + ".yaml"));
    Invocation.Outcome yaml = Invocation.of("import", "-t", file).run();
    Invocation.Outcome json = Invocation.of("import", "-t", file, "-o", "json").run();

    assertThat(json.exit()).isZero();
    assertThat(Schemas.json(json.stdout())).isEqualTo(Schemas.yaml(yaml.stdout()));
  }

  @Test
  void secretsAreNotCarriedAlong() {
    for (Path file : documents()) {
      String yaml = RoundTrip.imported(List.of(RoundTrip.named("@@0", Repository.read(file))));

      assertThat(yaml).doesNotContain("secret", "assword", "sharedKey");
    }
  }

  @Test
  void itReadsWell() {
    String sample = Repository.sample("missing-ip-forwarding/topology.json");

    Invocation.Outcome outcome = Invocation.of("import", "-t", sample).onTerminal(80).run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    Golden.check(
        Repository.file("cli/src/test/resources/golden/import.txt"),
        outcome.stdout().replace(sample, "topology.json"));
  }

  @Test
  void resourcesSayWhatTerraformCallsThem() {
    Invocation.Outcome outcome =
        Invocation.of("import", "-t", "-")
            .reading(
                """
                [{"type": "Microsoft.Network/applicationSecurityGroups", "name": "web",
                  "terraformAddress": "azurerm_application_security_group.web"}]
                """)
            .run();

    assertThat(outcome.stdout())
        .contains("  # from <stdin>:1 (azurerm_application_security_group.web)\n  - {name: web}\n");
  }

  @Test
  void textThatYamlWouldTakeForSomethingElseIsQuoted() {
    String yaml =
        RoundTrip.imported(
            List.of(
                RoundTrip.named(
                    "@@0",
                    """
                    pathwhy: 1
                    applicationSecurityGroups:
                      - {name: "1"}
                      - {name: "null"}
                      - {name: "a: b"}
                      - {name: "a #b"}
                      - {name: "-a"}
                      - {name: '[x"y\\z'}
                      - {name: "10.5"}
                      - {name: "1-2"}
                      - {name: "no"}
                      - {name: "é"}
                    """)));

    assertThat(withoutComments(yaml))
        .isEqualTo(
            """
            pathwhy: 1

            applicationSecurityGroups:
              - {name: "1"}
              - {name: "null"}
              - {name: "a: b"}
              - {name: "a #b"}
              - {name: "-a"}
              - {name: "[x\\"y\\\\z"}
              - {name: "10.5"}
              - {name: 1-2}
              - {name: "no"}
              - {name: "é"}
            """);
  }

  @Test
  void whatIsWrongWithTheInputIsSaid() {
    Invocation.Outcome outcome =
        Invocation.of("import", "-t", Repository.sample("invalid-input/broken.yaml")).run();

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).isNotEmpty();
  }
}
