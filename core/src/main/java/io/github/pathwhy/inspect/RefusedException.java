package io.github.pathwhy.inspect;

/** A question that Azure refuses to answer, with the code of its error. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;

  public RefusedException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Azure's code. */
  public String code() {
    return code;
  }
}
