package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Signals to a real process with the packaged runtime and flags: a live command that counts. */
@DisabledOnOs(OS.WINDOWS)
final class InterruptIT {
  private static final Path HOME = Path.of(System.getProperty("pathwhy.home")).toAbsolutePath();
  private static final Path ENV = Path.of("/usr/bin/env");

  @TempDir private Path folder;

  private Process start(String... args) throws IOException, URISyntaxException {
    return start(3000, args);
  }

  private List<String> command(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    if (isInterruptIgnored()) {
      command.addAll(List.of(ENV.toString(), "--default-signal=INT"));
    }
    command.addAll(List.of(words));
    return command;
  }

  private Process start(int patienceMillis, String... args) throws IOException, URISyntaxException {
    String classPath;
    try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
      classPath =
          jars.filter(file -> file.toString().endsWith(".jar"))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
    }
    Path tests =
        Path.of(SlowCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command =
        command(
            HOME.resolve("runtime/bin/java").toString(),
            "@" + HOME.resolve("lib/jvm.options"),
            "-Dpathwhy.stderr.tty=true",
            "-Dpathwhy.interrupt.millis=" + patienceMillis,
            "-cp",
            classPath + File.pathSeparator + tests,
            SlowCommand.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** What a shell starts in the background ignores Ctrl-C, and so do its children. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  /** Waits until the command is at work: it has said what it will send. */
  private void awaitWork(Process process) throws IOException, InterruptedException {
    for (int i = 0; i < 300; i++) {
      assumeTrue(process.isAlive(), "it does not run");
      if (Files.readString(folder.resolve("err")).contains("probing")) {
        return;
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new AssertionError("it does not begin");
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  private static int exit(Process process) throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void signalEndsTheWorkAndTheDocumentIsComplete(String name) throws Exception {
    Process process = start("-o", "json");
    awaitWork(process);
    Thread.sleep(100);

    signal(name, process);

    assertThat(exit(process)).isEqualTo(130);
    JsonNode document = new ObjectMapper().readTree(folder.resolve("out").toFile());
    assertThat(document.get("ended").asBoolean()).isFalse();
    assertThat(document.get("count").asInt()).isPositive();
  }

  @Test
  void workThatDoesNotListenIsGivenUp() throws Exception {
    Process process = start("--rate", "1");
    awaitWork(process);

    signal("INT", process);

    assertThat(exit(process)).isEqualTo(130);
    assertThat(folder.resolve("out")).isEmptyFile();
  }

  @Test
  void secondSignalEndsAtOnce() throws Exception {
    Process process = start(600_000, "--rate", "1");
    awaitWork(process);

    signal("INT", process);
    Thread.sleep(100);
    signal("INT", process);

    assertThat(exit(process)).isEqualTo(130);
  }

  @Test
  void workThatEndsByItselfIsNotHeldUp() throws Exception {
    Process process = start("--rate", "2");

    assertThat(exit(process)).isZero();
    assertThat(folder.resolve("out")).content().contains("\"ended\" : true");
  }

  @Test
  void packagedCommandAnswersWithWhatItKnows() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Process process =
          new ProcessBuilder(
                  command(
                      HOME.resolve("bin/pathwhy").toString(),
                      "dns",
                      "a.example",
                      "--server",
                      "127.0.0.1:" + silent.getLocalPort(),
                      "--timeout",
                      "60",
                      "-o",
                      "json"))
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      silent.setSoTimeout(60_000);
      silent.receive(new DatagramPacket(new byte[1], 1)); // it waits for an answer now

      signal("INT", process);

      assertThat(exit(process)).isEqualTo(130);
      JsonNode document = new ObjectMapper().readTree(folder.resolve("out").toFile());
      assertThat(document.get("Status").asString()).isEqualTo("Stopped");
      assertThat(folder.resolve("err")).isEmptyFile();
    }
  }
}
