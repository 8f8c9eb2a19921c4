package io.github.pathwhy.cli;

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
  BUG(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number for the operating system. */
  public int code() {
    return code;
  }
}
