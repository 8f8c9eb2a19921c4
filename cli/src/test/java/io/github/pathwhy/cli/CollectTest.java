package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What `share/collect.sh` fetches, from a stand-in for az, and what pathwhy makes of it. */
@DisabledOnOs(OS.WINDOWS)
final class CollectTest {
  private static final String SCRIPT = Repository.file("cli/src/dist/share/collect.sh").toString();
  private static final Path AZ = Repository.file("cli/src/test/resources/collect");
  private static final String NOTHING = "@none@";

  @TempDir private Path folder;

  private record Outcome(int exit, String stdout, String stderr, List<String> asked) {}

  private Outcome collect(String fails, String... args) throws IOException, InterruptedException {
    Path log = folder.resolve("asked");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("PATH", AZ + ":" + System.getenv("PATH"));
    builder.environment().put("AZ_LOG", log.toString());
    builder.environment().put("AZ_FAILS", fails);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    List<String> asked = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err), asked);
  }

  private Invocation.Outcome pathwhy(String verb, String... args) {
    return Invocation.of(verb, "-t", folder.resolve("network").toString()).and(args).run();
  }

  private String status(String from, String to) {
    return pathwhy("check", from, to, "--query", "ConnectionStatus", "-o", "tsv").stdout().strip();
  }

  @Test
  void whatIsFetchedAnswersChecks() throws Exception {
    assertThat(collect(NOTHING).exit()).isZero();

    assertThat(status("app-vm", "db-vm:1433")).isEqualTo("Reachable");
    assertThat(pathwhy("check", "app-vm", "db-vm:22", "-o", "text").stdout())
        .contains("Unreachable", "rule deny-rest (4000) of db-nsg", "network/resources/2.json:");
    assertThat(pathwhy("check", "app-vm", "172.20.9.9:443", "-o", "text").stdout())
        .contains("to-farm is not connected: its state is NotConnected");
    assertThat(pathwhy("next-hop", "--vm", "app-vm", "--dest-ip", "172.21.9.9").stdout())
        .contains("learned route 172.21.0.0/16 -> VirtualNetworkGateway dairy-vpn");
    assertThat(pathwhy("topology", "-v").stderr())
        .doesNotContain("not an ARM resource", "skip-token", "not a resource");
  }

  @Test
  void allPagesAreFetched() throws Exception {
    Outcome outcome = collect(NOTHING);

    assertThat(outcome.asked()).filteredOn(call -> call.contains("--skip-token page2")).hasSize(1);
    assertThat(folder.resolve("network/resources/1.json")).content().contains("skip_token\": null");
    assertThat(folder.resolve("network/resources/2.json")).exists();
    assertThat(folder.resolve("network/.part")).doesNotExist();
  }

  @Test
  void onlyWhatReadsIsAsked() throws Exception {
    assertThat(collect(NOTHING).asked())
        .isNotEmpty()
        .allMatch(call ->
            call.matches("(graph query|rest --method get|network [a-z-]+ (show|list)[a-z-]*) .*"));
  }

  @Test
  void keysAreNotWritten() throws Exception {
    assertThat(AZ.resolve("connection.json")).content().contains("not \\\"for\\\" files");

    collect(NOTHING);

    try (Stream<Path> files = Files.walk(folder.resolve("network"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .noneMatch(file -> Repository.read(file).contains("for\\\" files"));
    }
  }

  @Test
  void whatFailsIsToldAndAskedAgain() throws Exception {
    Outcome first = collect("vpn-connection show", "-o", "network");
    String withoutState = pathwhy("check", "app-vm", "172.20.9.9:443", "-o", "text").stdout();
    Outcome second = collect(NOTHING);
    Outcome third = collect(NOTHING);

    assertThat(first.exit()).isEqualTo(3);
    assertThat(first.stderr())
        .contains("Not fetched", "to-farm.json: whether the connection is up");
    assertThat(withoutState).doesNotContain("NotConnected");
    assertThat(second.exit()).isZero();
    assertThat(second.asked()).singleElement().asString().contains("vpn-connection show");
    assertThat(third.asked()).isEmpty();
    assertThat(collect(NOTHING, "--fresh").asked()).hasSameSizeAs(first.asked());
  }

  @Test
  void halfAListIsNone() throws Exception {
    Outcome outcome = collect("--skip-token");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stderr()).contains("Resource Graph did not answer");
    assertThat(folder.resolve("network")).isEmptyDirectory();
  }

  @Test
  void subscriptionsAreThoseGiven() throws Exception {
    assertThat(collect(NOTHING, "-s", "one", "-s", "two", "-o", "network").asked())
        .filteredOn(call -> call.startsWith("graph query"))
        .isNotEmpty()
        .allMatch(call -> call.contains("--subscriptions one two"));
  }

  @Test
  void commandLineIsChecked() throws Exception {
    assertThat(collect(NOTHING, "--frehs").exit()).isEqualTo(2);
    assertThat(collect(NOTHING, "-s").exit()).isEqualTo(2);
    assertThat(collect(NOTHING, "--help").stdout()).startsWith("Usage: collect.sh");
  }
}
