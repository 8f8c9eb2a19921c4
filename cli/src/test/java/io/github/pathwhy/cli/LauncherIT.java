package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command, started the ways users start it. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherIT {
  private static final Path HOME = Path.of(System.getProperty("pathwhy.home")).toAbsolutePath();
  private static final Path SHOP = Repository.file("samples/three-tier/topology.yaml");

  @TempDir private Path folder;

  /** What a run left behind. */
  private record Outcome(int exit, String stdout, String stderr) {}

  private Outcome run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("PATHWHY_") || name.equals("NO_COLOR"));
    variables.putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Outcome run(Path launcher, String... args) throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList(), Map.of());
  }

  private static Path launcher() {
    return HOME.resolve("bin/pathwhy");
  }

  /** JUnit warns of links that lead out of the folder that it deletes. */
  @AfterEach
  void deleteLinks() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertAnswers(Outcome outcome) {
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.stdout()).isEqualTo("\"Unreachable\"\n");
  }

  private static String[] question() {
    return new String[] {
      "check", "-t", SHOP.toString(), "web-vm", "db-vm:1433", "--query", "ConnectionStatus"
    };
  }

  @Test
  void worksFromAnotherFolder() throws Exception {
    assertAnswers(run(launcher(), question()));
  }

  @Test
  void pathsAreThoseOfTheCallersFolder() throws Exception {
    Files.copy(SHOP, folder.resolve("my network.yaml"));

    Outcome outcome = run(launcher(), "check", "-t", "my network.yaml", "web-vm", "db-vm:1433");

    assertThat(outcome.stdout()).contains("\"DeclaredAt\" : \"my network.yaml:");
  }

  @Test
  void worksThroughAChainOfSymbolicLinks() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first")).resolve("pathwhy");
    Path second = Files.createDirectory(folder.resolve("second")).resolve("why");
    Files.createSymbolicLink(first, launcher());
    Files.createSymbolicLink(second, Path.of("../first/pathwhy"));

    assertAnswers(run(second, question()));
  }

  @Test
  void worksWhenFoundOnThePath() throws Exception {
    Files.createSymbolicLink(folder.resolve("pathwhy"), launcher());
    String path = folder + ":" + System.getenv("PATH");
    List<String> command =
        Stream.concat(
                Stream.of("/bin/sh", "-c", "exec pathwhy \"$@\"", "sh"), Stream.of(question()))
            .toList();

    assertAnswers(run(command, Map.of("PATH", path)));
  }

  @Test
  void worksFromItsOwnFolder() throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("/bin/sh", "-c", "cd \"$1\"; shift; exec ./pathwhy \"$@\"", "sh"),
                Stream.concat(Stream.of(HOME.resolve("bin").toString()), Stream.of(question())))
            .toList();

    assertAnswers(run(command, Map.of()));
  }

  @Test
  void worksWithBlanksInItsPath() throws Exception {
    assertAnswers(run(copy("a b  c").resolve("bin/pathwhy"), question()));
  }

  @Test
  void worksWithoutItsCache() throws Exception {
    Path home = copy("no-cache");
    Files.delete(home.resolve("lib/offline.aot"));

    assertAnswers(run(home.resolve("bin/pathwhy"), question()));
  }

  @Test
  void worksWithABrokenCache() throws Exception {
    Path home = copy("broken-cache");
    Files.write(home.resolve("lib/offline.aot"), new byte[4096]);

    assertAnswers(run(home.resolve("bin/pathwhy"), question()));
  }

  @Test
  void worksWithACutCache() throws Exception {
    Path home = copy("cut-cache");
    Path cache = home.resolve("lib/offline.aot");
    byte[] whole = Files.readAllBytes(cache);
    Files.write(cache, Arrays.copyOf(whole, whole.length / 2));

    assertAnswers(run(home.resolve("bin/pathwhy"), question()));
  }

  /** The distribution in another place. The runtime is linked: it is large, and stays as it is. */
  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(HOME)) {
      for (Path file : files.toList()) {
        Path relative = HOME.relativize(file);
        if (!relative.startsWith("runtime")) {
          Files.copy(file, copy.resolve(relative.toString()));
        }
      }
    }
    if (Files.exists(HOME.resolve("runtime"))) {
      Files.createSymbolicLink(copy.resolve("runtime"), HOME.resolve("runtime"));
    }
    return copy;
  }

  @Test
  void optionsForOtherJavaProgramsDoNotMatter() throws Exception {
    Map<String, String> environment = new TreeMap<>();
    environment.put("JAVA_TOOL_OPTIONS", "-Dx=y");
    environment.put("JDK_JAVA_OPTIONS", "-Xmx1m");
    environment.put("_JAVA_OPTIONS", "-XX:+NoSuchOption");

    assertAnswers(
        run(
            Stream.concat(Stream.of(launcher().toString()), Stream.of(question())).toList(),
            environment));
  }

  @Test
  void languageDoesNotChangeDocuments() throws Exception {
    List<String> command =
        List.of(launcher().toString(), "check", "-t", SHOP.toString(), "web-vm", "db-vm:1433");

    assertThat(run(command, Map.of("LC_ALL", "C", "LANG", "C")))
        .isEqualTo(run(command, Map.of("LC_ALL", "C.UTF-8", "LANG", "tr_TR.UTF-8")));
  }

  @Test
  void terminalGetsTextAndPipesGetJson() throws Exception {
    assumeThatScriptWorks();
    String question = launcher() + " check -t '" + SHOP + "' web-vm db-vm:1433";
    Map<String, String> terminal = Map.of("TERM", "xterm", "LC_ALL", "C.UTF-8");

    Outcome piped = run(List.of("/bin/sh", "-c", question + " | cat"), terminal);
    Outcome shown = run(List.of("script", "-qec", question, "/dev/null"), terminal);

    assertThat(piped.stdout()).startsWith("{");
    assertThat(shown.exit()).isEqualTo(1);
    assertThat(shown.stdout()).contains("Unreachable", "\u001b[").doesNotStartWith("{");
  }

  @Test
  void terminalWithoutColoursGetsPlainText() throws Exception {
    assumeThatScriptWorks();
    String question = launcher() + " check -t '" + SHOP + "' web-vm db-vm:1433";

    Outcome shown =
        run(
            List.of("script", "-qec", question, "/dev/null"),
            Map.of("TERM", "xterm", "NO_COLOR", "1"));

    assertThat(shown.stdout()).contains("Unreachable").doesNotContain("\u001b[");
  }

  /** util-linux's script gives a program a terminal; other systems' takes other options. */
  private void assumeThatScriptWorks() throws Exception {
    Outcome outcome =
        run(List.of("/bin/sh", "-c", "script -qec 'test -t 1 && echo yes' /dev/null"), Map.of());
    assumeTrue(outcome.stdout().contains("yes"));
  }

  @Test
  void readerThatLeavesEarlyIsNoError() throws Exception {
    String question = launcher() + " check -t '" + SHOP + "' web-vm db-vm:1433";

    Outcome outcome =
        run(List.of("/bin/sh", "-c", question + " | head -1; " + question + " | true"), Map.of());

    assertThat(outcome.stdout()).isEqualTo("{\n");
    assertThat(outcome.stderr()).isEmpty();
  }

  private Outcome shell(String words) throws IOException, InterruptedException {
    String question =
        launcher() + " check -t '" + SHOP + "' web-vm db-vm:1433 --query ConnectionStatus";
    return run(List.of("/bin/sh", "-c", words.replace("QUESTION", question)), Map.of());
  }

  /** Exit 1 of the Java runtime must not look like "unreachable". */
  @ParameterizedTest
  @ValueSource(strings = {"PATHWHY_JAVA_OPTS=-Xmx2m QUESTION", "ulimit -v 200000; QUESTION"})
  void runtimeThatCannotStartIsNoAnswer(String words) throws Exception {
    Outcome outcome = shell(words);

    assertThat(outcome.exit()).isEqualTo(70);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr())
        .endsWith("pathwhy: the Java runtime did not start; nothing was answered\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATHWHY_JAVA_OPTS=-Dsome=thing QUESTION",
        "PATHWHY_JAVA_OPTS=-Xmx512m QUESTION",
        "ulimit -v 1500000; QUESTION",
        "mkdir gone && cd gone && rmdir ../gone && QUESTION 2>/dev/null"
      })
  void answersAreToldApartFromIt(String words) throws Exception {
    assertAnswers(shell(words));
  }

  @Test
  void stdinIsReadWhereTheShellStays() throws Exception {
    String words = "PATHWHY_JAVA_OPTS=-Xmx512m " + launcher() + " check -t - web-vm db-vm:1433";

    Outcome outcome =
        run(
            List.of("/bin/sh", "-c", words + " --query ConnectionStatus <'" + SHOP + "'"),
            Map.of());

    assertAnswers(outcome);
  }

  /** Where the shell stays as well as where Java takes its place. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-Xmx512m"})
  void whoeverEndsTheLauncherEndsTheProgram(String options) throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    ProcessBuilder builder =
        new ProcessBuilder(launcher().toString(), "check", "-t", fifo.toString(), "a", "b:1");
    builder.environment().put("PATHWHY_JAVA_OPTS", options);
    Process process = builder.start();
    // Whoever opens it for writing waits for a reader, which is the program.
    Process writer =
        new ProcessBuilder("/bin/sh", "-c", "exec 3>'" + fifo + "'; echo open; sleep 30").start();
    try (BufferedReader opened = writer.inputReader()) {
      assertThat(opened.readLine()).isEqualTo("open");
    }
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(all::add);
    assertThat(all).hasSize(options.isEmpty() ? 1 : 2);

    process.destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    writer.destroyForcibly();
    assertThat(all).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void offlineAnswerLoadsNothingForTerminalsQueriesOrPackets() throws Exception {
    Path log = folder.resolve("classes.log");
    List<String> command =
        List.of(launcher().toString(), "check", "-t", SHOP.toString(), "web-vm", "db-vm:1433");

    Outcome outcome = run(command, Map.of("PATHWHY_JAVA_OPTS", "-Xlog:class+load:file=" + log));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(Files.readAllLines(log, StandardCharsets.UTF_8))
        .anyMatch(line -> line.contains("io.github.pathwhy."))
        .noneMatch(line -> line.contains("io.burt.jmespath"))
        .noneMatch(line -> line.contains("org.jline"))
        .noneMatch(line -> line.contains("org.pcap4j"))
        .noneMatch(line -> line.contains("com.sun.jna"))
        .noneMatch(line -> line.contains("org.xbill"))
        .noneMatch(line -> line.contains("jdk.internal.foreign.abi.AbstractLinker"))
        .noneMatch(line -> line.matches(".*io\\.github\\.pathwhy\\.(live|probe\\.[a-z]+)\\..*"));
  }

  /** With only one cache left, Java starts in this mode if the launcher chose that one. */
  @ParameterizedTest
  @CsvSource({
    "offline, --version",
    "offline, check -t FILE web-vm db-vm:1433",
    "offline, check --topology=FILE web-vm db-vm:1433",
    "offline, topology -t FILE",
    "live, check --help",
    "live, dns --help",
    "live, trace --help",
    "both, check -t FILE web-vm db-vm:1433 --live --help",
  })
  void choosesTheCacheOfTheCommand(String cache, String words) throws Exception {
    Path home = copy(cache);
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".aot")).toList()) {
        if (!file.endsWith(cache + ".aot")) {
          Files.delete(file);
        }
      }
    }
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/pathwhy").toString()));
    for (String word : words.split(" ", -1)) {
      command.add(word.replace("FILE", SHOP.toString()));
    }

    Outcome outcome = run(command, Map.of("PATHWHY_JAVA_OPTS", "-XX:AOTMode=on"));

    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout()).isNotEmpty();
  }

  @Test
  void versionAndHelpAnswer() throws Exception {
    assertThat(run(launcher(), "--version").stdout()).matches("pathwhy \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(run(launcher(), "check", "--help").stdout()).contains("Usage: pathwhy check");
  }

  @Test
  void usageErrorsGoToStderr() throws Exception {
    Outcome outcome = run(launcher(), "check", "web-vm", "db-vm:1433");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("-t");
  }
}
