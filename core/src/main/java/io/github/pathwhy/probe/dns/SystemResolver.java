package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.text.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A question to the system's own resolver. It cannot be given a timeout, so it runs in a thread of
/// its own that nobody has to wait for.
final class SystemResolver {
  private static final long SLICE_NANOS = 50_000_000;
  private static final int LONGEST_TEXT = 160;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable SystemAnswer answer;

  private SystemResolver() {}

  /** What is asked. */
  @FunctionalInterface
  interface Source {
    /** The system's own. */
    Source SYSTEM = InetAddress::getAllByName;

    /** At least one address. */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  /** Starts asking. */
  static SystemResolver ask(Source source, String name) {
    SystemResolver question = new SystemResolver();
    Thread thread = new Thread(() -> question.run(source, name), "system-resolver");
    thread.setDaemon(true);
    thread.start();
    return question;
  }

  private void run(Source source, String name) {
    long start = System.nanoTime();
    try {
      List<IpAddress> addresses = new ArrayList<>();
      for (InetAddress address : source.addresses(name)) {
        addresses.add(Inet.of(address));
      }
      answer = new SystemAnswer.Addresses(addresses, System.nanoTime() - start);
    } catch (UnknownHostException | RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      String words =
          message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
      answer =
          new SystemAnswer.Failure(Printable.of(words, LONGEST_TEXT), System.nanoTime() - start);
    } finally {
      done.countDown();
    }
  }

  /** The answer, waited for at most so long. */
  SystemAnswer await(long nanos) {
    return await(nanos, Stop.NEVER);
  }

  /** The same, given up when a stop is requested. */
  SystemAnswer await(long nanos, Stop stop) {
    long start = System.nanoTime();
    try {
      long left = nanos;
      while (left > 0
          && !stop.isRequested()
          && !done.await(Math.min(left, SLICE_NANOS), TimeUnit.NANOSECONDS)) {
        left = nanos - (System.nanoTime() - start);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    SystemAnswer given = answer;
    return given == null ? new SystemAnswer.Late(System.nanoTime() - start) : given;
  }
}
