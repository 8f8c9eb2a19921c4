package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.probe.host.SystemTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is said of the machine that the tests run on, beside what can be seen of it here. */
final class DoctorCommandTest {

  private static JsonNode json(Invocation.Outcome outcome) {
    assertThat(outcome.stderr()).isEmpty();
    assertThat(Schemas.of("doctor").violationsOfJson(outcome.stdout())).isEmpty();
    return Schemas.json(outcome.stdout());
  }

  @Test
  void exitCodeSaysWhetherAnythingCanBeProbed() {
    Invocation.Outcome outcome = Invocation.of("doctor").run();
    JsonNode document = json(outcome);

    boolean some = false;
    for (JsonNode tier : document.get("Tiers")) {
      assertThat(tier.get("Methods").size()).isEqualTo(tier.get("IsAvailable").asBoolean() ? 6 : 0);
      for (JsonNode method : tier.get("Methods")) {
        some |= method.get("CanProbe").asBoolean();
        boolean whole = method.get("CanProbe").asBoolean() && method.get("CanSeeHops").asBoolean();
        assertThat(method.has("Why")).isEqualTo(!whole);
      }
    }
    assertThat(outcome.exit()).isEqualTo(some ? 0 : 3);
    assertThat(document.get("Status").asString()).isEqualTo(some ? "Ready" : "NotReady");
    assertThat(document.has("DefaultTier")).isEqualTo(some);
  }

  @Test
  void toolsAreWhereTheyAreSaidToBe() {
    for (JsonNode tool : json(Invocation.of("doctor").run()).get("Tools")) {
      assertThat(tool.has("Path"))
          .isEqualTo(SystemTool.find(tool.get("Name").asString()).isPresent());
      if (tool.has("Path")) {
        assertThat(Path.of(tool.get("Path").asString())).isExecutable();
      }
    }
  }

  @Test
  void processIsThisOne() throws Exception {
    JsonNode document = json(Invocation.of("doctor").run());

    Path status = Path.of("/proc/self/status");
    assertThat(document.has("Process")).isEqualTo(Files.exists(status));
    if (Files.exists(status)) {
      List<String> lines = Files.readAllLines(status);
      String uid = lines.stream().filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
      assertThat(document.get("Process").get("User").asString())
          .isEqualTo(uid.split("\\s+", -1)[2]);
    }
  }

  @Test
  void textHasTheAnswerFirstAndEveryRemedy() {
    Invocation.Outcome text = Invocation.of("doctor", "-o", "text").run();
    JsonNode document = json(Invocation.of("doctor").run());

    assertThat(text.stdout())
        .startsWith(text.exit() == 0 ? "✓ Ready  " : "? NotReady  ")
        .contains("\nTiers\n", "\nThis machine\n", "DNS: ");
    for (JsonNode missing : document.get("Missing")) {
      if (missing.has("Remedy")) {
        assertThat(text.stdout()).contains(missing.get("Remedy").asString());
      }
    }
  }

  @Test
  void rowsAreAbilities() {
    JsonNode tiers = json(Invocation.of("doctor").run()).get("Tiers");
    int methods = 0;
    for (JsonNode tier : tiers) {
      methods += tier.get("Methods").size();
    }

    assertThat(Invocation.of("doctor", "-o", "tsv").run().lines()).hasSize(methods);
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor db-vm", "doctor --tier kernel", "doctor --timeout 1"})
  void nothingElseIsAskedFor(String line) {
    Invocation.Outcome outcome = Invocation.of(line.split(" ")).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
  }
}
