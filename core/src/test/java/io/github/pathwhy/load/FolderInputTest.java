package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.text.Source;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs that were found in a folder, where some may be something else. */
final class FolderInputTest {
  private static final String NETWORK =
      "virtualNetworks: [{name: hub, addressSpace: [10.0.0.0/16]}]";
  private static final String PARAMETERS = "{\"parameters\": {\"a\": {\"value\": 1}}}";

  private static Loaded load(String... texts) {
    List<Source> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(source("dir/" + (sources.size() + 1), text).in("dir"));
    }
    return TopologyLoader.load(sources);
  }

  private static Source source(String name, String text) {
    return new Source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> leftOut(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).leftOut().stream().map(LeftOut::what).toList();
  }

  @Test
  void whatIsNoTopologyIsLeftOutByName() {
    Loaded loaded = load("{\"name\": \"app\", \"version\": \"1\"}", NETWORK, "[1, 2]");

    assertThat(leftOut(loaded)).containsExactly("dir/1", "an item of a list");
    assertThat(Inputs.topology(loaded).resources()).hasSize(1);
  }

  @Test
  void listsOfOtherThingsAreLeftOut() {
    Loaded loaded =
        load(
            "[{\"id\": \"/subscriptions/s\", \"name\": \"dev\", \"tenantId\": \"t\"}]",
            "{\"value\": [{\"id\": \"/subscriptions/s/providers/x\", \"name\": {\"value\":"
                + " \"CPU\"}, \"type\": \"Microsoft.Insights/metrics\"}]}",
            "{\"terraform_version\": \"0.11\", \"version\": 3, \"modules\": []}",
            "",
            "# nothing",
            NETWORK);

    assertThat(leftOut(loaded)).contains("an item of a list", "dir/3", "dir/4", "dir/5");
    assertThat(Inputs.topology(loaded).resources()).isNotEmpty();
  }

  @Test
  void answersOfNetworkWatcherAreLeftOut() {
    Loaded loaded = load("{\"access\": \"Deny\", \"ruleName\": \"x\"}", NETWORK);

    assertThat(leftOut(loaded)).containsExactly("an answer of Network Watcher");
  }

  @Test
  void folderWithoutTopologyIsProblem() {
    assertThat(
            Inputs.problems(
                load("{\"name\": \"app\"}", "{\"access\": \"Deny\", \"ruleName\": \"x\"}")))
        .containsExactly("dir: no file in this folder is a topology: dir/1: not a topology");
    assertThat(Inputs.problems(load(PARAMETERS)))
        .singleElement()
        .asString()
        .startsWith("dir: no file");
  }

  @Test
  void emptyListIsTopology() {
    assertThat(load("{\"value\": []}")).isInstanceOf(Loaded.Ok.class);
  }

  @Test
  void aFileOfAFolderThatCannotBeParsedIsLeftOut() {
    assertThat(leftOut(load("{\"a\": ", NETWORK))).singleElement().asString().startsWith("dir/1");
    assertThat(leftOut(load("kind: Service\n---\nkind: ConfigMap\n", NETWORK)))
        .containsExactly("dir/1");
    assertThat(leftOut(load("kind: Service\nkind: Service\n", NETWORK))).containsExactly("dir/1");
    assertThat(Inputs.problems(load("{\"a\": ")))
        .singleElement()
        .asString()
        .startsWith("dir: no file in this folder is a topology: dir/1: ");
  }

  @Test
  void aFileThatIsNamedItselfMustBeParsed() {
    assertThat(Inputs.problems("kind: Service\n---\nkind: ConfigMap\n"))
        .containsExactly("1:2:1: a second document: give one document a file");
  }

  @Test
  void aTopologyOfAFolderMustBeRight() {
    assertThat(Inputs.problems(load("pathwhy: 1\nvirtualNetworks: []\nvirtualNetworks: []\n")))
        .singleElement()
        .asString()
        .contains("key given twice");
  }

  @Test
  void parametersAloneAreProblem() {
    assertThat(Inputs.problems(PARAMETERS))
        .containsExactly(
            "1: a parameters file alone is no topology: give the template that it is for, too");
    assertThat(Inputs.problems(PARAMETERS, NETWORK)).isEmpty();
  }

  @Test
  void inputsMayBeInTheCharactersOfPowerShell() {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
      byte[] marked = ("\ufeff" + NETWORK).getBytes(charset);

      assertThat(Inputs.topology(Inputs.load(marked)).resources()).as(charset.name()).hasSize(1);
    }
    assertThat(Inputs.load(NETWORK.getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(Loaded.Ok.class);
  }
}
