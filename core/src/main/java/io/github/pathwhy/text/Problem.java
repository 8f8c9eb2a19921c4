package io.github.pathwhy.text;

/// Something wrong in an input: where (file, line and column from 1, path in the document), what,
/// and what would be right. A line of 0 means the whole file. Texts hold no control characters.
public record Problem(String file, int line, int column, String path, String message, String hint) {

  // A hint may list all that is allowed.
  private static final int LONGEST_HINT = 1000;

  public Problem {
    file = Printable.of(file);
    path = Printable.of(path);
    message = Printable.of(message);
    hint = Printable.of(hint, LONGEST_HINT);
  }

  /** `file:line:column: path: message: hint`, without the parts that are not known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    if (!path.isEmpty()) {
      text.append(": ").append(path);
    }
    text.append(": ").append(message);
    if (!hint.isEmpty()) {
      text.append(": ").append(hint);
    }
    return text.toString();
  }
}
