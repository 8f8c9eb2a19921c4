package io.github.pathwhy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.text.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Documents do not rot: every `$ pathwhy …` in a console block is run, and what it prints on a
/// terminal of 80 columns is what the block says. YAML that is shown loads. Links between documents
/// lead somewhere.
class DocsTest {
  private static final Path ROOT = root();
  private static final String OWN = "network.yaml";
  private static final String PROMPT = "$ pathwhy ";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(pathwhy: 1\n.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#]+)");

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> consoleBlocksShowWhatIsPrinted() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher block = BLOCK.matcher(read(document));
      while (block.find()) {
        for (String session : block.group(1).split("(?m)^(?=\\$ )", -1)) {
          if (session.startsWith(PROMPT)) {
            int end = session.indexOf('\n');
            String command = session.substring(PROMPT.length(), end);
            String expected = session.substring(end + 1);
            tests.add(
                DynamicTest.dynamicTest(
                    ROOT.relativize(document) + ": " + command,
                    () -> assertThat(run(command)).isEqualTo(expected.stripTrailing())));
          }
        }
      }
    }
    assertThat(tests).as("console blocks found").isNotEmpty();
    return tests.stream();
  }

  @Test
  void yamlBlocksAreTopologies() {
    // What the documents refer to without showing it.
    Source rest =
        new Source(
            "rest",
            """
            virtualMachines: [{name: web-vm}, {name: fw}]
            localNetworkGateways: [{name: hub-vpn}]
            expressRouteCircuits: [{name: circuit}]
            """
                .getBytes(UTF_8));
    Matcher block = YAML.matcher(read(ROOT.resolve("docs/topology.md")));
    int found = 0;
    while (block.find()) {
      Source shown = new Source("docs/topology.md", block.group(1).getBytes(UTF_8));
      assertThat(TopologyLoader.load(List.of(rest, shown))).isInstanceOf(Loaded.Ok.class);
      found++;
    }
    assertThat(found).isEqualTo(6);
  }

  @Test
  void recipesAreYamlAndTheirGatesPass() {
    String document = read(ROOT.resolve("docs/ci.md"));
    List<String> recipes =
        Pattern.compile("(?ms)^```yaml\n(.*?)^```")
            .matcher(document)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(recipes).hasSize(4);
    for (String recipe : recipes) {
      assertThat(new Load(LoadSettings.builder().build()).loadFromString(recipe))
          .isInstanceOf(Map.class);
      assertThat(recipe).containsPattern("pathwhy check -t .* --fail-on warning");
    }
    Matcher gate =
        Pattern.compile("pathwhy (check -t .*?)( --fail-on warning| \\|\\|)").matcher(document);
    int gates = 0;
    while (gate.find()) {
      boolean open = gate.group(2).contains("--fail-on");
      assertThat(status(gate.group(1) + (open ? gate.group(2) : ""))).isEqualTo(open ? 0 : 1);
      gates++;
    }
    assertThat(gates).isEqualTo(6);
  }

  private static int status(String command) {
    String[] args = command.replace("samples/", ROOT + "/samples/").split(" ", -1);
    return Invocation.of(args).run().exit();
  }

  @Test
  void queriesOfTheScriptAreThoseOfThePage() {
    String script = read(ROOT.resolve("cli/src/dist/share/collect.sh"));
    String page = read(ROOT.resolve("docs/get-your-network.md"));
    String columns = page.replaceAll("(?s).*?columns='(.*?)'.*", "$1");
    assertThat(script).contains("\"resources | " + columns + "\"");
    Matcher query = Pattern.compile("az graph query -q (\"[a-z]+resources .*?\") ").matcher(page);
    int queries = 0;
    while (query.find()) {
      if (!query.group(1).contains("$columns")) {
        assertThat(script).contains(query.group(1));
      }
      queries++;
    }
    assertThat(queries).isEqualTo(2);
    assertThat(page).contains("'resources | " + columns + "'");
  }

  @Test
  void linksLeadToFiles() {
    for (Path document : documents()) {
      Matcher link = LINK.matcher(read(document));
      while (link.find()) {
        Path target = document.resolveSibling(link.group(1));
        assertThat(target).as("link in " + ROOT.relativize(document)).exists();
      }
    }
  }

  private static String run(String command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            printed,
            printed,
            UTF_8,
            new Console.Terminal(true, true, 80));
    String[] args =
        Arrays.stream(command.split(" +", -1))
            .map(word -> word.startsWith("samples/") ? ROOT.resolve(word).toString() : word)
            .map(word -> word.equals(OWN) ? own().toString() : word)
            .map(word -> word.replaceAll("^'|'$", ""))
            .toArray(String[]::new);
    Main.run(args, console, Map.of("NO_COLOR", "1"));
    console.flush();
    return printed
        .toString(UTF_8)
        .replace(ROOT + "/", "")
        .replace(folder + "/", "")
        .stripTrailing();
  }

  /** The network that a newcomer saves. */
  private static Path own() {
    Matcher block = YAML.matcher(read(ROOT.resolve("docs/getting-started.md")));
    assertThat(block.find()).isTrue();
    try {
      return Files.writeString(folder.resolve(OWN), block.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> documents() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> samples = Files.walk(ROOT.resolve("samples"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.of(docs, samples, top)
          .flatMap(paths -> paths)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
