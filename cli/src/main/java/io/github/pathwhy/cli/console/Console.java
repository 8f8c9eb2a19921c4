package io.github.pathwhy.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where input comes from and where output goes. Answers go to stdout; everything else to stderr.
public final class Console {
  private static final int DEFAULT_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;
  private static final int OUT_BYTES = 64 * 1024;

  private final InputStream in;
  private final AnswerStream answers;
  private final PrintStream out;
  private final PrintStream err;
  private final Charset charset;
  private final Terminal terminal;
  private volatile @Nullable ProgressLine progress;

  /// What the streams are connected to. The width is in columns.
  public record Terminal(boolean out, boolean err, int width) {
    /** Pipes or files on both streams. */
    public static final Terminal NONE = new Terminal(false, false, DEFAULT_WIDTH);
  }

  /** A console over given streams; texts are written in the character set. */
  public Console(
      InputStream in, OutputStream out, OutputStream err, Charset charset, Terminal terminal) {
    this.in = in;
    this.answers = new AnswerStream(out);
    this.out = new PrintStream(answers, false, charset);
    this.err = new PrintStream(err, true, charset);
    this.charset = charset;
    this.terminal = terminal;
  }

  /// The process's own streams. The launcher passes what only a shell can ask without native code:
  /// whether they are terminals, and how wide.
  public static Console ofSystem() {
    Terminal terminal =
        new Terminal(
            Boolean.getBoolean("pathwhy.stdout.tty"),
            Boolean.getBoolean("pathwhy.stderr.tty"),
            width(Integer.getInteger("pathwhy.columns", DEFAULT_WIDTH)));
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    if (terminal.out() && WindowsTerminal.isNeeded()) {
      out = WindowsTerminal.wrap(out);
    }
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new BufferedOutputStream(out, OUT_BYTES),
        err,
        charset(),
        terminal);
  }

  /** A terminal that does not know its width says 0; very narrow ones get lines too long. */
  private static int width(int columns) {
    return columns <= 0 ? DEFAULT_WIDTH : Math.max(LEAST_WIDTH, columns);
  }

  private static Charset charset() {
    try {
      return Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
    } catch (IllegalArgumentException _) {
      return StandardCharsets.UTF_8;
    }
  }

  /** The same, but whatever goes to stdout is lost. */
  public Console silent() {
    return new Console(in, OutputStream.nullOutputStream(), err, charset, terminal);
  }

  /** All of stdin. */
  public byte[] readInput() throws IOException {
    return in.readAllBytes();
  }

  /** Writes a line of text to stdout, in the terminal's character set. */
  public void text(String line) {
    endProgress();
    out.print(line);
    out.print('\n');
  }

  /** Writes a document to stdout: always UTF-8, whatever the locale. */
  public void data(String document) {
    endProgress();
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.write('\n');
  }

  /** Where a document goes that is written piece by piece: stdout, in UTF-8. */
  public OutputStream data() {
    endProgress();
    return out;
  }

  /** Writes a line to stderr. */
  public void error(String line) {
    ProgressLine shown = progress;
    if (shown == null) {
      writeError(line);
    } else {
      shown.interruptedBy(() -> writeError(line));
    }
  }

  private void writeError(String line) {
    err.print(line);
    err.print('\n');
    err.flush();
  }

  /** Writes to stderr without ending the line. */
  void draw(String text) {
    err.print(text);
    err.flush();
  }

  /** From now on this line is erased before anything else is written. */
  void attach(ProgressLine line) {
    progress = line;
  }

  /** The answer begins: nothing may stand in its way. */
  private void endProgress() {
    ProgressLine shown = progress;
    if (shown != null) {
      progress = null;
      shown.close();
    }
  }

  /** Whether whoever read the answer has left; everything written so far is sent on. */
  public boolean isReaderGone() {
    return out.checkError();
  }

  /// Why the answer could not be written, in the system's words; a reader that has left is no
  /// failure. To be asked after [#flush].
  public Optional<String> failure() {
    return answers.failure();
  }

  /** Writes out what is buffered. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /** What the streams are connected to. */
  public Terminal terminal() {
    return terminal;
  }

  /** Whether texts can hold characters such as box drawing. */
  public boolean isUnicode() {
    return charset.newEncoder().canEncode("└✗→…");
  }
}
