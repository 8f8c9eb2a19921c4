package io.github.pathwhy.probe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real programs of this machine. */
@DisabledOnOs(OS.WINDOWS)
final class SystemToolTest {
  private static final long LONG_MILLIS = 60_000;

  private static SystemTool.Result shell(String script) {
    return SystemTool.run(List.of("/bin/sh", "-c", script), LONG_MILLIS).orElseThrow();
  }

  private static SystemTool.Result together(String script) throws Exception {
    CompletableFuture<SystemTool.Result> said = new CompletableFuture<>();
    SystemTool.start(List.of("/bin/sh", "-c", script), said::complete);
    return said.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  void findsWhatIsThere() {
    assertThat(SystemTool.find("sh"))
        .hasValueSatisfying(path -> {
          assertThat(path).endsWith("/sh");
          assertThat(Path.of(path)).isExecutable();
        });
    assertThat(SystemTool.find("no-such-program")).isEmpty();
    assertThat(SystemTool.run("no-such-program")).isEmpty();
  }

  @Test
  void aFolderIsNoProgram() {
    assertThat(SystemTool.find("../bin")).isEmpty();
  }

  @Test
  void tellsOutputsApart() {
    assertThat(shell("echo said; echo failed >&2; exit 3"))
        .isEqualTo(new SystemTool.Result(3, "said\n", "failed\n"));
  }

  @Test
  void takesOutputsTogether() throws Exception {
    assertThat(together("echo said; echo failed >&2; exit 3"))
        .isEqualTo(new SystemTool.Result(3, "said\nfailed\n", ""));
  }

  @Test
  void argumentsAreNotForAShell() {
    assertThat(SystemTool.run("echo", "$HOME;", "`id`", "a  b"))
        .contains(new SystemTool.Result(0, "$HOME; `id` a  b\n", ""));
  }

  @Test
  void speaksTheLanguageOfTheSpecifications() {
    assertThat(shell("echo $LC_ALL $LANGUAGE").output()).isEqualTo("C\n");
  }

  @Test
  void readsNothing() {
    assertThat(shell("cat").output()).isEmpty();
  }

  @Test
  void whatTakesTooLongHasNoResult() {
    List<String> slow = List.of("/bin/sh", "-c", "echo begun; sleep 30 & wait");
    long before = System.nanoTime();
    assertThat(SystemTool.run(slow, 200)).isEmpty();
    assertThat(System.nanoTime() - before).isBetween(190_000_000L, 25_000_000_000L);
  }

  @Test
  void whatSaysTooMuchIsEnded() throws Exception {
    String endless = "while :; do echo 0123456789012345678901234567890123456789; done";
    assertThat(SystemTool.run(List.of("/bin/sh", "-c", endless), LONG_MILLIS)).isEmpty();
    SystemTool.Result result = together(endless);
    assertThat(result.status()).isEqualTo(-1);
    assertThat(result.output()).startsWith("0123").hasSize(65_536);
  }

  @Test
  void errorsAreBounded() {
    SystemTool.Result result =
        shell("i=0; while [ $i -lt 2000 ]; do echo 0123456789 >&2; i=$((i + 1)); done");
    assertThat(result.errors()).startsWith("0123").hasSize(4096);
  }

  /** How long it takes until something is said depends on the machine. */
  @Test
  void whatIsDestroyedHasSaidSomething() throws Exception {
    SystemTool.Result result = destroyedAfter(100);
    for (long millis = 200; result.output().isEmpty() && millis < 10_000; millis *= 2) {
      result = destroyedAfter(millis);
    }
    assertThat(result.output()).isEqualTo("begun\n");
    assertThat(result.status()).isNotZero();
  }

  private static SystemTool.Result destroyedAfter(long millis) throws Exception {
    CompletableFuture<SystemTool.Result> said = new CompletableFuture<>();
    Process process =
        SystemTool.start(List.of("/bin/sh", "-c", "echo begun; exec sleep 30"), said::complete);
    Thread.sleep(millis);
    process.destroyForcibly();
    return said.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  void whatCannotBeStarted(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "echo");
    List<String> command = List.of(script.toString());
    assertThat(SystemTool.run(command, LONG_MILLIS)).isEmpty();
    assertThatThrownBy(() -> SystemTool.start(command, _ -> {})).isInstanceOf(IOException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void familiesAreToldByTheProgramBehindAName(@TempDir Path folder) throws IOException {
    Path box = Files.createFile(folder.resolve("busybox"));
    Path link = Files.createSymbolicLink(folder.resolve("ping"), box);
    Path other = Files.createFile(folder.resolve("traceroute"));
    assertThat(SystemTool.family(link.toString())).isEqualTo(SystemTool.Family.BUSYBOX);
    assertThat(SystemTool.family(other.toString())).isEqualTo(SystemTool.Family.LINUX);
    assertThat(SystemTool.family(folder + "/none")).isEqualTo(SystemTool.Family.LINUX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cannot run program \"/usr/bin/ping\": Exec failed, error: 1 (Operation not permitted) |"
            + " Operation not permitted",
        "Cannot run program \"x\" (in directory \"y\"): error=13, Permission denied |"
            + " Permission denied",
        "something else | something else",
      })
  void whyAProgramDoesNotStart(String message, String reason) {
    assertThat(SystemTool.reason(new IOException(message))).isEqualTo(reason);
  }

  @Test
  void aProgramThatTheSystemRefuses(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tool"), "no program");

    assertThat(SystemTool.refusal(file.toString())).contains("Permission denied");
    assertThat(SystemTool.refusal(SystemTool.find("sh").orElseThrow())).isEmpty();
  }
}
