package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, right and wrong: what they mean, and what their exit codes are. */
final class CommandLineTest {
  private static final String SHOP = Repository.sample("three-tier/topology.yaml");

  private static Invocation check(String... more) {
    return Invocation.of("check", "-t", SHOP).and(more);
  }

  private static void assertUsageError(Invocation invocation, String... words) {
    Invocation.Outcome outcome = invocation.run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains(words);
  }

  @Test
  void exitCodeSaysHowItWent() {
    String partial = Repository.sample("partial-knowledge/topology.json");

    assertThat(check("web-vm", "app-vm:8080").run().exit()).isZero();
    assertThat(check("web-vm", "db-vm:1433").run().exit()).isEqualTo(1);
    assertThat(check("web-vm", "nobody:1433").run().exit()).isEqualTo(2);
    assertThat(Invocation.of("check", "-t", partial, "job-vm", "api-vm:443").run().exit())
        .isEqualTo(3);
  }

  @Test
  void cleanRunsAreSilentOnStderr() {
    assertThat(check("web-vm", "app-vm:8080").run().stderr()).isEmpty();
    assertThat(check("web-vm", "db-vm:1433").run().stderr()).isEmpty();
  }

  @Test
  void nothingAtAllShowsTheHelp() {
    Invocation.Outcome outcome = Invocation.of().run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("Commands:", "check");
  }

  @Test
  void unknownCommandGetsASuggestion() {
    assertUsageError(Invocation.of("chekc", "-t", SHOP), "chekc", "check");
  }

  @Test
  void unknownOptionGetsASuggestion() {
    assertUsageError(check("--protocl", "Udp", "web-vm", "app-vm:53"), "--protocl", "--protocol");
  }

  @ParameterizedTest
  @CsvSource({
    "-o, xml, 'text, json, yaml, table, tsv'",
    "--color, sometimes, 'auto, always, never'",
    "--protocol, Sctp, 'Tcp, Udp, Icmp, Http, Https'",
    "--schema, swagger, 'documented, azure'",
    "--fail-on, info, 'warning, error'",
    "--ip-version, IPv5, 'IPv4, IPv6'"
  })
  void wrongWordIsAnsweredWithTheRightOnes(String option, String word, String allowed) {
    Invocation.Outcome outcome = check(option, word, "web-vm", "app-vm:8080").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains(option, word).containsIgnoringCase(allowed);
  }

  @Test
  void optionWithoutItsValueIsAnError() {
    assertUsageError(check("web-vm", "app-vm:8080", "-o"), "-o");
  }

  @Test
  void tooManyArgumentsAreAnError() {
    assertUsageError(check("web-vm", "app-vm:8080", "db-vm"), "db-vm");
    assertUsageError(check("--source", "web-vm", "app-vm:8080", "db-vm"), "db-vm");
  }

  @Test
  void sourceAndDestinationMayBeOptions() {
    Invocation.Outcome positional = check("web-vm", "app-vm:8080").run();

    assertThat(check("--source", "web-vm", "--dest", "app-vm:8080").run()).isEqualTo(positional);
    assertThat(check("--source", "web-vm", "app-vm:8080").run()).isEqualTo(positional);
    assertThat(check("web-vm", "--dest", "app-vm", "--dest-port", "8080").run())
        .isEqualTo(positional);
    assertThat(check("--source-resource", "web-vm", "--dest-resource", "app-vm:8080").run())
        .isEqualTo(positional);
  }

  @Test
  void missingEndsAreNamed() {
    assertUsageError(check(), "source");
    assertUsageError(check("web-vm"), "destination");
    assertUsageError(check("web-vm", ""), "destination");
  }

  @Test
  void withoutAPortThereIsNoQuestion() {
    assertUsageError(check("web-vm", "db-vm"), "port", "--dest-port");
    assertThat(check("--protocol", "Icmp", "web-vm", "app-vm").run().exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "4294967297", ""})
  void portsOutOfRangeAreErrors(String port) {
    assertUsageError(check("web-vm", "app-vm:" + port), "port");
    assertUsageError(check("web-vm", "app-vm", "--dest-port", port), "--dest-port");
    assertUsageError(check("web-vm", "app-vm:8080", "--source-port", port), "--source-port");
  }

  @Test
  void portOfTheOptionCountsWhenTheDestinationHasNone() {
    assertThat(check("web-vm", "app-vm", "--dest-port", "8080").run().stdout())
        .contains("\"DestinationPort\" : 8080");
    assertThat(check("web-vm", "app-vm:8080", "--source-port", "40000").run().stdout())
        .contains("\"SourcePort\" : 40000");
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.20.2.4/, 80",
    "https://10.20.2.4/health?full=true, 443",
    "http://10.20.2.4:8080/, 8080",
    "HTTPS://10.20.2.4:8443, 8443"
  })
  void uriSaysThePort(String uri, int port) {
    assertThat(check("web-vm", uri).run().stdout()).contains("\"DestinationPort\" : " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://10.20.2.4/", "http://", "http://app vm/", "https:///x"})
  void otherUrisAreErrors(String uri) {
    assertUsageError(check("web-vm", uri), "destination");
  }

  @Test
  void namesAreComparedWithoutCase() {
    assertThat(check("WEB-VM", "virtualMachines/App-Vm:8080").run().exit()).isZero();
  }

  @Test
  void wordsAreComparedWithoutCase() {
    assertThat(check("--protocol", "TCP", "-o", "JSON", "web-vm", "app-vm:8080").run().exit())
        .isZero();
  }

  @Test
  void wordsDoNotDependOnTheLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(check("--protocol", "icmp", "web-vm", "app-vm").run().exit()).isEqualTo(1);
      assertThat(check("--schema", "documented", "web-vm", "app-vm:8080").run().exit()).isZero();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void withoutATopologyOnlyThisMachineIsASource() {
    assertUsageError(Invocation.of("check", "web-vm", "db-vm:1433"), "-t", "PATHWHY_TOPOLOGY");
  }

  @Test
  void topologyMayComeFromTheEnvironment() {
    Invocation.Outcome outcome =
        Invocation.of("check", "web-vm", "app-vm:8080").with("PATHWHY_TOPOLOGY", SHOP).run();

    assertThat(outcome).isEqualTo(check("web-vm", "app-vm:8080").run());
  }

  @Test
  void environmentMayNameSeveralTopologies() {
    String plant = Repository.sample("asymmetric-routing/topology.yaml");
    String fix = Repository.sample("asymmetric-routing/fix.yaml");
    Invocation question = Invocation.of("check", "gateway-vm", "historian-vm:5450");

    assertThat(question.with("PATHWHY_TOPOLOGY", plant).run().exit()).isEqualTo(1);
    assertThat(question.with("PATHWHY_TOPOLOGY", plant + File.pathSeparator + fix).run().exit())
        .isZero();
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() {
    assertThat(check("web-vm", "app-vm:8080").with("PATHWHY_TOPOLOGY", "nowhere").run().exit())
        .isZero();
  }

  @Test
  void missingFileIsNamed() {
    assertUsageError(
        Invocation.of("check", "-t", "no-such-file.yaml", "a", "b:1"), "no-such-file.yaml");
  }

  @Test
  void topologyMayComeFromStdin() {
    String yaml = Repository.read(Repository.file("samples/three-tier/topology.yaml"));
    Invocation.Outcome outcome =
        Invocation.of("check", "-t", "-", "web-vm", "db-vm:1433").reading(yaml).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stdout()).contains("<stdin>:");
  }

  @Test
  void emptyStdinIsNoTopology() {
    assertUsageError(Invocation.of("check", "-t", "-", "web-vm", "db-vm:1433"), "<stdin>");
  }

  @Test
  void stdinMayBeLaidOverAFile() {
    String observed = "observed: {app-vm: {powerState: deallocated}}";
    Invocation question = check("-t", "-", "web-vm", "app-vm:8080");

    assertThat(question.reading(observed).run().stdout()).contains("VMDeallocated");
  }

  @Test
  void folderIsReadFileByFileInOrderOfNames(@TempDir Path folder) throws IOException {
    Files.copy(
        Repository.file("samples/asymmetric-routing/topology.yaml"), folder.resolve("10.yaml"));
    Files.copy(Repository.file("samples/asymmetric-routing/fix.yaml"), folder.resolve("20.YML"));
    Files.writeString(folder.resolve("README.md"), "not a topology");

    assertThat(
            Invocation.of("check", "-t", folder.toString(), "gateway-vm", "historian-vm:5450")
                .run()
                .exit())
        .isZero();
  }

  @Test
  void folderWithoutTopologiesIsAnError(@TempDir Path folder) {
    assertUsageError(Invocation.of("check", "-t", folder.toString(), "a", "b:1"), ".yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n", "# nothing\n", "[]", "{}", "null", "42", "- a\n- b\n"})
  void whatIsNoTopologyIsNoBug(String text) {
    Invocation.Outcome outcome =
        Invocation.of("check", "-t", "-", "web-vm", "db-vm:1433").reading(text).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).isNotBlank().doesNotContain("bug");
  }
}
