package io.github.pathwhy.cli.command;

import java.util.Optional;

/** The exit codes of every command. */
public enum ExitCode {
  /** The answer is positive: reachable, expectations hold, nothing found. */
  POSITIVE(0),
  /** The answer is negative: unreachable, denied, an expectation failed. */
  NEGATIVE(1),
  /** The command line or an input is wrong. */
  USAGE(2),
  /** The answer could not be determined. */
  UNDETERMINED(3),
  /** A bug in pathwhy. */
  BUG(70),
  /** The user ended it; what was known by then is printed. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The exit code with a number. */
  public static Optional<ExitCode> of(int number) {
    for (ExitCode code : values()) {
      if (code.code == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The number for the operating system. */
  public int code() {
    return code;
  }
}
