package io.github.pathwhy.cli.command;

import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.lookup.RequestException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command: what it accepts, and what it does. */
public interface Subcommand {

  /** Names, arguments, options and help. */
  CommandSpec spec();

  /** Answers, and says how it went. */
  ExitCode run(ParseResult parsed, Context context) throws UsageException, RequestException;
}
