package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.text.Problem;
import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said about wrong inputs. `problems.txt` and its siblings hold inputs with every problem
/// that is found in them: `=== name`, the input, `==>`, the problems.
final class ProblemsTest {

  static Stream<Arguments> wrongInputs() {
    return Stream.of("problems.txt", "problems-connectivity.txt", "problems-services.txt")
        .flatMap(file -> Arrays.stream(read(file).split("(?m)^=== ")))
        .filter(part -> !part.isEmpty())
        .map(part -> {
          int name = part.indexOf('\n');
          int problems = part.indexOf("==>\n");
          return Arguments.of(
              part.substring(0, name),
              part.substring(name + 1, problems),
              part.substring(problems + 4).lines().toList());
        });
  }

  private static String read(String name) {
    try (InputStream content =
        Objects.requireNonNull(ProblemsTest.class.getResourceAsStream(name))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongInputs")
  void everyProblemOfAnInputIsReported(String name, String input, List<String> problems) {
    Loaded loaded =
        TopologyLoader.load(List.of(new Source("in", input.getBytes(StandardCharsets.UTF_8))));
    assertThat(Inputs.problems(loaded)).as(name).isEqualTo(problems);
  }

  @Test
  void aProblemKnowsItsParts() {
    assertThat(Inputs.load("pathwhy: 1\ndns:\n  - {name: a, address: 10.1}\n"))
        .isEqualTo(
            new Loaded.Invalid(
                List.of(
                    new Problem(
                        "1",
                        3,
                        24,
                        "dns[0].address",
                        "'10.1'",
                        "expected an IP address such as 10.0.1.4 or fd00::4"))));
  }

  @Test
  void problemsComeInTheOrderOfTheInputs() {
    assertThat(
            Inputs.problems(
                "dns: [{name: a}]\nobserved: {vm: {}}\n",
                "virtualNetworks: [{name: hub, addressSpace: [10.0.0.0/33]}]\n"))
        .extracting(problem -> problem.substring(0, 4))
        .containsExactly("1:1:", "1:2:", "2:1:");
  }

  @Test
  void anInputThatCannotBeReadHidesWhatWouldFollowFromIt() {
    assertThat(Inputs.problems("[{]", "observed: {vm: {powerState: running}}\n", ""))
        .containsExactly(
            "1:1:3: not valid JSON: Unexpected close marker ']': expected '}'",
            "3: the file is empty: expected YAML or JSON");
  }

  @Test
  void aFlowMappingOfYamlIsNotTakenForJson() {
    assertThat(Inputs.problems("{pathwhy: 1, dns: [{name: a.example, address: 10.0.0.4}]}"))
        .isEmpty();
  }

  @Test
  void theFirstThousandProblemsAreEnough() {
    List<String> problems = Inputs.problems("pathwhy: 1\ndns:\n" + "  - {}\n".repeat(700));
    assertThat(problems).hasSize(1001);
    assertThat(problems.getFirst()).startsWith("1:3:5: dns[0]: ");
    assertThat(problems.getLast()).isEqualTo("1: 400 more problems");
  }

  @Test
  void anAnchorThatIsUsedTwiceIsReportedForEachPlace() {
    assertThat(
            Inputs.problems(
                """
                pathwhy: 1
                dns:
                  - &record {name: a, address: 10.1}
                  - *record
                """))
        .containsExactly(
            "1:3:32: dns[0].address: '10.1': expected an IP address such as 10.0.1.4 or fd00::4",
            "1:3:32: dns[1].address: '10.1': expected an IP address such as 10.0.1.4 or fd00::4");
  }

  @Test
  void unknownKeysOfAnOverlayAreFoundBeforeAndAfterTheResourceItIsLaidOver() {
    String arm =
        "[{\"id\": \"%s\", \"name\": \"nsg\", \"type\": \"Microsoft.Network/networkSecurityGroups\"}]"
            .replace("%s", Inputs.network("networkSecurityGroups/nsg"));
    String overlay = "networkSecurityGroups: [{name: nsg, securityRule: []}]\n";
    assertThat(Inputs.problems(arm, overlay))
        .singleElement()
        .asString()
        .startsWith("2:1:37: networkSecurityGroups[0].securityRule: unknown key: did you mean");
    assertThat(Inputs.problems(overlay, arm))
        .singleElement()
        .asString()
        .startsWith("1:1:37: ")
        .contains("securityRule: unknown key: did you mean securityRules?");
  }

  @Test
  void moreInputsThanCanBeCountedAreRefused() {
    Source source = new Source("many", "dns: []".getBytes(StandardCharsets.UTF_8));
    assertThat(Inputs.problems(TopologyLoader.load(java.util.Collections.nCopies(2049, source))))
        .containsExactly("many: file number 2049: the most is 2048");
    assertThat(Inputs.problems(TopologyLoader.load(java.util.Collections.nCopies(2048, source))))
        .isEmpty();
  }
}
