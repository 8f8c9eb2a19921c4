package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that could not be written does not look like one that was. */
final class LostAnswerTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console writingTo(String failure) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (!failure.isEmpty()) {
              throw new IOException(failure);
            }
          }
        };
    return new Console(
        InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8, Console.Terminal.NONE);
  }

  private int delivered(int code, String failure) {
    Console console = writingTo(failure);
    console.text("the answer");
    return Main.delivered(code, console);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFullDiskIsNoAnswer(int code) {
    assertThat(delivered(code, "No space left on device")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("pathwhy: cannot write to stdout: No space left on device\n");
  }

  @Test
  void aReaderThatLeftHasItsAnswer() {
    assertThat(delivered(1, "Broken pipe")).isEqualTo(1);
    assertThat(err.size()).isZero();
  }

  @Test
  void whatIsWrittenKeepsItsCode() {
    assertThat(delivered(1, "")).isEqualTo(1);
    assertThat(err.size()).isZero();
  }
}
