package io.github.pathwhy.probe.kernel;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Ends connections with a reset: no FIN, no TIME_WAIT, and the other end is told at once that
/// nobody is there. Large scans do it on a thread of its own, because it is the kernel's longest
/// work for a probe after connecting.
final class Resets {
  /** Fewer connections are through before a thread is worth its start. */
  private static final int FIRST = 2048;

  private static final int PLACES = 512;
  private static final long NAP = 1_000_000L;

  private final Syscalls calls;
  private final String architecture;
  private final Linger linger = new Linger();

  /** Sockets that wait for the thread, one after the other; 0 is a free place. */
  private final AtomicIntegerArray waiting = new AtomicIntegerArray(PLACES);

  private @Nullable Thread thread;
  private volatile boolean ended;
  private int connections;
  private int place;

  /** The option that makes closing a reset. */
  private static final class Linger {
    private static final int BYTES = 2 * Integer.BYTES;

    private final ByteBuffer option = Syscalls.memory(BYTES).putInt(0, 1).putInt(Integer.BYTES, 0);
    private final long at = Syscalls.address(option);

    void close(Syscalls calls, int socket) {
      calls.setsockopt(socket, Linux.SOL_SOCKET, Linux.SO_LINGER, at, BYTES);
      calls.close(socket);
    }
  }

  Resets(Syscalls calls, String architecture) {
    this.calls = calls;
    this.architecture = architecture;
  }

  /** Closes a socket, now or soon. */
  void close(int socket) {
    connections++;
    if (connections < FIRST || waiting.get(place) != 0) {
      linger.close(calls, socket);
      return;
    }
    waiting.setRelease(place, socket);
    place = next(place);
    if (thread == null) {
      thread = new Thread(this::work, "resets");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work() {
    Syscalls own = Syscalls.open(architecture);
    Linger ownLinger = new Linger();
    int at = 0;
    while (true) {
      int socket = waiting.getAcquire(at);
      if (socket != 0) {
        ownLinger.close(own, socket);
        waiting.setRelease(at, 0);
        at = next(at);
      } else if (ended) {
        return;
      } else {
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private static int next(int place) {
    return (place + 1) % PLACES;
  }

  /** The thread ends when nothing waits any longer. */
  void end() {
    ended = true;
  }
}
