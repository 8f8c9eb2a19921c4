package io.github.pathwhy.cli.via;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A running ssh, with what it writes as events in one queue. All sizes are bounded, since the
/// other side decides what comes.
final class Connection implements AutoCloseable {
  private static final int MOST_OUTPUT = 16 * 1024 * 1024;
  private static final int MOST_ERRORS = 256 * 1024;
  private static final int BUFFER = 8192;
  private static final int ERRORS_GRACE_MILLIS = 1000;

  private final Process process;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Something that ssh or the other machine did. */
  sealed interface Event {
    /** A line of stdout, without its end. */
    record Output(String line) implements Event {}

    /** A line of stderr. */
    record Complaint(String line) implements Event {}

    /** More on stdout than anybody wants. */
    record TooMuch() implements Event {}

    /** All was sent that was to be sent, or not: the message says why. */
    record Sent(Optional<String> failure) implements Event {}

    /** ssh ended; nothing follows. */
    record Ended() implements Event {}
  }

  /** Writes to the other machine's stdin. */
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Starts ssh by its command line. */
  Connection(List<String> command) throws IOException {
    process = new ProcessBuilder(command).start();
    Thread errors = start("ssh-stderr", () -> read(process.getErrorStream(), false));
    start(
        "ssh-stdout",
        () -> {
          read(process.getInputStream(), true);
          awaitEnd(errors);
        });
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void awaitEnd(Thread errors) {
    try {
      process.waitFor();
      errors.join(ERRORS_GRACE_MILLIS);
      events.add(new Event.Ended());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Turns a stream into lines until its end; a broken one has ended. */
  private void read(InputStream in, boolean output) {
    int left = output ? MOST_OUTPUT : MOST_ERRORS;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (count > left) {
          if (left > 0 && output) {
            events.add(new Event.TooMuch());
          }
          left = 0;
          continue; // read on, so that the other side is not held up
        }
        left -= count;
        take(buffer, count, line, output);
      }
    } catch (IOException _) {
      // the same as its end
    }
    if (line.size() > 0) {
      add(line, output);
    }
  }

  private void take(byte[] buffer, int count, ByteArrayOutputStream line, boolean output) {
    int begin = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        line.write(buffer, begin, i - begin);
        add(line, output);
        begin = i + 1;
      }
    }
    line.write(buffer, begin, count - begin);
  }

  private void add(ByteArrayOutputStream bytes, boolean output) {
    String line = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    events.add(
        output
            ? new Event.Output(line)
            : new Event.Complaint(
                line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
  }

  /** The next event; empty when none came in time. */
  Optional<Event> next(long millis) {
    try {
      return Optional.ofNullable(events.poll(millis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return Optional.empty();
    }
  }

  /** Whether events wait. */
  boolean hasNext() {
    return !events.isEmpty();
  }

  /** Sends something large without waiting; an event tells when it is done. */
  void send(Writer writer) {
    start(
        "ssh-stdin",
        () -> {
          Optional<String> failure = Optional.empty();
          try {
            OutputStream out = process.getOutputStream();
            writer.writeTo(out);
            out.flush();
          } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
          }
          events.add(new Event.Sent(failure));
        });
  }

  /** Sends a line. */
  void sendLine(String line) {
    try {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      // ssh is gone; its end tells why
    }
  }

  /** Tells the other machine to end; what it knows still comes. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // ssh is gone
    }
  }

  /** Ends ssh; the other machine notices. */
  @Override
  public void close() {
    process.destroy();
  }
}
