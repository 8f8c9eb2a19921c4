package io.github.pathwhy.cli.console;

/// Colours by meaning. With colours off every method returns its text unchanged, so no caller has
/// to ask.
public record Style(boolean colours) {
  private static final String RESET = "\u001b[0m";

  /** What works. */
  public String good(String text) {
    return wrap("\u001b[32m", text);
  }

  /** What does not. */
  public String bad(String text) {
    return wrap("\u001b[31m", text);
  }

  /** What deserves a look. */
  public String doubtful(String text) {
    return wrap("\u001b[33m", text);
  }

  /** What stands out. */
  public String strong(String text) {
    return wrap("\u001b[1m", text);
  }

  /** What stays in the background. */
  public String faint(String text) {
    return wrap("\u001b[2m", text);
  }

  private String wrap(String start, String text) {
    return colours && !text.isEmpty() ? start + text + RESET : text;
  }
}
