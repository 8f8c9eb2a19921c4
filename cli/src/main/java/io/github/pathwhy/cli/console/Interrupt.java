package io.github.pathwhy.cli.console;

import io.github.pathwhy.probe.Stop;

/// The user's wish that the work ends: Ctrl-C, or the signal of another process.
///
/// The first signal only asks. The Java runtime has begun to shut down by then and waits for this
/// class's hook, which gives the work a few seconds to end, print what it knows, and halt the
/// process by itself. A second signal, or the end of those seconds, lets the shutdown go on. The
/// system property `pathwhy.interrupt.millis` sets another time.
public final class Interrupt implements Stop, AutoCloseable {
  private static final String PATIENCE = "pathwhy.interrupt.millis";
  private static final int PATIENCE_MILLIS = 3000;
  private static final int POLL_MILLIS = 20;
  private static final String SIGNAL_PREFIX = "SIG";
  private static final String SIGNAL_SUFFIX = " handler";
  private static final int MOST_THREADS = 64;

  private final Thread hook = new Thread(this::onShutdown, "interrupt");
  private volatile boolean requested;

  private Interrupt() {}

  /** Listens until it is closed. */
  public static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    try {
      Runtime.getRuntime().addShutdownHook(interrupt.hook);
    } catch (IllegalStateException _) {
      interrupt.requested = true; // the signal was faster
    }
    return interrupt;
  }

  @Override
  public boolean isRequested() {
    return requested;
  }

  private void onShutdown() {
    requested = true;
    long deadline = System.nanoTime() + 1_000_000L * Integer.getInteger(PATIENCE, PATIENCE_MILLIS);
    try {
      while (System.nanoTime() - deadline < 0 && signals() <= 1) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many signals are being handled. Each has a thread of the runtime's, and from the second on
  /// they wait for the shutdown to end.
  private static int signals() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] threads = new Thread[MOST_THREADS];
    int count = group.enumerate(threads, false);
    int signals = 0;
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (name.startsWith(SIGNAL_PREFIX) && name.endsWith(SIGNAL_SUFFIX)) {
        signals++;
      }
    }
    return signals;
  }

  /** Stops listening. During a shutdown that is too late, and changes nothing. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: whoever closes this halts it.
    }
  }
}
