package io.github.pathwhy.cli;

import io.github.pathwhy.cli.command.ExitCode;
import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.probe.Stop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Console console = Console.ofSystem();
    int code = delivered(run(args, console, System.getenv()), console);
    // Not exit: nothing is left to shut down, and exit first asks the logging system.
    Runtime.getRuntime().halt(apartFromFailure(code));
  }

  /// A runtime that does not start exits with 1. Where a launcher minds, it names a code of its own
  /// for a negative answer.
  private static int apartFromFailure(int code) {
    return code == ExitCode.NEGATIVE.code()
        ? Integer.getInteger("pathwhy.exit.negative", code)
        : code;
  }

  /// The exit code when all output is written: an answer that is lost looks like no answer.
  static int delivered(int code, Console console) {
    console.flush();
    Optional<String> failure = console.failure();
    failure.ifPresent(words -> console.error("pathwhy: cannot write to stdout: " + words));
    return failure.isPresent() ? ExitCode.UNDETERMINED.code() : code;
  }

  /// Runs one command line and returns its exit code; the seam for tests. Never throws: a bug
  /// becomes a message and exit code 70.
  public static int run(String[] args, Console console, Map<String, String> environment) {
    return run(args, console, environment, Optional.empty());
  }

  /** The same with something else than signals that ends long work. */
  static int run(
      String[] args, Console console, Map<String, String> environment, Optional<Stop> stop) {
    try {
      return new Cli(console, environment, stop).run(args);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      console.error("pathwhy: internal error: " + e);
      console.error("This is a bug in pathwhy; please report it with the input that led to it.");
      if (List.of(args).contains("--debug")) {
        console.error(stackOf(e));
      } else {
        console.error("Run again with --debug for the details.");
      }
      return ExitCode.BUG.code();
    }
  }

  private static String stackOf(Throwable bug) {
    StringWriter text = new StringWriter();
    bug.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
