package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.probe.Stop;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Live commands in this process: ended by a wish, announced, refused. */
final class LiveContextTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(boolean terminal, Optional<Stop> stop, String... args) throws Exception {
    Console console =
        new Console(
            InputStream.nullInputStream(),
            out,
            err,
            StandardCharsets.UTF_8,
            new Console.Terminal(false, terminal, 80));
    return SlowCommand.run(console, new Context(console, Map.of("PATH", ""), stop), args);
  }

  @Test
  void endedWorkPrintsWhatItKnows() throws Exception {
    ExitCode code = run(false, Optional.of(() -> true));

    assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(code.code()).isEqualTo(130);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"ended\" : false");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void workThatEndsByItselfKeepsItsCode() throws Exception {
    assertThat(run(false, Optional.of(Stop.NEVER), "--rate", "2")).isEqualTo(ExitCode.POSITIVE);
    assertThat(run(false, Optional.empty(), "--rate", "2")).isEqualTo(ExitCode.POSITIVE);
  }

  @Test
  void peopleAreToldWhatWillBeSent() throws Exception {
    run(true, Optional.of(Stop.NEVER), "--rate", "2");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("probing 192.0.2.1:443, 1,234 TCP probes, at most 50,000/s\n");
  }

  @Test
  void quietAndPipesAreNotTold() throws Exception {
    run(true, Optional.of(Stop.NEVER), "--rate", "2", "-q");
    run(false, Optional.of(Stop.NEVER), "--rate", "2");

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void announcements() {
    assertThat(LiveContext.announcement("a\u001b", 1, "echo request", 0))
        .isEqualTo("probing a\\u001b, 1 echo request");
    assertThat(LiveContext.announcement("10.0.2.4:443", 999, "TCP probe", 1_000_000))
        .isEqualTo("probing 10.0.2.4:443, 999 TCP probes, at most 1,000,000/s");
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> run(true, Optional.of(Stop.NEVER), "--timeout", "x"))
        .isInstanceOf(UsageException.class);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
