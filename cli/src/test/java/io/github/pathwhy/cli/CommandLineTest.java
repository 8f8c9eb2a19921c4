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

  @Test
  void theLastOfARepeatedOptionWins() {
    assertThat(check("web-vm", "app-vm:8080", "-o", "json", "-o", "tsv").run())
        .isEqualTo(check("web-vm", "app-vm:8080", "-o", "tsv").run());
    assertThat(check("web-vm", "app-vm", "--dest-port", "1", "--dest-port", "8080").run())
        .isEqualTo(check("web-vm", "app-vm:8080").run());
    assertThat(check("-q", "web-vm", "app-vm:8080", "-q").run().exit()).isZero();
  }

  @Test
  void twoNamesOfOneThingMustAgree() {
    assertUsageError(
        check("web-vm", "--dest-resource", "app-vm", "--dest-address", "10.20.3.4"),
        "--dest-resource app-vm",
        "--dest-address 10.20.3.4");
    assertUsageError(
        check("--source", "web-vm", "--source-resource", "db-vm", "app-vm:8080"),
        "--source web-vm",
        "--source-resource db-vm");
    assertThat(
            check("--source", "web-vm", "--source-resource", "web-vm", "app-vm:8080").run().exit())
        .isZero();
  }

  @Test
  void twoPortsMustAgree() {
    assertUsageError(check("web-vm", "app-vm:8080", "--dest-port", "8081"), "8080", "8081");
    assertUsageError(
        check("web-vm", "http://10.20.2.4:8080/", "--dest-port", "80"), "8080", "--dest-port");
    assertUsageError(
        Invocation.of("check", "127.0.0.1:1", "--dest-port", "2"), "two destination ports");
    assertThat(check("web-vm", "app-vm:8080", "--dest-port", "8080").run().exit()).isZero();
    // The port that a scheme stands for is nobody's word.
    assertThat(check("web-vm", "http://10.20.2.4/", "--dest-port", "8080").run().stdout())
        .contains("\"DestinationPort\" : 8080");
  }

  @ParameterizedTest
  @CsvSource({
    "-t, a file",
    "--parameters, a file",
    "--source, NAME",
    "--dest, NAME",
    "--query, JMESPATH",
    "--pcap, a file",
    "--via, ssh://"
  })
  void anEmptyValueIsNamed(String option, String needed) {
    assertUsageError(
        check("web-vm", "app-vm:8080", option, ""), option + " is empty: give " + needed);
  }

  @Test
  void anEmptyPathInTheEnvironmentIsNamed() {
    assertUsageError(
        Invocation.of("check", "web-vm", "app-vm:8080")
            .with("PATHWHY_TOPOLOGY", SHOP + File.pathSeparator + File.pathSeparator + SHOP),
        "PATHWHY_TOPOLOGY");
  }

  @ParameterizedTest
  @CsvSource({
    "2130706433, 127.0.0.1 is meant",
    "127.1, 127.0.0.1 is meant",
    "0x7f.0.0.1, 127.0.0.1 is meant",
    "127.0.0.01, octal",
    "10.0.2.256, four decimal numbers",
    "1.2.3.4.5, four decimal numbers"
  })
  void noOtherFormOfAnAddressIsTaken(String host, String words) {
    assertUsageError(check("web-vm", host + ":443"), words);
    assertUsageError(Invocation.of("check", host + ":1"), words);
    assertUsageError(Invocation.of("check", "http://" + host + ":1/"), host);
    assertUsageError(Invocation.of("trace", host + ":1"), words);
    assertUsageError(Invocation.of("ports", "127.0.0.1", host, "1"), host);
    assertUsageError(Invocation.of("check", "127.0.0.1:1", "--via", "ssh://" + host), host);
  }

  @Test
  void onePlaceIsNeededAndNotMany() {
    assertUsageError(
        check("web-vm", "10.20.3.0/24:1433"), "is a prefix", "10.20.3.4 of db-vm", "ports");
    assertUsageError(check("web-vm", "shop-vnet/db:1433"), "is a subnet", "db-vm");
    assertUsageError(Invocation.of("check", "127.0.0.0/30:1"), "is a prefix");
  }

  @Test
  void allThatIsMissingIsNamedAtOnce() {
    assertUsageError(
        Invocation.of("ip-flow-verify"),
        "missing: -t, --vm or --nic, --direction, --protocol, --local, --remote; for example:"
            + " pathwhy ip-flow-verify -t");
    assertUsageError(
        Invocation.of("nsg-diagnostics", "-t", SHOP, "--resource", "db-vm", "--port", "1"),
        "missing: --direction, --protocol, --source, --destination;");
    assertUsageError(check(), "missing: source and destination");
  }

  @Test
  void aQueryThatSelectsNothingSaysSo() {
    Invocation.Outcome misspelt =
        check("web-vm", "app-vm:8080", "--query", "connectionstatus", "-o", "tsv").run();

    assertThat(misspelt.stdout()).isEmpty();
    assertThat(misspelt.exit()).isZero();
    assertThat(misspelt.stderr())
        .isEqualTo(
            "pathwhy: --query 'connectionstatus' selects nothing; did you mean"
                + " ConnectionStatus?\n");
    assertThat(check("-q", "web-vm", "app-vm:8080", "--query", "x").run().stderr()).isEmpty();
    assertThat(check("web-vm", "app-vm:8080", "--query", "Hops[].Isues[].Type").run().stderr())
        .contains("did you mean Issues?");
    // That there is nothing is the answer here.
    assertThat(check("web-vm", "app-vm:8080", "--query", "Hops[].Issues[].Type").run().stderr())
        .isEmpty();
  }

  @Test
  void aQuerySelectsFromErrorsToo() {
    String stopped = "observed: {web-vm: {powerState: deallocated}}";
    Invocation.Outcome outcome =
        Invocation.of("effective-routes", "-t", SHOP, "-t", "-", "--nic", "web-nic")
            .and("--query", "error.code", "-o", "json")
            .reading(stopped)
            .run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).matches("\"\\w+\"\n");
    assertThat(
            Invocation.of("import", "-t", SHOP, "--query", "pathwhy", "-o", "json").run().stdout())
        .isEqualTo("1\n");
  }

  @Test
  void anIdMeansTheResourceThatHasNone() {
    String id =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
            + "Microsoft.Compute/virtualMachines/";
    Invocation.Outcome outcome = check(id + "web-vm", id + "APP-VM:8080").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.stdout()).contains("which does not say where it lies, is " + id + "web-vm");
    assertUsageError(check(id + "nobody", "app-vm:8080"), "nobody");
    assertUsageError(
        check(id.replace("Machines", "MachineScaleSets") + "web-vm", "app-vm:8080"), "web-vm");
    assertThat(
            Invocation.of("next-hop", "-t", SHOP, "--vm", id + "web-vm", "--dest-ip", "8.8.8.8")
                .run()
                .stderr())
        .contains("does not say where it lies");
  }

  @Test
  void theInternetAsksAPublicAddress() {
    Invocation.Outcome outcome = check("8.8.8.8", "web-vm:443", "-o", "text").run();

    assertThat(outcome.stdout()).contains("web-vm by its public address 203.0.113.10");
    assertThat(outcome.exit())
        .isEqualTo(check("8.8.8.8", "203.0.113.10:443", "-o", "text").run().exit());
    assertThat(check("8.8.8.8", "db-vm:1433", "-o", "text").run().stdout())
        .contains("db-vm has no public address: nothing from the internet gets to 10.20.3.4");
  }
}
