package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.via.SshServer;
import io.github.pathwhy.probe.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What a command prints with `--via`, beside what it prints here. The command has the name, the
/// options and the arguments of one that needs no network, so that both answers can be compared to
/// the letter.
@DisabledOnOs(OS.WINDOWS)
final class ViaIT {
  private static final Path HOME = Path.of(System.getProperty("pathwhy.home")).toAbsolutePath();
  private static final String WRONG =
      Path.of(Repository.sample("connection-monitor/monitor-misspelt.yaml"))
          .toAbsolutePath()
          .normalize()
          .toString();
  private static final Console.Terminal TERMINAL = new Console.Terminal(true, false, 50);

  @TempDir private Path folder;

  /** What a run left behind. */
  private record Outcome(int exit, String stdout, String stderr) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void needsAServer() {
    assumeTrue(SshServer.isPossible(), "no OpenSSH server on this machine: nothing is tested");
  }

  @AfterEach
  void leavesNoLinks() throws IOException {
    Files.deleteIfExists(folder.resolve("programs/pathwhy"));
  }

  private Console console(Charset charset, Console.Terminal terminal) {
    out.reset();
    err.reset();
    return new Console(InputStream.nullInputStream(), out, err, charset, terminal);
  }

  private Outcome outcome(int exit, Charset charset) {
    return new Outcome(exit, out.toString(charset), err.toString(charset));
  }

  private Outcome here(Charset charset, Console.Terminal terminal, String... args) {
    Console console = console(charset, terminal);
    List<String> words = new ArrayList<>(List.of("monitor", "validate"));
    words.addAll(List.of(args));
    int exit = Main.run(words.toArray(String[]::new), console, Map.of());
    console.flush();
    return outcome(exit, charset);
  }

  private Outcome there(
      SshServer server, Charset charset, Console.Terminal terminal, String... args)
      throws Exception {
    Console console = console(charset, terminal);
    CommandSpec spec = CommandSpec.create().name("validate");
    spec.addPositional(Options.positional("0", "FILE", "The file."));
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    CommandLine group = new CommandLine(CommandSpec.create().name("monitor"));
    group.addSubcommand(new CommandLine(spec));
    CommandLine root = new CommandLine(CommandSpec.create().name("pathwhy"));
    root.addSubcommand(group);
    List<String> words = new ArrayList<>(List.of("monitor", "validate"));
    words.add("--via=ssh://127.0.0.1:" + server.port());
    words.addAll(List.of(args));
    Context context =
        new Context(
            console,
            Map.of("PATHWHY_SSH_CONFIG", server.client().toString()),
            Optional.of(Stop.NEVER));
    ExitCode code =
        LiveContext.run(
            root.parseArgs(words.toArray(String[]::new)).subcommand().subcommand(),
            context,
            live -> {
              throw new UsageException("this is not the other machine");
            });
    console.flush();
    return outcome(code.code(), charset);
  }

  private SshServer server() throws Exception {
    Path programs = Files.createDirectories(folder.toRealPath().resolve("programs"));
    Files.createSymbolicLink(programs.resolve("pathwhy"), HOME.resolve("bin/pathwhy"));
    return SshServer.start(folder.toRealPath(), programs + ":/usr/bin:/bin");
  }

  @Test
  void answersAreTheSame() throws Exception {
    Charset utf8 = StandardCharsets.UTF_8;
    try (SshServer server = server()) {
      Outcome coloured = there(server, utf8, TERMINAL, WRONG);
      assertThat(coloured).isEqualTo(here(utf8, TERMINAL, WRONG));
      assertThat(coloured.exit()).isEqualTo(1);
      assertThat(coloured.stdout()).contains("\u001b[31m", "✗");

      assertThat(there(server, utf8, Console.Terminal.NONE, WRONG))
          .isEqualTo(here(utf8, Console.Terminal.NONE, WRONG));
      assertThat(there(server, utf8, TERMINAL, WRONG, "--color=never", "-o", "yaml"))
          .isEqualTo(here(utf8, TERMINAL, WRONG, "--color=never", "-o", "yaml"));
      assertThat(there(server, utf8, TERMINAL, "--query", "problems[0].message", "--", WRONG))
          .isEqualTo(here(utf8, TERMINAL, "--query", "problems[0].message", "--", WRONG));
      assertThat(there(server, StandardCharsets.US_ASCII, TERMINAL, WRONG))
          .isEqualTo(here(StandardCharsets.US_ASCII, TERMINAL, WRONG));
      assertThat(there(server, utf8, Console.Terminal.NONE, "no such file.yaml"))
          .isEqualTo(here(utf8, Console.Terminal.NONE, "no such file.yaml"));
    }
  }

  /** The topology lies here only; the other machine compares it with what it measures. */
  @Test
  void topologyTravels() throws Exception {
    Path topology = folder.resolve("it's here.yaml");
    Files.copy(Repository.file("samples/three-tier/topology.yaml"), topology);
    try (SshServer server = server();
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Console console = console(StandardCharsets.UTF_8, Console.Terminal.NONE);
      String[] words = {
        "check",
        "-t",
        topology.toString(),
        "web-vm",
        "127.0.0.1:" + listener.getLocalPort(),
        "--probes=2",
        "--tier=kernel",
        "--query=[ConnectionStatus, Explanation.Source, Explanation.Measured.Comparison.Predicted]",
        "--via=ssh://127.0.0.1:" + server.port()
      };

      int exit = Main.run(words, console, Map.of("PATHWHY_SSH_CONFIG", server.client().toString()));
      console.flush();
      Outcome outcome = outcome(exit, StandardCharsets.UTF_8);

      assertThat(outcome.stderr()).isEmpty();
      assertThat(outcome.stdout().lines().map(String::strip))
          .contains("\"Reachable\",", "\"web-vm\",");
      assertThat(outcome.exit()).isZero();
      try (Stream<Path> left = Files.list(folder.toRealPath().resolve("tmp"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void wrongTopologyIsSaidHere() throws Exception {
    Path topology = Files.writeString(folder.resolve("wrong.yaml"), "virtualNetworks: 7\n");
    try (SshServer server = server()) {
      Console console = console(StandardCharsets.UTF_8, Console.Terminal.NONE);

      int exit =
          Main.run(
              new String[] {
                "check",
                "-t",
                topology.toString(),
                "127.0.0.1:1",
                "--via=ssh://127.0.0.1:" + server.port()
              },
              console,
              Map.of("PATHWHY_SSH_CONFIG", server.client().toString()));
      console.flush();

      assertThat(exit).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(topology + ":1:18: ");
    }
  }

  @Test
  void unreachableMachineLeavesTheQuestionOpen() throws Exception {
    SshServer server = server();
    server.close();

    Outcome outcome = there(server, StandardCharsets.UTF_8, Console.Terminal.NONE, WRONG);

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).startsWith("pathwhy: cannot reach 127.0.0.1: ");
  }
}
