package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers after a command line that is not finished. */
@EnabledOnOs(OS.LINUX)
final class CompletionTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(folder.resolve("pathwhy.bash"), CompletionScript.text());
    Files.createFile(folder.resolve("topology.yaml"));
    Files.createFile(folder.resolve("monitor.json"));
  }

  /** The offers for the last word. */
  private static List<String> offers(String... words) throws IOException, InterruptedException {
    String script =
        "compopt() { :; }; . ./pathwhy.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " COMP_LINE=\"$*\"; _complete_pathwhy; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void filesAreOfferedWhereFilesAreNamed() throws Exception {
    assertThat(offers("pathwhy", "check", "-t", "topo")).contains("topology.yaml");
    assertThat(offers("pathwhy", "check", "--parameters", "mon")).contains("monitor.json");
    assertThat(offers("pathwhy", "ports", "--targets", "mon")).contains("monitor.json");
    assertThat(offers("pathwhy", "monitor", "validate", "mon")).contains("monitor.json");
  }

  @Test
  void eachOptionOffersItsOwnValues() throws Exception {
    assertThat(offers("pathwhy", "topology", "--format", ""))
        .containsExactlyInAnyOrder("tree", "mermaid", "dot", "svg");
    assertThat(offers("pathwhy", "topology", "--output", "t"))
        .containsExactlyInAnyOrder("text", "table", "tsv");
    assertThat(offers("pathwhy", "check", "--fail-on", ""))
        .containsExactlyInAnyOrder("warning", "error");
  }

  @Test
  void commandsAndOptionsAreOffered() throws Exception {
    assertThat(offers("pathwhy", "ch")).contains("check");
    assertThat(offers("pathwhy", "check", "--dest-p")).containsExactly("--dest-port");
  }
}
