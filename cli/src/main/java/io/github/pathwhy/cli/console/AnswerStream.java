package io.github.pathwhy.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where answers go, with what became of them: a `PrintStream` swallows errors, and an answer that
/// was lost must not look like one that was given.
final class AnswerStream extends FilterOutputStream {
  private static final String PIPE = "Broken pipe";

  private @Nullable String failure;

  AnswerStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      note(e);
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      note(e);
      throw e;
    }
  }

  private void note(IOException e) {
    String words = String.valueOf(e.getMessage());
    // A reader that left early has what it wanted.
    if (failure == null && !words.contains(PIPE)) {
      failure = words;
    }
  }

  /** Why something could not be written, in the system's words. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }
}
