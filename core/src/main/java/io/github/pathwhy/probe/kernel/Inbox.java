package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.IcmpError;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a socket received, with what the kernel says about it in control messages
/// (`recvmsg(2)`, `ip(7)`, the kernel's `timestamping.rst`).
final class Inbox {
  /// An error from the queue.
  ///
  /// @param icmp absent for errors that this machine made up itself
  /// @param from who sent it, where known
  /// @param mtu the MTU with a packet that was too big, else 0
  record Failure(Optional<IcmpError> icmp, Optional<IpAddress> from, int errno, int mtu) {}

  private static final int DATA = 0;
  private static final int DATA_BYTES = 2048;
  private static final int NAME = DATA + DATA_BYTES;
  private static final int VECTOR = NAME + 32;
  private static final int HEADER = VECTOR + 16;
  private static final int CONTROL = HEADER + 56;
  private static final int CONTROL_BYTES = 512;
  private static final int END = CONTROL + CONTROL_BYTES;

  // struct msghdr
  private static final int HEADER_NAME = 0;
  private static final int HEADER_NAME_LENGTH = 8;
  private static final int HEADER_VECTOR = 16;
  private static final int HEADER_VECTORS = 24;
  private static final int HEADER_CONTROL = 32;
  private static final int HEADER_CONTROL_LENGTH = 40;
  private static final int HEADER_FLAGS = 48;

  // struct cmsghdr
  private static final int MESSAGE_LEVEL = 8;
  private static final int MESSAGE_TYPE = 12;
  private static final int MESSAGE_DATA = 16;

  // struct sock_extended_err
  private static final int EE_ORIGIN = 4;
  private static final int EE_TYPE = 5;
  private static final int EE_CODE = 6;
  private static final int EE_INFO = 8;

  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  private final Syscalls calls;
  private final ByteBuffer memory = Syscalls.memory(END);
  private final long base = Syscalls.address(memory);

  private int length;
  private long stamp;
  private int stampKind;
  private @Nullable Failure failure;

  Inbox(Syscalls calls) {
    this.calls = calls;
    memory.putLong(VECTOR, base + DATA);
    memory.putLong(VECTOR + Long.BYTES, DATA_BYTES);
  }

  /** Takes the next message; false when there is none. */
  boolean receive(int socket, boolean fromErrorQueue) {
    memory.putLong(HEADER + HEADER_NAME, base + NAME);
    memory.putInt(HEADER + HEADER_NAME_LENGTH, SocketAddress.BYTES);
    memory.putLong(HEADER + HEADER_VECTOR, base + VECTOR);
    memory.putLong(HEADER + HEADER_VECTORS, 1);
    memory.putLong(HEADER + HEADER_CONTROL, base + CONTROL);
    memory.putLong(HEADER + HEADER_CONTROL_LENGTH, CONTROL_BYTES);
    memory.putInt(HEADER + HEADER_FLAGS, 0);
    int flags = Linux.MSG_DONTWAIT | (fromErrorQueue ? Linux.MSG_ERRQUEUE : 0);
    length = calls.recvmsg(socket, base + HEADER, flags);
    stamp = 0;
    stampKind = -1;
    failure = null;
    if (length < 0) {
      return false;
    }
    readControl((int) Math.min(memory.getLong(HEADER + HEADER_CONTROL_LENGTH), CONTROL_BYTES));
    return true;
  }

  /** The number of the error that the last call ended with, or 0. */
  int errno() {
    return length < 0 ? -length : 0;
  }

  /** Bytes of the message that fit. */
  int length() {
    return Math.min(length, DATA_BYTES);
  }

  int data(int index) {
    return memory.get(DATA + index) & 255;
  }

  /** The kernel's time stamp of the message, nanoseconds since 1970, or 0. */
  long stamp() {
    return stamp;
  }

  /** Which moment of sending the stamp is of (`TSTAMP_…`), or -1. */
  int stampKind() {
    return stampKind;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  private void readControl(int bytes) {
    int at = 0;
    while (at + MESSAGE_DATA <= bytes) {
      long size = memory.getLong(CONTROL + at);
      if (size < MESSAGE_DATA || at + size > bytes) {
        return;
      }
      read(CONTROL + at, (int) size - MESSAGE_DATA);
      at += (int) ((size + 7) & ~7L);
    }
  }

  private void read(int at, int bytes) {
    int level = memory.getInt(at + MESSAGE_LEVEL);
    int type = memory.getInt(at + MESSAGE_TYPE);
    int data = at + MESSAGE_DATA;
    boolean stamped = type == Linux.SO_TIMESTAMPING || type == Linux.SO_TIMESTAMPNS;
    if (level == Linux.SOL_SOCKET && stamped && bytes >= 2 * Long.BYTES) {
      stamp = memory.getLong(data) * NANOS_IN_SECOND + memory.getLong(data + Long.BYTES);
    } else if (bytes >= Linux.EE_BYTES && isError(level, type)) {
      readError(data, bytes);
    }
  }

  private static boolean isError(int level, int type) {
    return level == Linux.IPPROTO_IPV6
        ? type == Linux.IPV6_RECVERR
        : level == 0 && type == Linux.IP_RECVERR;
  }

  private void readError(int data, int bytes) {
    int errno = memory.getInt(data);
    int origin = memory.get(data + EE_ORIGIN);
    int type = memory.get(data + EE_TYPE) & 255;
    int code = memory.get(data + EE_CODE) & 255;
    int info = memory.getInt(data + EE_INFO);
    Optional<IpAddress> offender =
        bytes >= Linux.EE_BYTES + SocketAddress.V4_BYTES
            ? SocketAddress.address(memory, data + Linux.EE_BYTES)
            : Optional.empty();
    switch (origin) {
      case Linux.EE_ORIGIN_TIMESTAMPING -> stampKind = info;
      case Linux.EE_ORIGIN_ICMP ->
          fail(new IcmpError(IpVersion.V4, type, code), offender, errno, info);
      case Linux.EE_ORIGIN_ICMP6 ->
          fail(new IcmpError(IpVersion.V6, type, code), offender, errno, info);
      default -> failure = new Failure(Optional.empty(), offender, errno, info);
    }
  }

  private void fail(IcmpError icmp, Optional<IpAddress> from, int errno, int info) {
    boolean tooBig = icmp.meaning() == IcmpError.Meaning.TOO_BIG;
    failure = new Failure(Optional.of(icmp), from, errno, tooBig ? info : 0);
  }
}
