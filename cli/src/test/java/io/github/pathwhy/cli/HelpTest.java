package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says about itself. */
final class HelpTest {

  private static Path golden(String name) {
    return Repository.file("cli/src/test/resources/golden/" + name);
  }

  @Test
  void helpListsTheCommands() {
    Invocation.Outcome outcome = Invocation.of("--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    Golden.check(golden("help.txt"), outcome.stdout());
  }

  @Test
  void helpOfCheckListsItsOptions() {
    Invocation.Outcome outcome = Invocation.of("check", "--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    Golden.check(golden("help-check.txt"), outcome.stdout());
  }

  @Test
  void helpOfTopologyListsItsOptions() {
    Invocation.Outcome outcome = Invocation.of("topology", "--help").run();

    assertThat(outcome.exit()).isZero();
    Golden.check(golden("help-topology.txt"), outcome.stdout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip-flow-verify",
        "next-hop",
        "nsg-diagnostics",
        "effective-rules",
        "effective-routes",
        "security-group-view",
        "import",
        "dns",
        "ports",
        "doctor",
        "trace"
      })
  void helpOfAVerbFitsEightyColumns(String verb) {
    Invocation.Outcome outcome = Invocation.of(verb, "--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    Golden.check(golden("help-" + verb + ".txt"), outcome.stdout());
  }

  @ParameterizedTest
  @CsvSource({"monitor, help-monitor.txt", "monitor validate, help-monitor-validate.txt"})
  void helpOfAGroupLeadsToItsCommands(String words, String file) {
    Invocation.Outcome outcome = Invocation.of(words.split(" ")).and("--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    Golden.check(golden(file), outcome.stdout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpNeedsNothingElse(String option) {
    assertThat(Invocation.of("check", "web-vm", option).run().exit()).isZero();
  }

  @Test
  void helpFitsEightyColumns() {
    for (String[] words :
        new String[][] {{"--help"}, {"check", "--help"}, {"topology", "--help"}}) {
      assertThat(Invocation.of(words).run().lines())
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "check, test-connectivity",
    "ip-flow-verify, test-ip-flow",
    "next-hop, show-next-hop",
    "nsg-diagnostics, run-configuration-diagnostic",
    "effective-rules, list-effective-nsg",
    "effective-routes, show-effective-route-table",
    "security-group-view, show-security-group-view",
    "topology, show-topology"
  })
  void theNameInAzHasAllOptionsAndMore(String verb, String az) {
    String help = Invocation.of(az, "--help").run().stdout();

    assertThat(help).contains("Usage: pathwhy " + az, "--resource-group", "--fail-on");
    assertThat(options(help)).containsAll(options(Invocation.of(verb, "--help").run().stdout()));
  }

  private static List<String> options(String help) {
    return Pattern.compile("(?m)^  .{4}(--[a-z-]+)")
        .matcher(help)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help check",
        "--help check",
        "check help",
        "check --dest-port many --help",
        "check --no-such-option -h",
        "-t network.yaml check --help"
      })
  void helpIsOnlyHelpWhereverItIsAskedFor(String line) {
    assertThat(Invocation.of(line.split(" ")).run())
        .isEqualTo(Invocation.of("check", "--help").run());
  }

  @Test
  void helpKnowsGroupsAndMistakes() {
    assertThat(Invocation.of("help", "monitor", "validate").run())
        .isEqualTo(Invocation.of("monitor", "validate", "--help").run());
    assertThat(Invocation.of("help").run()).isEqualTo(Invocation.of("--help").run());
    Invocation.Outcome misspelt = Invocation.of("help", "chekc").run();
    assertThat(misspelt.exit()).isEqualTo(2);
    assertThat(misspelt.stderr()).contains("did you mean check?");
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "100, 100", "20, 55", "nonsense, 80", "0, 80"})
  void helpIsAsWideAsTheTerminal(String columns, int widest) {
    List<String> lines = Invocation.of("check", "--help").with("COLUMNS", columns).run().lines();

    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(widest))
        .anySatisfy(line -> assertThat(line.length()).isGreaterThan(widest - 8));
  }

  @Test
  void whatMattersComesFirst() {
    List<String> lines = Invocation.of("check", "--help").run().lines();
    int first = lines.indexOf("Options:");
    int next = lines.indexOf("More about the question:");

    assertThat(
            lines.subList(first, next).stream()
                .filter(line -> line.matches("(  -.,|     ) --.*"))
                .count())
        .isEqualTo(10);
    assertThat(lines).contains("Real packets:", "HTTP and TLS:", "More about the output:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version", "check --version", "--version check"})
  void versionIsOneLine(String line) {
    Invocation.Outcome outcome = Invocation.of(line.split(" ")).run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stdout()).matches("pathwhy \\d+\\.\\d+\\.\\d+\\S*\n");
  }
}
