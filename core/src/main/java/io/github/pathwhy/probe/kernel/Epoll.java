package io.github.pathwhy.probe.kernel;

import java.nio.ByteBuffer;

/** Watches sockets (`epoll(7)`), each known by a number of the caller's. */
final class Epoll {
  private static final int EVENTS = 256;
  private static final int EVENT_BYTES_PACKED = 12;
  private static final int EVENT_BYTES = 16;

  private final Syscalls calls;
  private final int descriptor;
  private final int eventBytes;

  /** Where the number is in an event. */
  private final int mark;

  private final ByteBuffer events = Syscalls.memory(EVENTS * EVENT_BYTES);
  private final long eventsAt = Syscalls.address(events);
  private final ByteBuffer wanted = Syscalls.memory(EVENT_BYTES);
  private final long wantedAt = Syscalls.address(wanted);

  /// @param packed whether events have no gap before the number, as on x86_64
  Epoll(Syscalls calls, int descriptor, boolean packed) {
    this.calls = calls;
    this.descriptor = descriptor;
    this.eventBytes = packed ? EVENT_BYTES_PACKED : EVENT_BYTES;
    this.mark = packed ? Integer.BYTES : Long.BYTES;
  }

  /** Watches a socket until it is closed; negative when that fails. */
  int add(int socket, int interest, int number) {
    wanted.putInt(0, interest);
    wanted.putLong(mark, number);
    return calls.epollAdd(descriptor, socket, wantedAt);
  }

  /** Waits for events and says how many there are; not positive without any. */
  int await(int millis) {
    return calls.epollWait(descriptor, eventsAt, EVENTS, millis);
  }

  /** The number of the socket that an event is of. */
  int number(int event) {
    return (int) events.getLong(event * eventBytes + mark);
  }

  /** What happened: `EPOLL…` bits. */
  int what(int event) {
    return events.getInt(event * eventBytes);
  }

  void close() {
    calls.close(descriptor);
  }
}
