package io.github.pathwhy.probe.capture;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/// The capture on one interface: a thread of its own that puts frames into a queue. Its filter is
/// changed by that thread, too, while it does not listen.
final class Tap implements AutoCloseable {
  private static final int ETHERNET = 1;
  private static final int COOKED = 113;
  private static final int COOKED_2 = 276;
  private static final long MOST_WAIT_MILLIS = 1_000;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;
  private static final long MILLIS_IN_SECOND = 1_000L;

  private final Egress egress;
  private final PcapHandle handle;
  private final int linkType;
  private final Queue<Captured> queue;
  private final FilterPlan plan = new FilterPlan();
  private final Thread thread;
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile boolean closing;
  private final AtomicReference<@Nullable Change> change = new AtomicReference<>();
  private volatile @Nullable String failure;

  /** A filter to be set, and the sign that it is. */
  private record Change(String expression, CountDownLatch done) {}

  private Tap(Egress egress, PcapHandle handle, Queue<Captured> queue) {
    this.egress = egress;
    this.handle = handle;
    this.queue = queue;
    this.linkType = handle.getDlt().value();
    this.thread =
        Thread.ofPlatform().daemon().name("pathwhy-" + egress.name()).unstarted(this::run);
  }

  /// Starts to capture what concerns a target.
  ///
  /// @param queue where frames go; what it does not take is counted as dropped
  static Tap open(Egress egress, Target first, Queue<Captured> queue) throws IOException {
    try {
      Tap tap = new Tap(egress, Libpcap.open(egress), queue);
      tap.plan.add(first);
      Libpcap.filter(tap.handle, tap.expression());
      tap.thread.start();
      return tap;
    } catch (PcapNativeException | NotOpenException | LinkageError e) {
      throw new IOException(Libpcap.words(e), e);
    }
  }

  private String expression() {
    return plan.expression(linkType == ETHERNET || linkType == COOKED || linkType == COOKED_2);
  }

  Egress egress() {
    return egress;
  }

  /** Captures what concerns another target, too. Returns when it does. */
  void add(Target target) {
    if (failure != null || !plan.add(target)) {
      return;
    }
    Change wanted = new Change(expression(), new CountDownLatch(1));
    change.set(wanted);
    interrupt();
    try {
      // A libpcap before 1.10 notices only with the next packet.
      if (!wanted.done().await(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        failure = "the capture on " + egress.name() + " does not take another filter";
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why it captures less than it should. */
  @Nullable String failure() {
    return failure;
  }

  /** How many frames were lost here, as far as known. */
  long dropped() {
    return dropped.get();
  }

  private void interrupt() {
    try {
      handle.breakLoop();
    } catch (NotOpenException _) {
      // It has ended.
    }
  }

  private void run() {
    RawPacketListener listener = this::take;
    try {
      while (!closing) {
        Change wanted = change.getAndSet(null);
        if (wanted != null) {
          Libpcap.filter(handle, wanted.expression());
          wanted.done().countDown();
        }
        try {
          handle.loop(-1, listener);
        } catch (InterruptedException _) {
          // Asked to look up.
        }
      }
      PcapStat statistics = handle.getStats();
      dropped.addAndGet(statistics.getNumPacketsDropped());
    } catch (PcapNativeException | NotOpenException | LinkageError e) {
      failure = "the capture on " + egress.name() + " ended: " + Libpcap.words(e);
    } finally {
      ended.countDown();
      // The kernel takes its time for that.
      handle.close();
    }
  }

  /** Called from native code: nothing may be thrown. */
  private void take(byte[] data) {
    Timestamp time = handle.getTimestamp();
    Integer length = handle.getOriginalLength();
    if (time == null) {
      return;
    }
    long stamp =
        Math.floorDiv(time.getTime(), MILLIS_IN_SECOND) * NANOS_IN_SECOND + time.getNanos();
    Captured frame = new Captured(linkType, data, length == null ? data.length : length, stamp);
    if (!queue.offer(frame)) {
      dropped.incrementAndGet();
    }
  }

  /** Stops; waits until nothing more comes, but not for ever. */
  @Override
  public void close() {
    closing = true;
    interrupt();
    try {
      if (!ended.await(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        failure = "the capture on " + egress.name() + " does not end";
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
