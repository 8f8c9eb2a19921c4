package io.github.pathwhy.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is seen of long work: drawn by ticks of a clock that stands still in between. */
final class ProgressLineTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  private Console console(Charset charset, boolean terminal, int width) {
    return new Console(
        InputStream.nullInputStream(),
        out,
        err,
        charset,
        new Console.Terminal(false, terminal, width));
  }

  private ProgressLine line(Console console, boolean silent) {
    ProgressLine line = new ProgressLine(console, silent, () -> now);
    line.attach();
    return line;
  }

  private String drawn() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void shortWorkShowsNothing() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 80), false);

    line.update("probing a", 1, 4);
    now = SECOND - 1;
    line.tick();
    line.close();

    assertThat(drawn()).isEmpty();
  }

  @Test
  void longWorkIsOneLineWithWhatIsLeft() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 80), false);

    line.update("probing a", 25, 100);
    now = 2 * SECOND;
    line.tick();
    assertThat(drawn()).isEqualTo("\rprobing a  25/100  2 s, 6 s left");

    line.update("probing a", 100, 100);
    now = 65 * SECOND;
    line.tick();
    assertThat(drawn()).startsWith("\rprobing a  100/100  1 min 5 s").doesNotContain("left");
  }

  @Test
  void totalNeedNotBeKnown() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 80), false);

    line.update("asking", 3, 0);
    now = 4 * SECOND;
    line.tick();

    assertThat(drawn()).isEqualTo("\rasking  4 s");
  }

  @Test
  void shorterLineCoversTheLonger() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 80), false);

    now = SECOND;
    line.update("a long name", 0, 0);
    line.tick();
    drawn();
    line.update("short", 0, 0);
    line.tick();

    assertThat(drawn()).isEqualTo("\rshort  1 s      ");
  }

  @Test
  void answerFindsAnEmptyLine() {
    Console console = console(StandardCharsets.UTF_8, true, 80);
    ProgressLine line = line(console, false);
    now = SECOND;
    line.update("asking", 0, 0);
    line.tick();
    drawn();

    console.text("the answer");
    assertThat(drawn()).isEqualTo("\r" + " ".repeat("asking  1 s".length()) + "\r");

    line.update("asking", 0, 0);
    assertThat(line.tick()).isFalse();
    line.close();
    assertThat(drawn()).isEmpty();
  }

  @Test
  void otherMessagesFindAnEmptyLineAndProgressGoesOn() {
    Console console = console(StandardCharsets.UTF_8, true, 80);
    ProgressLine line = line(console, false);
    now = SECOND;
    line.update("asking", 0, 0);
    line.tick();
    drawn();

    console.error("a message");
    line.tick();

    assertThat(drawn()).isEqualTo("\r           \ra message\n\rasking  1 s");
  }

  @Test
  void neverWiderThanTheTerminal() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 40), false);

    now = SECOND;
    line.update("x".repeat(90), 0, 0);
    line.tick();
    assertThat(drawn()).isEqualTo("\r" + "x".repeat(39));

    line.update("漢".repeat(90), 0, 0);
    line.tick();
    assertThat(drawn()).isEqualTo("\r" + "漢".repeat(19) + " ");
  }

  @Test
  void hostileTextCannotActOnTheTerminal() {
    ProgressLine line = line(console(StandardCharsets.UTF_8, true, 80), false);

    now = SECOND;
    line.update("a\u001b[2J\r\n\u202eb", 0, 0);
    line.tick();

    assertThat(drawn()).isEqualTo("\ra\\u001b[2J\\u000d\\u000a\\u202eb  1 s");
  }

  @Test
  void terminalWithoutUnicodeGetsAscii() {
    ProgressLine line = line(console(StandardCharsets.US_ASCII, true, 80), false);

    now = SECOND;
    line.update("bücher → …", 0, 0);
    line.tick();

    assertThat(drawn()).isEqualTo("\rb?cher ? ?  1 s");
  }

  @Test
  void nothingWithoutATerminalOrWhenQuiet() {
    for (ProgressLine line :
        new ProgressLine[] {
          ProgressLine.on(console(StandardCharsets.UTF_8, false, 80), false),
          ProgressLine.on(console(StandardCharsets.UTF_8, true, 80), true),
          line(console(StandardCharsets.UTF_8, true, 80), true)
        }) {
      now = 10 * SECOND;
      line.update("asking", 1, 2);
      line.tick();
      line.close();
    }

    assertThat(drawn()).isEmpty();
  }

  @Test
  void timePassesAlsoWithoutNews() throws Exception {
    try (ProgressLine line = ProgressLine.on(console(StandardCharsets.UTF_8, true, 80), false)) {
      line.update("waiting", 0, 0);
      for (int i = 0; i < 300 && !err.toString(StandardCharsets.UTF_8).contains("1 s"); i++) {
        Thread.sleep(100);
      }
    }

    assertThat(drawn()).contains("\rwaiting  1 s");
  }
}
