package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.cli.render.DocumentPrinter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// A live command that never ends by itself: it counts until it is stopped, and then prints how far
/// it came. With `--rate 1` it does not listen to the wish that it ends; with `--rate 2` it ends at
/// once.
final class SlowCommand {
  private SlowCommand() {}

  /** Runs it as a process of its own. */
  public static void main(String[] args) throws Exception {
    Console console = Console.ofSystem();
    ExitCode code = run(console, new Context(console, System.getenv(), Optional.empty()), args);
    console.flush();
    Runtime.getRuntime().halt(code.code());
  }

  /** Runs it in this process. */
  static ExitCode run(Console console, Context context, String... args) throws Exception {
    CommandSpec spec = CommandSpec.create().name("slow");
    LiveOptions.addTo(spec);
    OutputOptions.addTo(spec);
    return LiveContext.run(
        new CommandLine(spec).parseArgs(args),
        context,
        live -> {
          int count = 0;
          int deafness = live.options().rate().orElse(0);
          live.announce("192.0.2.1:443", 1234, "TCP probe", 50_000);
          while (deafness == 1 || (deafness != 2 && !live.stop().isRequested())) {
            live.progress().update("counting\u001b[31m to the end", ++count, 0);
            console.flush();
            pause();
          }
          print(live, console, count);
          return ExitCode.POSITIVE;
        });
  }

  private static void print(LiveContext live, Console console, int count) throws UsageException {
    new DocumentPrinter(console, live.output())
        .print(
            Map.of("count", count, "ended", !live.stop().isRequested()),
            live.output().given().orElse(OutputFormat.JSON));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
