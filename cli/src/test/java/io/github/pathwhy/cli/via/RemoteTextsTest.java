package io.github.pathwhy.cli.via;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.SshTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What goes to another machine, and what of its answer is shown. */
final class RemoteTextsTest {

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void quotedWordsReachAShellAsTheyAre() throws Exception {
    List<String> words =
        List.of(
            "", "a b", "it's", "$(id)", "`id`", "a\"b", "back\\slash", "!x", "*", "~", "-n", "ü");
    StringBuilder command = new StringBuilder("for w in");
    words.forEach(word -> command.append(' ').append(SshCommand.quoted(word)));

    Process shell =
        new ProcessBuilder("/bin/sh", "-c", command + "; do printf %s, \"$w\"; done").start();

    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(String.join(",", words) + ",");
  }

  @Test
  void machineIsNoOptionOfSsh() {
    SshTarget target = new SshTarget(Optional.of("me"), "vm1", Optional.of(2222));

    assertThat(SshCommand.of(target, Map.of("PATHWHY_SSH_CONFIG", "/x/config"), "echo"))
        .containsSubsequence("ssh", "-F", "/x/config", "-o", "BatchMode=yes")
        .endsWith("-l", "me", "-p", "2222", "--", "vm1", "echo");
    assertThat(SshCommand.of(target, Map.of(), "echo")).doesNotContain("-F");
  }

  @Test
  void commandLineIsTheSameQuestion() {
    CommandSpec spec = CommandSpec.create().name("slow");
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("--header")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .build());
    spec.addPositional(
        CommandLine.Model.PositionalParamSpec.builder()
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    CommandLine root = new CommandLine(CommandSpec.create().name("pathwhy"));
    root.addSubcommand(new CommandLine(spec));
    CommandLine.ParseResult parsed =
        root.parseArgs(
                "slow",
                "--via=ssh://vm1",
                "--via-keep",
                "--header",
                "a=b",
                "--header=c: d",
                "--timeout",
                "2s",
                "-q",
                "-o",
                "yaml",
                "--color=auto",
                "10.0.0.4",
                "--",
                "-x y")
            .subcommand();

    List<String> words = RemoteArguments.of(parsed, OutputFormat.TEXT, true, List.of("--live"));

    assertThat(words.getFirst()).isEqualTo("slow");
    assertThat(words)
        .containsExactlyInAnyOrder(
            "slow",
            "--header=a=b",
            "--header=c: d",
            "--timeout=2s",
            "--live",
            "--quiet",
            "--output=text",
            "--color=always",
            "--",
            "10.0.0.4",
            "-x y")
        .endsWith("--", "10.0.0.4", "-x y");
  }

  @Test
  void ownColoursAreLetThrough() {
    String line = "\u001b[1m\u001b[31m✗\u001b[0m no\u001b[0m";

    assertThat(SafeOutput.line(line, true)).isEqualTo(line);
    assertThat(SafeOutput.line("plain\ttext", true)).isEqualTo("plain\ttext");
  }

  @Test
  void colourDoesNotOutliveItsLine() {
    assertThat(SafeOutput.line("\u001b[31mred", true)).isEqualTo("\u001b[31mred\u001b[0m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b[5m",
        "\u001b[1;31m",
        "\u001b]0;title\u0007",
        "\u001b[31",
        "\u001b[",
        "\u001b",
        "\u009b31m",
        "\r",
        "\b",
        "\u001b[031m",
        "\u001b[m",
        "\u202e"
      })
  void otherSequencesAreShown(String hostile) {
    assertThat(SafeOutput.line("a" + hostile + "b", true))
        .startsWith("a\\u")
        .doesNotContain("\u001b", "\u009b", "\r", "\b", "\u202e");
  }

  @Test
  void withoutColoursNoneComeThrough() {
    assertThat(SafeOutput.line("\u001b[31mx", false)).isEqualTo("\\u001b[31mx");
  }

  @ParameterizedTest
  @CsvSource({
    "Host key verification failed., not known here",
    "me@vm1: Permission denied (publickey)., ssh-copy-id",
    "ssh: connect to host vm1 port 2222: Connection refused, ''"
  })
  void failuresHaveTheirHints(String words, String hint) {
    SshTarget target = new SshTarget(Optional.of("me"), "vm1", Optional.of(2222));

    RemoteResult.Failed failed = SshFailure.of(target, List.of("a banner", words + "\r", ""));

    assertThat(failed.why()).isEqualTo("cannot reach me@vm1: " + words);
    if (hint.isEmpty()) {
      assertThat(failed.hint()).isEmpty();
    } else {
      assertThat(failed.hint()).contains(hint, "ssh -p 2222 me@vm1");
    }
  }

  @Test
  void failureWithoutWords() {
    SshTarget target = new SshTarget(Optional.empty(), "vm1", Optional.empty());

    assertThat(SshFailure.of(target, List.of()).why()).contains("vm1", "without a word");
    assertThat(SshFailure.of(target, List.of("x\u001b[2J")).why()).contains("x\\u001b[2J");
  }
}
