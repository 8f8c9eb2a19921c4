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

/// Documents do not rot: every `$ pathwhy …` in a console block is run, and what it prints on a
/// terminal of 80 columns is what the block says. YAML that is shown loads. Links between documents
/// lead somewhere.
class DocsTest {
  private static final Path ROOT = root();
  private static final String PROMPT = "$ pathwhy ";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(pathwhy: 1\n.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#]+)");

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
            .map(word -> word.replaceAll("^'|'$", ""))
            .toArray(String[]::new);
    Main.run(args, console, Map.of("NO_COLOR", "1"));
    console.flush();
    return printed.toString(UTF_8).replace(ROOT + "/", "").stripTrailing();
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
