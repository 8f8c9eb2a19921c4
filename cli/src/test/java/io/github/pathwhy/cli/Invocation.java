package io.github.pathwhy.cli;

import io.github.pathwhy.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A command line about to be run in this process, with the surroundings it would find: streams,
/// terminal, environment. Nothing is a terminal unless a test says so.
record Invocation(
    List<String> args,
    String stdin,
    Map<String, String> environment,
    Charset charset,
    Console.Terminal terminal) {

  Invocation {
    args = List.copyOf(args);
    environment = Map.copyOf(environment);
  }

  /** What a run left behind; stdout is read as UTF-8. */
  record Outcome(int exit, String stdout, String stderr) {

    /** The lines of stdout. */
    List<String> lines() {
      return stdout.lines().toList();
    }
  }

  static Invocation of(String... args) {
    return new Invocation(
        List.of(args), "", Map.of(), StandardCharsets.UTF_8, Console.Terminal.NONE);
  }

  /** The same with more arguments. */
  Invocation and(String... more) {
    return new Invocation(
        Stream.concat(args.stream(), Stream.of(more)).toList(),
        stdin,
        environment,
        charset,
        terminal);
  }

  /** The same with a text on stdin. */
  Invocation reading(String text) {
    return new Invocation(args, text, environment, charset, terminal);
  }

  /** The same with a variable in the environment. */
  Invocation with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Invocation(args, stdin, more, charset, terminal);
  }

  /** The same in another character set. */
  Invocation in(Charset other) {
    return new Invocation(args, stdin, environment, other, terminal);
  }

  /** The same on a terminal. */
  Invocation onTerminal(int columns) {
    return new Invocation(
        args, stdin, environment, charset, new Console.Terminal(true, true, columns));
  }

  Outcome run() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            out,
            err,
            charset,
            terminal);
    int exit = Main.run(args.toArray(String[]::new), console, environment);
    console.flush();
    return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(charset));
  }
}
