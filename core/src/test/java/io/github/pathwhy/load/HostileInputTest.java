package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.text.JsonText;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.YamlText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs made to break a loader. Each ends in an answer or in a clear problem; the time limits are
/// far above what is needed, and far below what a quadratic algorithm would take.
final class HostileInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int MANY = 30_000;

  private static List<String> problems(String... texts) {
    return assertTimeoutPreemptively(PATIENCE, () -> Inputs.problems(texts));
  }

  private static List<String> problems(byte[] content) {
    return assertTimeoutPreemptively(PATIENCE, () -> Inputs.problems(Inputs.load(content)));
  }

  private static Topology topology(String... texts) {
    return assertTimeoutPreemptively(PATIENCE, () -> Inputs.topology(texts));
  }

  private static String many(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",\n"));
  }

  @Test
  void aBillionLaughsAreCountedBeforeTheyAreTold() {
    StringBuilder bomb = new StringBuilder("pathwhy: 1\na: &a [lol, lol, lol, lol, lol]\n");
    for (char c = 'b'; c <= 'j'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(9, before))).append("]\n");
    }
    assertThat(problems(bomb.toString()))
        .containsExactly(
            "1:7:12: aliases repeat more than 100000 values: write the values out, or load a"
                + " generated JSON file");
  }

  @Test
  void longTextThatIsRepeatedCountsAsMuch() {
    String text = "pathwhy: 1\na: &a " + "x".repeat(MEBIBYTE) + "\nb:\n" + "- *a\n".repeat(MANY);
    assertThat(problems(text)).singleElement().asString().contains("aliases repeat more than");
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertThat(problems("pathwhy: 1\ndns: &a [*a]\n"))
        .containsExactly("1:2:10: alias *a has no anchor before it: anchors are &a");
    assertThat(problems("&a {pathwhy: 1, dns: *a}\n"))
        .containsExactly("1:1:22: alias *a has no anchor before it: anchors are &a");
  }

  @Test
  void yamlOfAHundredMegabytesIsRefusedUnread() {
    byte[] content = new byte[100 * MEBIBYTE];
    Arrays.fill(content, (byte) 'a');
    content[1] = ':';
    content[2] = ' ';
    assertThat(problems(content))
        .containsExactly("1: YAML of 100 MiB: the most is 32 MiB; use JSON for larger networks");
  }

  @Test
  void aDocumentThatNeedsMoreMemoryThanThereIsIsRefused() {
    String text = "[" + "{},".repeat(MEBIBYTE) + "{}]";
    Problems problems = new Problems();
    problems.addInput("1");
    Limits limits = new Limits(16 * MEBIBYTE);
    limits.addInput(text.length());
    assertThat(JsonText.parse(text, 0, problems, limits)).isEmpty();
    assertThat(YamlText.parse("a: [" + "{},".repeat(MEBIBYTE), 0, problems, limits)).isEmpty();
    assertThat(problems.all())
        .allSatisfy(problem -> {
          assertThat(problem.message())
              .isEqualTo("too large for the 16 MiB of memory that Java may use");
          assertThat(problem.hint()).isEqualTo("raise it, such as with PATHWHY_JAVA_OPTS=-Xmx8g");
        })
        .hasSize(2);
  }

  @Test
  void aLargeListOfArmResourcesIsAnswered() {
    String resources =
        many(
            MANY,
            i ->
                "{\"id\": \""
                    + Inputs.network("networkSecurityGroups/g" + i)
                    + "\", \"name\": \"g"
                    + i
                    + "\", \"type\":"
                    + " \"Microsoft.Network/networkSecurityGroups\", \"properties\":"
                    + " {\"provisioningState\": \"Succeeded\", \"securityRules\": []}}");
    assertThat(topology("[" + resources + "]").all(SecurityGroup.class)).hasSize(MANY);
  }

  @ParameterizedTest
  @CsvSource({"[,]", "'{\"a\":',}", "'{a: ',}", "'- ',''", "'? ',''", "'a: [{b: ','}]'"})
  void tenThousandLevelsAreTooDeep(String open, String close) {
    String text = open.repeat(10_000) + "1" + (close == null ? "" : close.repeat(10_000));
    assertThat(problems(text))
        .singleElement()
        .asString()
        .matches("1:1:\\d+: (nested more than 200 levels deep: .*|not valid YAML: .*)");
  }

  @Test
  void thousandsOfLevelsOfIndentationAreTooDeep() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(problems(text.toString()))
        .containsExactly("1:200:200: nested more than 200 levels deep: topologies need a dozen");
  }

  @Test
  void aDepthThatIsAllowedIsRead() {
    assertThat(problems("[".repeat(199) + "]".repeat(199)))
        .singleElement()
        .asString()
        .contains("a list where an ARM resource belongs");
    assertThat(problems("a: " + "[".repeat(199) + "]".repeat(199)))
        .singleElement()
        .asString()
        .contains("not a topology");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\0", "pathwhy: 1\ndns: []\0", "{\"pathwhy\": \"\0\"}", "a\0b\0", "\0\0\0\0"})
  void zeroBytesAreNoText(String text) {
    assertThat(problems(text)).hasSize(1);
  }

  @Test
  void escapeSequencesOfTerminalsNeverComeOut() {
    for (String text :
        List.of(
            "dns: [{name: \"\\e[2J\", address: 10.0.0.4}]",
            "{\"dns\": [{\"name\": \"\\u001b[2J\", \"address\": \"10.0.0.4\"}]}",
            "{\"\\u001b]0;x\\u0007\": 1, \"dns\": []}",
            "dns: [{name: a, address: \"\\e[2J\"}]",
            "dns: [{name: a, \"\\e[31m\": b, address: 10.0.0.4}]",
            "observed: {\"\\e[31m\": {}}",
            "serviceTags: {\"\\e[31m\": [\"\\e[31m\"]}",
            "routeTables: [{name: a, id: \"/subscriptions/\\e[31m\"}]",
            "[{\"type\": \"x\\u001b\", \"name\": \"a\"}]",
            "[{\"type\": \"Microsoft.Network/routeTables\", \"name\": \"a\\u001b\"}]",
            "[{\"type\": \"Microsoft.Network/routeTables\", \"name\": \"a\", \"id\": \"\\u009b\"}]",
            "a: !<\\e> 1",
            "{\"\\u001b[31m\" 1}",
            "*\u009b")) {
      assertThat(problems(text)).as(text).isNotEmpty().allSatisfy(HostileInputTest::assertClean);
    }
  }

  private static void assertClean(String shown) {
    assertThat(shown.codePoints().filter(c -> c < 0x20 || (c >= 0x7f && c < 0xa0))).isEmpty();
    assertThat(Printable.isSafe(shown)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x202e, 0x2066, 0x200b, 0x200d, 0xfeff, 0xad, 0x2028, 0x2029, 0xe0041, 0x85, 0x7f})
  void invisibleCharactersAreShownAsNumbers(int character) {
    String escape = String.format(Locale.ROOT, "\\U%08x", character);
    assertThat(problems("routeTables: [{name: \"a" + escape + "b\"}]"))
        .singleElement()
        .asString()
        .startsWith("1:1:22: routeTables[0].name: 'a\\u")
        .endsWith("b' has invisible characters: allowed: printable characters")
        .satisfies(HostileInputTest::assertClean);
  }

  @Test
  void halfACharacterIsShownAsNumber() {
    assertThat(problems("[{\"type\": \"x\", \"name\": \"\\ud83e\"}]"))
        .allSatisfy(HostileInputTest::assertClean)
        .contains(
            "1:1:24: [0].name: '\\ud83e' has invisible characters: allowed: printable characters");
  }

  @Test
  void ordinaryLettersOfAnyLanguageAreFine() {
    Topology topology = topology("routeTables: [{name: Straße-日本-🦉-עברית-é}]");
    assertThat(topology.resources()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void everyEncodingWithAByteOrderMarkIsRead(String encoding) {
    byte[] content =
        "\ufeffpathwhy: 1\r\nrouteTables: [{name: grün}]\r\n".getBytes(Charset.forName(encoding));
    assertThat(Inputs.topology(Inputs.load(content)).resources())
        .extracting(resource -> resource.name())
        .containsExactly("grün");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16IsReadWithoutAByteOrderMark(String encoding) {
    assertThat(
            Inputs.topology(Inputs.load("{\"dns\": []}".getBytes(Charset.forName(encoding))))
                .resources())
        .isEmpty();
  }

  @Test
  void badBytesAreReportedWithTheirOffset() {
    byte[] content = "dns: [] # \0\0".getBytes(StandardCharsets.UTF_8);
    content[10] = (byte) 0xc3;
    content[11] = (byte) 0x28;
    assertThat(problems(content))
        .containsExactly("1: not UTF-8 text: bad byte at offset 10: save the file as UTF-8");
    assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0, 0, (byte) 0xd8}))
        .containsExactly("1: not UTF-16LE text: bad byte at offset 4: save the file as UTF-8");
  }

  @Test
  void aReplacementCharacterOfItsOwnIsText() {
    assertThat(topology("routeTables: [{name: a\ufffdb}]").resources()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\n",
        "\ufeff",
        "# nothing\n",
        "// nothing\n",
        "/* nothing */",
        "---\n...\n"
      })
  void anInputWithoutContentSaysSo(String text) {
    assertThat(problems(text))
        .singleElement()
        .asString()
        .matches("1: the file is empty: expected YAML or JSON|1:\\d:\\d: not a topology: .*");
  }

  @Test
  void tagsNeverMakeObjects() {
    for (String text :
        List.of(
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
            "dns: !!java.util.ArrayList []",
            "!<tag:x> {pathwhy: 1}",
            "pathwhy: !x 1")) {
      assertThat(problems(text)).singleElement().asString().contains("tags are not supported");
    }
  }

  @Test
  void veryLongTextIsCutInMessages() {
    String text = "x".repeat(10 * MEBIBYTE);
    String shorter = "x".repeat(MEBIBYTE);
    for (String input :
        List.of(
            "dns: [{name: a, address: " + text + "}]",
            "{\"dns\": [{\"name\": \"a\", \"address\": \"" + text + "\"}]}",
            "pathwhy: 1\n" + shorter + ": 1",
            "networkSecurityGroups: [{name: a, securityRules: [{name: b, priority: 100, direction:"
                + " Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "
                + "a.".repeat(MEBIBYTE)
                + "a, destinationAddressPrefix: 1"
                + "1".repeat(MEBIBYTE)
                + "}]}]",
            "dns: [{name: a, " + shorter + ": 1, address: 10.0.0.4}]",
            "observed: {? " + shorter + " : {}}")) {
      assertThat(problems(input))
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(2000));
    }
  }

  @Test
  void numbersBeyondAllBoundsAreWrongValues() {
    for (String number :
        List.of("1e999999999", "9".repeat(MEBIBYTE), "-0", "1e-999999999", "NaN")) {
      assertThat(problems("pathwhy: " + number)).hasSize(1);
      assertThat(
              problems("virtualMachines: [{name: a}]\nobserved: {a: {cpuPercent: " + number + "}}"))
          .hasSize(1);
    }
    assertThat(problems("{\"pathwhy\": 1e999999999}")).hasSize(1);
    assertThat(problems("{\"pathwhy\": " + "9".repeat(MEBIBYTE) + "}")).hasSize(1);
  }

  @Test
  void aMillionKeysInOneObject() {
    String keys = many(1_000_000, i -> "\"k" + i + "\": 1");
    assertThat(problems("{\"pathwhy\": 1," + keys + "}")).hasSize(1001);
    assertThat(
            topology("[{\"type\": \"a/b\", \"name\": \"c\", " + keys + "}]").all(Unmodelled.class))
        .hasSize(1);
    assertThat(
            topology(
                    "[{\"type\": \"Microsoft.Network/routeTables\", \"name\": \"c\", "
                        + keys
                        + "}]")
                .resources())
        .hasSize(1);
  }

  @Test
  void keysWithOneHashAreStillFound() {
    String keys =
        many(
            1 << 14,
            i -> {
              StringBuilder key = new StringBuilder("\"");
              for (int bit = 0; bit < 14; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
              }
              return key.append("\": 1").toString();
            });
    assertThat(problems("{\"pathwhy\": 1," + keys + "}")).hasSizeBetween(1, 1001);
  }

  @Test
  void aMillionProblemsAreCounted() {
    assertThat(problems("[" + "1,".repeat(999_999) + "1,{}]"))
        .hasSize(1001)
        .last()
        .asString()
        .isEqualTo("1: 999001 more problems");
    assertThat(problems("[\"" + "x\",\"".repeat(999_999) + "x\"]")).hasSize(1001);
  }

  @Test
  void manyDanglingReferencesAmongManyNames() {
    String text =
        "{\"routeTables\": ["
            + many(MANY, i -> "{\"name\": \"table" + i + "\"}")
            + "], \"virtualNetworks\": [{\"name\": \"hub\", \"addressSpace\": \"10.0.0.0/8\","
            + " \"subnets\": ["
            + many(
                MANY,
                i ->
                    "{\"name\": \"s"
                        + i
                        + "\", \"routeTable\": \"tabel"
                        + i
                        + "\", \"addressPrefix\": \"10."
                        + (i >> 11)
                        + "."
                        + (i >> 3 & 255)
                        + "."
                        + ((i & 7) << 5)
                        + "/27\"}")
            + "]}]}";
    assertThat(problems(text)).hasSize(1001).first().asString().contains("did you mean table");
  }

  @Test
  void manySubnetsOfOneNetwork() {
    String subnets =
        many(
            MANY,
            i ->
                "{\"name\": \"s"
                    + i
                    + "\", \"addressPrefix\": \"10."
                    + (i >> 11)
                    + "."
                    + (i >> 3 & 255)
                    + "."
                    + ((i & 7) << 5)
                    + "/27\"}");
    Topology topology =
        topology(
            "{\"virtualNetworks\": [{\"name\": \"hub\", \"addressSpace\": \"10.0.0.0/8\","
                + " \"subnets\": ["
                + subnets
                + "]}]}");
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").subnets()).hasSize(MANY);
  }

  @Test
  void manyChildrenBesideTheirParent() {
    String hub = Inputs.network("virtualNetworks/hub");
    String children =
        many(
            MANY,
            i ->
                "{\"id\": \""
                    + hub
                    + "/subnets/s"
                    + i
                    + "\", \"type\": \"Microsoft.Network/virtualNetworks/subnets\","
                    + " \"addressPrefix\": \"10."
                    + (i >> 11)
                    + "."
                    + (i >> 3 & 255)
                    + "."
                    + ((i & 7) << 5)
                    + "/27\"}");
    Topology topology =
        topology(
            "["
                + children
                + ", {\"id\": \""
                + hub
                + "\", \"type\": \"Microsoft.Network/virtualNetworks\", \"addressSpace\":"
                + " {\"addressPrefixes\": [\"10.0.0.0/8\"]}}]");
    assertThat(Inputs.only(topology, VirtualNetwork.class, "hub").subnets()).hasSize(MANY);
  }

  @Test
  void manyDynamicAddressesInOneSubnet() {
    String text =
        "{\"virtualNetworks\": [{\"name\": \"hub\", \"addressSpace\": [\"10.0.0.0/8\","
            + " \"fd00::/48\"], \"subnets\": [{\"name\": \"web\", \"addressPrefixes\":"
            + " [\"10.0.0.0/8\", \"fd00::/64\"]}]}], \"networkInterfaces\": ["
            + many(
                MANY,
                i ->
                    "{\"name\": \"n"
                        + i
                        + "\", \"subnet\": \"hub/web\","
                        + " \"privateIPAddressVersion\": \""
                        + (i % 2 == 0 ? "IPv4" : "IPv6")
                        + "\"}")
            + "]}";
    Topology topology = topology(text);
    assertThat(topology.all(NetworkInterface.class)).hasSize(MANY);
    assertThat(Inputs.addresses(topology, "n" + (MANY - 2))).containsExactly("10.0.58.155");
  }

  @Test
  void manyNetworksWithSubnetsOfOneName() {
    String text =
        "{\"virtualNetworks\": ["
            + many(
                20_000,
                i ->
                    "{\"name\": \"v"
                        + i
                        + "\", \"addressSpace\": \"10.0.0.0/8\", \"subnets\": [{\"name\":"
                        + " \"default\", \"addressPrefix\": \"10.0.0.0/8\"}]}")
            + "], \"networkInterfaces\": ["
            + many(20_000, i -> "{\"name\": \"n" + i + "\", \"subnet\": \"v" + i + "/default\"}")
            + "]}";
    assertThat(topology(text).all(NetworkInterface.class)).hasSize(20_000);
  }

  @Test
  void twoLargeObjectsAreMerged() {
    String keys = many(MANY, i -> "\"K" + i + "\": 1");
    String arm = "[{\"type\": \"Microsoft.Network/routeTables\", \"name\": \"c\", " + keys + "}]";
    assertThat(topology(arm, arm.replace("\"K", "\"k")).resources()).hasSize(1);
  }

  @Test
  void manyAppliancesOfOneMachine() {
    String text = "virtualAppliances:\n" + "- {name: fw}\n".repeat(MANY);
    assertThat(problems(text)).hasSize(1001);
  }

  @Test
  void fileNamesAreShownWithoutControlCharacters() {
    Loaded loaded =
        TopologyLoader.load(List.of(new Source("a\u001b[31m\n\u202eb.yaml", new byte[0])));
    assertThat(Inputs.problems(loaded))
        .containsExactly(
            "a\\u001b[31m\\u000a\\u202eb.yaml: the file is empty: expected YAML or JSON");
  }
}
