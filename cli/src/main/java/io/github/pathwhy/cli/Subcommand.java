package io.github.pathwhy.cli;

import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.diagnose.RequestException;

/** A command after its arguments were read. */
interface Subcommand {

  /** Answers, and says how it went. */
  ExitCode run(Context context) throws UsageException, RequestException;
}
