package io.github.pathwhy.cli.via;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.cli.options.SshTarget;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command on another machine, which is this one behind a real server of ssh. */
@DisabledOnOs(OS.WINDOWS)
final class RemoteRunIT {
  private static final Path HOME = Path.of(System.getProperty("pathwhy.home")).toAbsolutePath();
  private static final String SYSTEM_PATH = "/usr/bin:/bin";

  @TempDir private Path folder;

  private final List<String> errors = new ArrayList<>();
  private final List<String> activities = new CopyOnWriteArrayList<>();

  @BeforeEach
  void needsAServer() {
    assumeTrue(SshServer.isPossible(), "no OpenSSH server on this machine: nothing is tested");
  }

  @AfterEach
  void leavesNoLinks() throws IOException {
    Files.deleteIfExists(folder.resolve("programs/pathwhy"));
  }

  private SshServer server(String path) throws Exception {
    return SshServer.start(folder.toRealPath(), path);
  }

  /** A folder for the PATH with the packaged command in it. */
  private String withPathwhy() throws IOException {
    Path programs = Files.createDirectories(folder.toRealPath().resolve("programs"));
    Files.createSymbolicLink(programs.resolve("pathwhy"), HOME.resolve("bin/pathwhy"));
    return programs + ":" + SYSTEM_PATH;
  }

  /** An answer as one text. */
  private record Answer(RemoteResult result, String text) {}

  private record Run(RemoteRun run) {
    Answer json(List<String> arguments) {
      StringBuilder text = new StringBuilder();
      RemoteResult result = run.run(arguments, line -> text.append(line).append('\n'));
      return new Answer(result, text.toString());
    }
  }

  private Run run(SshServer server, Path configuration, String version, Stop stop)
      throws IOException {
    return run(server, configuration, version, stop, false);
  }

  private Run run(SshServer server, Path configuration, String version, Stop stop, boolean keep)
      throws IOException {
    SshTarget target = new SshTarget(Optional.empty(), "127.0.0.1", Optional.of(server.port()));
    Progress progress = (activity, done, total) -> activities.add(activity);
    return new Run(
        new RemoteRun(
            new RemoteRun.Request(
                target, version, keep, List.of("-Dpathwhy.columns=60"), false, Optional.empty()),
            new RemoteRun.Surroundings(
                Map.of("PATHWHY_SSH_CONFIG", configuration.toString()),
                stop,
                progress,
                errors::add),
            Distribution.at(HOME)));
  }

  private static String version() throws Exception {
    Process process =
        new ProcessBuilder(HOME.resolve("bin/pathwhy").toString(), "--version").start();
    return new String(process.getInputStream().readAllBytes(), UTF_8)
        .strip()
        .replace("pathwhy ", "");
  }

  private static boolean isEmpty(Path there) throws IOException {
    try (Stream<Path> files = Files.list(there)) {
      return files.findAny().isEmpty();
    }
  }

  private static void assertEmpty(Path there) throws IOException {
    try (Stream<Path> files = Files.list(there)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void installedOneOfTheSameVersionAnswers() throws Exception {
    try (SshServer server = server(withPathwhy())) {
      Answer answer =
          run(server, server.client(), version(), Stop.NEVER).json(List.of("--version"));

      assertThat(answer.result()).isEqualTo(new RemoteResult.Ended(0));
      assertThat(answer.text()).isEqualTo("pathwhy " + version() + "\n");
      assertThat(activities).noneMatch(activity -> activity.startsWith("sending"));
      assertThat(errors).isEmpty();
      assertEmpty(server.temporary());
      assertEmpty(server.home());
    }
  }

  @Test
  void exitCodeAndErrorsComeBack() throws Exception {
    try (SshServer server = server(withPathwhy())) {
      Answer answer =
          run(server, server.client(), version(), Stop.NEVER)
              .json(List.of("check", "-t", "it's no such $(touch x) file", "a", "b:1"));

      assertThat(answer.result()).isEqualTo(new RemoteResult.Ended(2));
      assertThat(answer.text()).isEmpty();
      assertThat(errors).anyMatch(line -> line.contains("it's no such $(touch x) file"));
      assertEmpty(server.home());
    }
  }

  @Test
  void sendsItselfWhereNothingIsInstalledAndLeavesNothing() throws Exception {
    try (SshServer server = server(SYSTEM_PATH)) {
      Answer answer =
          run(server, server.client(), version(), Stop.NEVER).json(List.of("--version"));

      assertThat(errors).isEmpty();
      assertThat(answer)
          .isEqualTo(new Answer(new RemoteResult.Ended(0), "pathwhy " + version() + "\n"));
      assertThat(activities).anyMatch(activity -> activity.startsWith("sending"));
      assertEmpty(server.temporary());
      assertEmpty(server.home());
    }
  }

  @Test
  void sendsItselfOnceWhereItMayStay() throws Exception {
    try (SshServer server = server(SYSTEM_PATH)) {
      Answer first =
          run(server, server.client(), version(), Stop.NEVER, true).json(List.of("--version"));
      int sent = activities.size();
      activities.clear();
      Answer second =
          run(server, server.client(), version(), Stop.NEVER, true).json(List.of("--version"));

      assertThat(first.result()).isEqualTo(new RemoteResult.Ended(0));
      assertThat(second).isEqualTo(first);
      assertThat(sent).isGreaterThan(activities.size());
      assertThat(activities).noneMatch(activity -> activity.startsWith("sending"));
      assertThat(server.home().resolve(".cache/pathwhy")).isDirectory();
      assertEmpty(server.temporary());
    }
  }

  @Test
  void anotherVersionIsReplacedByThisOne() throws Exception {
    try (SshServer server = server(withPathwhy())) {
      Answer answer = run(server, server.client(), "99.0", Stop.NEVER).json(List.of("--version"));

      assertThat(answer.result()).isEqualTo(new RemoteResult.Ended(0));
      assertThat(activities).anyMatch(activity -> activity.startsWith("sending"));
    }
  }

  /** A fifo that nobody writes to keeps the other side busy for ever. */
  private Path fifo() throws Exception {
    Path fifo = folder.toRealPath().resolve("fifo-" + System.nanoTime());
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  private static boolean runs(Path fifo) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .anyMatch(process -> commandLine(process).contains(fifo.toString()));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException _) {
      return ""; // gone, or a system without
    }
  }

  private static void assertThatNothingRuns(Path fifo) throws InterruptedException {
    for (int i = 0; i < 100 && runs(fifo); i++) {
      Thread.sleep(100);
    }
    assertThat(runs(fifo)).isFalse();
  }

  @Test
  void stopEndsTheOtherSideAndCleansUp() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    Path fifo = fifo();
    try (SshServer server = server(SYSTEM_PATH)) {
      AtomicBoolean wasRunning = new AtomicBoolean();
      Stop onceItRuns =
          () -> {
            boolean waiting = isWaiting();
            wasRunning.compareAndSet(false, waiting && runs(fifo));
            return wasRunning.get();
          };

      RemoteResult result =
          run(server, server.client(), version(), onceItRuns)
              .run()
              .run(List.of("check", "-t", fifo.toString(), "a", "b:1"), line -> {});

      assertThat(wasRunning).isTrue();
      assertThat(result).isNotInstanceOf(RemoteResult.Failed.class);
      assertThatNothingRuns(fifo);
      assertEmpty(server.temporary());
    }
  }

  @Test
  void stopWhileSendingCleansUp() throws Exception {
    try (SshServer server = server(SYSTEM_PATH)) {
      Stop onceItSends = () -> activities.stream().anyMatch(line -> line.startsWith("sending"));

      Answer answer =
          run(server, server.client(), version(), onceItSends).json(List.of("--version"));

      assertThat(answer.result()).isEqualTo(new RemoteResult.Interrupted());
      for (int i = 0; i < 100 && !isEmpty(server.temporary()); i++) {
        Thread.sleep(100);
      }
      assertEmpty(server.temporary());
    }
  }

  @Test
  void lostConnectionIsSaidAndEndsTheOtherSide() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    Path fifo = fifo();
    try (SshServer server = server(withPathwhy())) {
      AtomicBoolean cut = new AtomicBoolean();
      Stop never =
          () -> {
            if (runs(fifo) && isWaiting() && cut.compareAndSet(false, true)) {
              ProcessHandle.current()
                  .children()
                  .filter(child -> commandLine(child).startsWith("ssh\0"))
                  .forEach(ProcessHandle::destroyForcibly);
            }
            return false;
          };

      RemoteResult result =
          run(server, server.client(), version(), never)
              .run()
              .run(List.of("check", "-t", fifo.toString(), "a", "b:1"), line -> {});

      assertThat(result)
          .isInstanceOfSatisfying(
              RemoteResult.Failed.class,
              failed -> assertThat(failed.why()).contains("127.0.0.1", "connection was lost"));
      assertThatNothingRuns(fifo);
    }
  }

  private boolean isWaiting() {
    return activities.stream().anyMatch(line -> line.startsWith("waiting"));
  }

  @Test
  void unknownMachineIsNotTrusted() throws Exception {
    try (SshServer server = server(SYSTEM_PATH)) {
      Answer answer =
          run(server, server.client("unknown", "user"), version(), Stop.NEVER)
              .json(List.of("--version"));

      assertThat(answer.result())
          .isInstanceOfSatisfying(
              RemoteResult.Failed.class,
              failed -> {
                assertThat(failed.why())
                    .contains("cannot reach 127.0.0.1", "Host key verification failed");
                assertThat(failed.hint()).contains("ssh -p " + server.port() + " 127.0.0.1");
              });
    }
  }

  @Test
  void refusedUserIsToldWhatIsMissing() throws Exception {
    try (SshServer server = server(SYSTEM_PATH)) {
      Answer answer =
          run(server, server.client("known", server.strangersKey()), version(), Stop.NEVER)
              .json(List.of("--version"));

      assertThat(answer.result())
          .isInstanceOfSatisfying(
              RemoteResult.Failed.class,
              failed -> {
                assertThat(failed.why()).contains("Permission denied");
                assertThat(failed.hint()).contains("ssh-copy-id");
              });
    }
  }

  @Test
  void nobodyListening() throws Exception {
    Path configuration;
    Run run;
    try (SshServer server = server(SYSTEM_PATH)) {
      configuration = server.client();
      run = run(server, configuration, version(), Stop.NEVER);
    }
    Thread.sleep(500);

    assertThat(run.json(List.of("--version")).result())
        .isInstanceOfSatisfying(
            RemoteResult.Failed.class,
            failed -> assertThat(failed.why()).contains("Connection refused"));
  }
}
