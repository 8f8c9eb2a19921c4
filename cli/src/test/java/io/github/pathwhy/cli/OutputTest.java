package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an answer looks: formats, queries, colours, widths, character sets. */
final class OutputTest {
  private static final String ESCAPE = "\u001b[";
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private static Invocation check() {
    return Invocation.of(
        "check", "-t", Repository.sample("three-tier/topology.yaml"), "web-vm", "db-vm:1433");
  }

  private static Invocation throughTheHub() {
    return Invocation.of(
        "check",
        "-t",
        Repository.sample("hub-spoke-nva/topology.yaml"),
        "orders-vm",
        "warehouse-vm:5672");
  }

  @Test
  void pipesGetJsonAndTerminalsText() {
    assertThat(check().run().stdout()).startsWith("{");
    assertThat(check().and("--color", "never").onTerminal(80).run().stdout())
        .isEqualTo(check().and("-o", "text").run().stdout())
        .startsWith("✗ Unreachable");
  }

  @Test
  void environmentSetsTheFormat() {
    assertThat(check().with("PATHWHY_OUTPUT", "text").run())
        .isEqualTo(check().and("-o", "text").run());
    assertThat(check().onTerminal(80).with("PATHWHY_OUTPUT", "json").run())
        .isEqualTo(check().run());
    assertThat(check().and("-o", "json").with("PATHWHY_OUTPUT", "text").run())
        .isEqualTo(check().run());
  }

  @Test
  void wrongFormatInTheEnvironmentIsAnError() {
    Invocation.Outcome outcome = check().with("PATHWHY_OUTPUT", "xml").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("PATHWHY_OUTPUT", "xml", "text, json, yaml, table, tsv");
  }

  @Test
  void jsonIsTheSameEverywhere() {
    Invocation.Outcome piped = check().and("-o", "json").run();

    assertThat(check().and("-o", "json").onTerminal(40).run()).isEqualTo(piped);
    assertThat(check().and("-o", "json", "-v", "--color", "always").onTerminal(200).run())
        .isEqualTo(piped);
    assertThat(check().and("-o", "json", "-q").in(StandardCharsets.US_ASCII).run())
        .isEqualTo(piped);
  }

  @Test
  void yamlHoldsTheSameDocument() {
    String json = check().and("-o", "json").run().stdout();
    String yaml = check().and("-o", "yaml").run().stdout();

    assertThat(Schemas.yaml(yaml)).isEqualTo(Schemas.json(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ConnectionStatus                  | \"Unreachable\"",
        "Hops[].Address                    | [\"10.20.1.4\",\"10.20.3.4\"]",
        "Hops[].Issues[].Context[0].value  | [\"UserRule_DenyVnetInbound\"]",
        "length(Hops)                      | 2",
        "Hops[?Type=='Internet']           | []",
        "NoSuchProperty                    | null",
        "{s: ConnectionStatus}             | {\"s\":\"Unreachable\"}"
      })
  void querySelects(String query, String expected) {
    Invocation.Outcome outcome = check().and("--query", query).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(Schemas.json(outcome.stdout())).isEqualTo(Schemas.json(expected));
  }

  @Test
  void querySeesTheSchemaThatWasAskedFor() {
    assertThat(check().and("--schema", "azure", "--query", "connectionStatus").run().stdout())
        .isEqualTo("\"Unreachable\"\n");
  }

  @Test
  void queryOnATerminalIsAnsweredWithADocument() {
    assertThat(check().and("--query", "ConnectionStatus").onTerminal(80).run().stdout())
        .isEqualTo("\"Unreachable\"\n");
  }

  @Test
  void queryInTsvIsABareWord() {
    assertThat(check().and("--query", "ConnectionStatus", "-o", "tsv").run().stdout())
        .isEqualTo("Unreachable\n");
    assertThat(check().and("--query", "Hops[].{t: Type, a: Address}", "-o", "tsv").run().stdout())
        .isEqualTo("Source\t10.20.1.4\nVnetLocal\t10.20.3.4\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hops[", "a..b", "foo(", "'"})
  void wrongQueryIsReportedBeforeAnyWork(String query) {
    Invocation.Outcome outcome = check().and("-t", "no-such-file", "--query", query).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("--query").doesNotContain("no-such-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_such_function(@)", "abs('x')", "length(ProbesSent)"})
  void queryThatCannotBeAnsweredIsAnError(String query) {
    Invocation.Outcome outcome = check().and("--query", query).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("--query").doesNotContain("bug");
  }

  @Test
  void tableHasARowForEachHop() {
    List<String> lines = check().and("-o", "table").run().lines();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("Hop").contains("Address", "Name", "Type", "Issues");
    assertThat(lines.get(1)).matches("[- ]+");
    assertThat(lines.get(3)).contains("10.20.3.4", "db-vm", "NetworkSecurityRule");
  }

  @Test
  void tsvHasTheSameRowsWithoutAHead() {
    List<String> lines = check().and("-o", "tsv").run().lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().split("\t", -1))
        .startsWith("1", "10.20.1.4", "web-vm", "Source", "-");
  }

  @Test
  void coloursAreForTerminals() {
    assertThat(check().onTerminal(80).run().stdout()).contains(ESCAPE);
    assertThat(check().and("-o", "text").run().stdout()).doesNotContain(ESCAPE);
    assertThat(check().and("-o", "json").onTerminal(80).run().stdout()).doesNotContain(ESCAPE);
  }

  @Test
  void coloursChangeNothingElse() {
    String coloured = throughTheHub().onTerminal(80).run().stdout();
    String plain = throughTheHub().and("--color", "never").onTerminal(80).run().stdout();

    assertThat(COLOURS.matcher(coloured).replaceAll("")).isEqualTo(plain);
  }

  @Test
  void optionForColoursWins() {
    assertThat(check().and("-o", "text", "--color", "always").with("NO_COLOR", "1").run().stdout())
        .contains(ESCAPE);
    assertThat(check().and("--color", "never").onTerminal(80).run().stdout())
        .doesNotContain(ESCAPE);
  }

  @Test
  void environmentTurnsColoursOff() {
    assertThat(check().onTerminal(80).with("NO_COLOR", "1").run().stdout()).doesNotContain(ESCAPE);
    assertThat(check().onTerminal(80).with("TERM", "dumb").run().stdout()).doesNotContain(ESCAPE);
    assertThat(check().onTerminal(80).with("NO_COLOR", "").run().stdout()).contains(ESCAPE);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120, 400})
  void linesFitTheTerminal(int columns) {
    List<String> lines =
        throughTheHub().and("-v", "--color", "never").onTerminal(columns).run().lines();

    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
  }

  @Test
  void widerTerminalsNeedFewerLines() {
    int narrow = throughTheHub().onTerminal(80).run().lines().size();
    int wide = throughTheHub().onTerminal(120).run().lines().size();

    assertThat(wide).isLessThan(narrow);
  }

  @Test
  void poorCharacterSetsGetPoorCharacters() {
    Invocation.Outcome ascii =
        throughTheHub().and("-o", "text").in(StandardCharsets.US_ASCII).run();

    assertThat(ascii.stdout().lines()).anySatisfy(line -> assertThat(line).contains("`- hub-fw"));
    assertThat(ascii.stdout().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }

  @Test
  void verboseListsWhatWasAssumed() {
    Invocation question =
        Invocation.of(
            "check",
            "-t",
            Repository.sample("partial-knowledge/topology.json"),
            "job-vm",
            "cache-vm:6380",
            "-o",
            "text");

    assertThat(question.run().stdout()).contains("taken for granted").doesNotContain("Assumed");
    assertThat(question.and("-v").run().stdout())
        .contains("Assumed", "cache-vm listens on Tcp/6380")
        .doesNotContain("taken for granted");
  }

  @Test
  void answersAreTheSameInEveryRun() {
    assertThat(throughTheHub().run()).isEqualTo(throughTheHub().run());
  }
}
