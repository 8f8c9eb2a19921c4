package io.github.pathwhy.cli.options;

/** A command line that cannot be carried out; the message says how to mend it. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
