package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;
import java.nio.ByteBuffer;

/// Makes sockets, sends probes from them, and asks and sets their options. What fails is told as
/// minus the number of the error.
final class Sockets {
  /** The connection stands already. */
  static final int CONNECTED = 1;

  /** What comes before the data of an echo request. */
  static final int ICMP_HEADER = 8;

  /** The type of an echo request in ICMP. */
  static final int ECHO_V4 = 8;

  /** The type of an echo request in ICMPv6. */
  static final int ECHO_V6 = 128;

  private static final int SCRATCH_BYTES = 256;
  private static final int LENGTH = 128;
  private static final int LARGEST_USUAL = 1500;
  private static final int STAMPS =
      Linux.TIMESTAMPING_TX_SCHED
          | Linux.TIMESTAMPING_RX_SOFTWARE
          | Linux.TIMESTAMPING_SOFTWARE
          | Linux.TIMESTAMPING_OPT_TSONLY;

  private final Syscalls calls;
  private final Epoll epoll;
  private final ByteBuffer scratch = Syscalls.memory(SCRATCH_BYTES);
  private final long scratchAt = Syscalls.address(scratch);
  private ByteBuffer payload = Syscalls.memory(0);

  Sockets(Syscalls calls, Epoll epoll) {
    this.calls = calls;
    this.epoll = epoll;
  }

  /** Opens one for probes of a kind. */
  int open(Method method, int family) {
    int flags = Linux.SOCK_NONBLOCK | Linux.SOCK_CLOEXEC;
    return switch (method) {
      case TCP -> calls.socket(family, Linux.SOCK_STREAM | flags, 0);
      case UDP -> calls.socket(family, Linux.SOCK_DGRAM | flags, 0);
      case ICMP ->
          calls.socket(
              family,
              Linux.SOCK_DGRAM | flags,
              family == Linux.AF_INET ? Linux.IPPROTO_ICMP : Linux.IPPROTO_ICMPV6);
    };
  }

  /// Opens one that asks for stamps of what arrives, and has no other use: the kernel begins to
  /// stamp some time after the first socket asked for it, and goes on while one does.
  int openStamping() {
    int socket = calls.socket(Linux.AF_INET, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC, 0);
    set(socket, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPNS, 1);
    return socket;
  }

  void close(int socket) {
    calls.close(socket);
  }

  // ---- sending ----

  /// Sends a probe from its open socket; notes when and from where.
  ///
  /// @return 0 when its answer is to be waited for, {@link #CONNECTED} when it is there, or minus
  ///   the number of an error
  int send(Slot slot, Probe probe) {
    int failed = prepare(slot, probe);
    return failed == 0 ? launch(slot, probe) : failed;
  }

  private int prepare(Slot slot, Probe probe) {
    boolean v4 = isV4(probe);
    int socket = slot.socket;
    int level = v4 ? 0 : Linux.IPPROTO_IPV6;
    int failed = set(socket, level, v4 ? Linux.IP_RECVERR : Linux.IPV6_RECVERR, 1);
    if (failed == 0 && probe.ttl() > 0) {
      failed = set(socket, level, v4 ? Linux.IP_TTL : Linux.IPV6_UNICAST_HOPS, probe.ttl());
    }
    if (failed == 0 && probe.dontFragment()) {
      int name = v4 ? Linux.IP_MTU_DISCOVER : Linux.IPV6_MTU_DISCOVER;
      failed = set(socket, level, name, Linux.PMTUDISC_PROBE);
    }
    if (failed == 0) {
      failed =
          probe.method() == Method.TCP
              ? set(socket, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPNS, 1)
              : set(socket, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPING, STAMPS);
    }
    if (failed == 0 && probe.sourcePort() > 0) {
      int length = SocketAddress.writeAny(scratch, 0, probe.destination(), probe.sourcePort());
      failed = calls.bind(socket, scratchAt, length);
    }
    return failed;
  }

  private int launch(Slot slot, Probe probe) {
    // Once for a connection: it may stay open for a moment after its outcome is known.
    int interest =
        probe.method() == Method.TCP ? Linux.EPOLLOUT | Linux.EPOLLONESHOT : Linux.EPOLLIN;
    int length = SocketAddress.write(scratch, 0, probe.destination(), probe.port());
    int connected;
    if (probe.method() == Method.TCP) {
      slot.sent = System.nanoTime();
      connected = calls.connect(slot.socket, scratchAt, length);
      if (connected == -Linux.EINPROGRESS) {
        connected = 0;
      }
    } else {
      connected = calls.connect(slot.socket, scratchAt, length);
      if (connected == 0) {
        connected = sendDatagram(slot, probe);
      }
    }
    if (connected == -Linux.ECONNREFUSED) {
      // Answered while sending, as on loopback: the event tells.
      connected = 0;
    }
    if (connected < 0) {
      return connected;
    }
    readLocal(slot);
    // This machine's own answer is there before the call returns: nothing is to be waited for.
    if (probe.method() == Method.TCP && probe.destination().isLoopback()) {
      slot.handshakeMicros = handshakeMicros(slot.socket);
      if (scratch.get(0) == Linux.TCP_ESTABLISHED) {
        return CONNECTED;
      }
    }
    return epoll.add(slot.socket, interest, slot.index);
  }

  private int sendDatagram(Slot slot, Probe probe) {
    int header = probe.method() == Method.ICMP ? ICMP_HEADER : 0;
    int bytes = header + probe.size();
    ByteBuffer data = payload(bytes);
    if (header > 0) {
      data.putLong(0, 0);
      data.put(0, (byte) (isV4(probe) ? ECHO_V4 : ECHO_V6));
      // Identifier and checksum are the kernel's.
      data.put(6, (byte) (slot.id >>> 8));
      data.put(7, (byte) slot.id);
    }
    long at = Syscalls.address(data);
    slot.sent = System.nanoTime();
    int result = calls.send(slot.socket, at, bytes, Linux.MSG_NOSIGNAL);
    return Math.min(result, 0);
  }

  /** Memory with a pattern, as large as asked for at least. */
  private ByteBuffer payload(int bytes) {
    if (payload.capacity() < bytes) {
      payload = Syscalls.memory(Math.max(bytes, LARGEST_USUAL));
    }
    for (int i = 0; i < bytes; i++) {
      payload.put(i, (byte) ('a' + i % 26));
    }
    return payload;
  }

  private void readLocal(Slot slot) {
    scratch.putInt(LENGTH, SocketAddress.BYTES);
    if (calls.getsockname(slot.socket, scratchAt, scratchAt + LENGTH) == 0) {
      slot.localPort = SocketAddress.port(scratch, 0);
      slot.localAddress = SocketAddress.address(scratch, 0);
    }
  }

  static boolean isV4(Probe probe) {
    return probe.destination() instanceof IpAddress.V4;
  }

  // ---- options ----

  private int set(int socket, int level, int name, int value) {
    scratch.putInt(0, value);
    return calls.setsockopt(socket, level, name, scratchAt, Integer.BYTES);
  }

  /** The number of the error that a socket is left with, or 0. */
  int error(int socket) {
    scratch.putInt(0, 0);
    scratch.putInt(LENGTH, Integer.BYTES);
    calls.getsockopt(socket, Linux.SOL_SOCKET, Linux.SO_ERROR, scratchAt, scratchAt + LENGTH);
    return scratch.getInt(0);
  }

  /// The kernel's time for the handshake in microseconds, or -1 when it had to send twice: then it
  /// does not know which one was answered.
  long handshakeMicros(int socket) {
    scratch.putInt(LENGTH, Linux.TCP_INFO_BYTES);
    int failed =
        calls.getsockopt(socket, Linux.IPPROTO_TCP, Linux.TCP_INFO, scratchAt, scratchAt + LENGTH);
    return failed < 0 || scratch.getInt(Linux.TCP_INFO_TOTAL_RETRANS) > 0
        ? -1
        : scratch.getInt(Linux.TCP_INFO_RTT) & 0xffff_ffffL;
  }
}
