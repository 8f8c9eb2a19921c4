package io.github.pathwhy.lookup;

/** A question that cannot be asked of this topology; the message says what to ask instead. */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1;

  public RequestException(String message) {
    super(message);
  }
}
