package io.github.pathwhy.load.template.value;

/** What is wrong with an expression: it has no value. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long NOWHERE = -1;

  private final long at;
  private final String message;
  private final String hint;

  /** A failure whose place is the expression that is being evaluated. */
  public Failure(String message, String hint) {
    this(NOWHERE, message, hint);
  }

  private Failure(long at, String message, String hint) {
    super(message, null, false, false);
    this.at = at;
    this.message = message;
    this.hint = hint;
  }

  /** The failure with a place, which it keeps when it has one. */
  public Failure in(long place) {
    return at == NOWHERE ? new Failure(place, message, hint) : this;
  }

  /** The place, or another when none is known. */
  public long at(long other) {
    return at == NOWHERE ? other : at;
  }

  /** What is wrong. */
  public String message() {
    return message;
  }

  /** What is allowed, or what helps; may be empty. */
  public String hint() {
    return hint;
  }
}
