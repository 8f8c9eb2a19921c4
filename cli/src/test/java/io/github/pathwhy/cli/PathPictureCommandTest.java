package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path of a check as a picture. */
final class PathPictureCommandTest {

  private static Invocation check(String sample, String from, String to) {
    return Invocation.of("check", "-t", Repository.sample(sample), from, to);
  }

  private static Invocation denied() {
    return check("three-tier/topology.yaml", "web-vm", "db-vm:1433");
  }

  @ParameterizedTest
  @CsvSource({
    "denied,  three-tier/topology.yaml,         web-vm,     db-vm:1433,        1",
    "fork,    ecmp-nva/topology.yaml,           vehicle-vm, telemetry-vm:8883, 1",
    "reply,   asymmetric-routing/topology.yaml, gateway-vm, historian-vm:5450, 1",
    "unknown, partial-knowledge/topology.json,  job-vm,     api-vm:443,        3",
    "pool,    load-balancer/topology.yaml,      web1-vm,    10.110.2.100:80,   0"
  })
  void picturesAreAsExpected(String name, String sample, String from, String to, int exit) {
    for (String format : List.of("svg", "html", "mermaid", "dot")) {
      Invocation drawing = check(sample, from, to).and("--format", format);
      Invocation.Outcome outcome = drawing.run();

      assertThat(outcome.exit()).isEqualTo(exit);
      assertThat(drawing.run()).as("a second time").isEqualTo(outcome);
      Golden.check(golden(name + "." + format), outcome.stdout());
    }
  }

  private static Path golden(String name) {
    return Repository.file("cli/src/test/resources/golden/path/" + name);
  }

  @Test
  void thePictureInTheDocumentsIsWhatIsDrawn() {
    Golden.check(
        Repository.file("docs/images/path-denied.svg"),
        denied().and("--format", "svg").run().stdout());
  }

  @Test
  void theTreeIsTheTextOfTheAnswer() {
    assertThat(denied().and("--format", "tree").run()).isEqualTo(denied().and("-o", "text").run());
  }

  @ParameterizedTest
  @CsvSource({"-o, json", "-o, yaml", "-o, table", "-o, tsv", "--query, Hops"})
  void pictureAndDocumentTogetherAreAnError(String option, String value) {
    Invocation.Outcome outcome = denied().and("--format", "svg", option, value).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("--format svg is a drawing", option);
  }

  @Test
  void measuredPathsAreNotDrawn() {
    Invocation.Outcome outcome = Invocation.of("check", "127.0.0.1:9", "--format", "svg").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("--format draws simulated paths");
    assertThat(denied().and("--live", "--format", "html").run().exit()).isEqualTo(2);
  }

  @Test
  void thePageLoadsAndRunsNothing() {
    String page = denied().and("--format", "html").run().stdout();

    assertThat(page)
        .contains("default-src 'none'", "db-nsg", "three-tier/topology.yaml:68:9", "tabindex=\"0\"")
        .doesNotContain("<script", "<link", "src=\"", "href=");
  }
}
