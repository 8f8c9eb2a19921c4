package io.github.pathwhy.cli.console;

import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.text.Printable;
import java.util.function.LongSupplier;

/// Shows how far long work has come: one line on stderr, rewritten in place, when that is a
/// terminal; otherwise nothing. Work that takes less than a second shows nothing. The line
/// disappears before anything else is written to the console.
public final class ProgressLine implements Progress, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long QUIET_NANOS = SECOND;
  private static final int TICK_MILLIS = 200;
  private static final int LONGEST_ACTIVITY = 100;
  private static final int FIRST_WIDE = 0x1100;

  private final Console console;
  private final LongSupplier clock;
  private final boolean silent;
  private final long begin;

  private volatile State state = new State("", 0, 0);
  private boolean ticking;
  private boolean closed;
  private String shown = "";

  private record State(String activity, int done, int total) {}

  ProgressLine(Console console, boolean silent, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
    this.silent = silent;
    this.begin = clock.getAsLong();
  }

  /// A line on a console, until it is closed or something is written.
  ///
  /// @param quiet whether the user wants no such thing
  public static ProgressLine on(Console console, boolean quiet) {
    ProgressLine line =
        new ProgressLine(console, quiet || !console.terminal().err(), System::nanoTime);
    line.attach();
    return line;
  }

  void attach() {
    if (!silent) {
      console.attach(this);
    }
  }

  @Override
  public void update(String activity, int done, int total) {
    if (silent) {
      return;
    }
    state = new State(activity, done, total);
    if (!ticking) {
      ticking = true;
      Thread ticker = new Thread(this::tickOn, "progress");
      ticker.setDaemon(true);
      ticker.start();
    }
  }

  /** Time passes also when the work waits and has nothing to tell. */
  private void tickOn() {
    try {
      Thread.sleep(QUIET_NANOS / 1_000_000);
      while (tick()) {
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Draws the line as it is now; false when there will be no more. */
  synchronized boolean tick() {
    long elapsed = clock.getAsLong() - begin;
    if (!closed && !silent && elapsed >= QUIET_NANOS) {
      show(line(state, elapsed));
    }
    return !closed;
  }

  private void show(String line) {
    String fitting = cut(line, console.terminal().width() - 1);
    if (!fitting.equals(shown)) {
      int rest = columns(shown) - columns(fitting);
      console.draw("\r" + fitting + " ".repeat(Math.max(0, rest)));
      shown = fitting;
    }
  }

  private String line(State now, long elapsed) {
    StringBuilder line = new StringBuilder(safe(now.activity()));
    if (now.total() > 0) {
      line.append("  ").append(now.done()).append('/').append(now.total());
    }
    line.append("  ").append(time(elapsed));
    if (now.total() > 0 && now.done() > 0 && now.done() < now.total()) {
      long left = elapsed / now.done() * (now.total() - now.done());
      line.append(", ").append(time(left)).append(" left");
    }
    return line.toString();
  }

  private String safe(String activity) {
    String safe = Printable.of(activity, LONGEST_ACTIVITY);
    if (console.isUnicode()) {
      return safe;
    }
    StringBuilder ascii = new StringBuilder(safe.length());
    safe.codePoints().forEach(c -> ascii.append(c < 0x7f ? (char) c : '?'));
    return ascii.toString();
  }

  /** Whole seconds, and minutes from one on: `42 s`, `3 min 5 s`. */
  private static String time(long nanos) {
    long seconds = nanos / SECOND;
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** As much of the text as has room in so many columns. */
  private static String cut(String text, int most) {
    int columns = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      columns += columns(text.codePointAt(i));
      if (columns > most) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static int columns(String text) {
    return text.codePoints().map(ProgressLine::columns).sum();
  }

  /** At most so many columns; some characters take less. */
  private static int columns(int c) {
    return c < FIRST_WIDE ? 1 : 2;
  }

  /** Makes room for other output. */
  synchronized void interruptedBy(Runnable output) {
    erase();
    output.run();
  }

  private void erase() {
    if (!shown.isEmpty()) {
      console.draw("\r" + " ".repeat(columns(shown)) + "\r");
      shown = "";
    }
  }

  /** Takes the line away for good. */
  @Override
  public synchronized void close() {
    closed = true;
    erase();
  }
}
