package io.github.pathwhy.load.template.value;

/** Leaves a function that needs a value which is not known: its result is not known either. */
public final class UnknownNeeded extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnknownNeeded() {
    super("a value is not known", null, false, false);
  }
}
