package io.github.pathwhy.lookup;

/** A question that cannot be asked of this topology; the message says what to ask instead. */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean undetermined;

  public RequestException(String message) {
    this(message, false);
  }

  private RequestException(String message, boolean undetermined) {
    super(message);
    this.undetermined = undetermined;
  }

  /** A question that is right, but the input lacks what would answer it. */
  public static RequestException undetermined(String message) {
    return new RequestException(message, true);
  }

  /** Whether the question is right, and the input lacks something. */
  public boolean isUndetermined() {
    return undetermined;
  }
}
