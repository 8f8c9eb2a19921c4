package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Tier;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Probes with one non-blocking socket each, watched by one epoll set.
///
/// TCP probes are real connections: what dies on the way is told by the error queue (Linux 5.8),
/// and what stands is closed with a reset, so that nothing lingers at either end.
public final class KernelEngine implements ProbeEngine {
  private static final int CAPACITY = 1024;
  private static final int EVENTS = 256;
  private static final int EVENT_BYTES_PACKED = 12;
  private static final int EVENT_BYTES = 16;
  private static final int SCRATCH_BYTES = 256;
  private static final int LENGTH = 128;
  private static final int EVENT = 160;
  private static final int ICMP_HEADER = 8;
  private static final int ECHO_V4 = 8;
  private static final int ECHO_V6 = 128;
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;
  private static final long NANOS_IN_MICRO = 1_000L;
  private static final int STAMPS =
      Linux.TIMESTAMPING_TX_SCHED
          | Linux.TIMESTAMPING_RX_SOFTWARE
          | Linux.TIMESTAMPING_SOFTWARE
          | Linux.TIMESTAMPING_OPT_TSONLY;
  private static final Capability ABLE = new Capability.Able();

  private final Syscalls calls;
  private final Inbox inbox;
  private final Resets resets;
  private final int epoll;

  /// Keeps the kernel stamping what arrives: it begins some time after the first socket asked for
  /// it.
  private final int stamping;

  private final boolean packedEvents;
  private final ByteBuffer scratch = Syscalls.memory(SCRATCH_BYTES);
  private final long scratchAt = Syscalls.address(scratch);
  private final ByteBuffer events = Syscalls.memory(EVENTS * EVENT_BYTES);
  private final long eventsAt = Syscalls.address(events);
  private final Slot[] slots = new Slot[CAPACITY];

  /** In flight first, free ones after them. */
  private final Slot[] order = new Slot[CAPACITY];

  private int inFlight;
  private List<Outcome> ended = new ArrayList<>();
  private ByteBuffer payload = Syscalls.memory(0);
  private long clockOffset;
  private long clockRead;

  private KernelEngine(Syscalls calls, int epoll, boolean packedEvents) {
    this.calls = calls;
    this.inbox = new Inbox(calls);
    this.resets = new Resets(calls, System.getProperty("os.arch", ""));
    this.epoll = epoll;
    this.packedEvents = packedEvents;
    for (int i = 0; i < CAPACITY; i++) {
      slots[i] = new Slot(i);
      order[i] = slots[i];
    }
    this.stamping = calls.socket(Linux.AF_INET, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC, 0);
    scratch.putInt(0, 1);
    calls.setsockopt(stamping, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPNS, scratchAt, Integer.BYTES);
    readClocks(System.nanoTime());
  }

  /// Begins to make what opening needs, on a thread of its own: that takes the JVM a while, and
  /// other work can be done meanwhile.
  public static void prepare() {
    String architecture = System.getProperty("os.arch", "");
    if (System.getProperty("os.name", "").equals("Linux") && Syscalls.knows(architecture)) {
      Thread thread = new Thread(KernelEngine::prepareNow, "prepare");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void prepareNow() {
    switch (open()) {
      case Opening.Opened(ProbeEngine engine) -> engine.close();
      case Opening.Unavailable _ -> {}
    }
  }

  /** Opens it, on Linux and where native code may be called. */
  public static Opening open() {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (!system.equals("Linux")) {
      return new Opening.Unavailable("it needs Linux, and this is " + system, "");
    }
    if (!Syscalls.knows(architecture)) {
      return new Opening.Unavailable(
          "it knows the system calls of x86_64 and aarch64, and this is " + architecture, "");
    }
    // Without leave the JVM would write a warning to stderr, or refuse.
    if (!KernelEngine.class.getModule().isNativeAccessEnabled()) {
      return new Opening.Unavailable(
          "this Java process may not call native code",
          "start it with --enable-native-access=ALL-UNNAMED");
    }
    Syscalls calls;
    try {
      calls = Syscalls.open(architecture);
    } catch (UnsupportedOperationException | LinkageError e) {
      return new Opening.Unavailable("this Java runtime cannot call native code: " + e, "");
    }
    int epoll = calls.epollCreate();
    if (epoll < 0) {
      return new Opening.Unavailable("epoll is denied here (" + Linux.errno(-epoll) + ")", "");
    }
    return new Opening.Opened(new KernelEngine(calls, epoll, architecture.equals("amd64")));
  }

  @Override
  public Tier tier() {
    return Tier.KERNEL;
  }

  @Override
  public Capability canProbe(Method method, IpVersion version) {
    int socket = socket(method, version == IpVersion.V4 ? Linux.AF_INET : Linux.AF_INET6);
    if (socket >= 0) {
      calls.close(socket);
      return ABLE;
    }
    return switch (-socket) {
      case Linux.EAFNOSUPPORT ->
          new Capability.Unable("this machine has no " + version.label(), "");
      case Linux.EACCES, Linux.EPERM ->
          method == Method.ICMP
              ? new Capability.Unable(
                  "no group of this process is in net.ipv4.ping_group_range",
                  "sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"")
              : new Capability.Unable("this process may not open sockets", "");
      default -> new Capability.Unable("no socket: " + Linux.errno(-socket), "");
    };
  }

  @Override
  public Capability canSeeHops(Method method, IpVersion version) {
    Capability probing = canProbe(method, version);
    if (method != Method.TCP || !probing.isAble() || KernelVersion.isAtLeast(5, 8)) {
      return probing;
    }
    return new Capability.Unable(
        "routers on the way of a TCP probe are told since Linux 5.8, and this is "
            + KernelVersion.text(),
        "use Udp or Icmp");
  }

  private int socket(Method method, int family) {
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

  // ---- sending ----

  @Override
  public void send(int id, Probe probe, long timeoutNanos) {
    if (inFlight == CAPACITY) {
      throw new IllegalStateException("more than " + CAPACITY + " probes in flight");
    }
    int family = SocketAddress.family(probe.destination());
    int socket = socket(probe.method(), family);
    if (socket < 0) {
      unsent(id, probe, socket);
      return;
    }
    Slot slot = order[inFlight];
    slot.position = inFlight;
    inFlight++;
    slot.socket = socket;
    slot.id = id;
    slot.probe = probe;
    slot.sentStamp = 0;
    slot.localPort = 0;
    slot.localAddress = Optional.empty();
    int failed = prepare(slot, probe, family);
    if (failed == 0) {
      failed = launch(slot, probe);
    }
    slot.deadline = slot.sent + timeoutNanos;
    if (failed < 0) {
      release(slot);
      unsent(id, probe, failed);
    }
  }

  private int prepare(Slot slot, Probe probe, int family) {
    boolean v4 = family == Linux.AF_INET;
    int level = v4 ? 0 : Linux.IPPROTO_IPV6;
    int failed = set(slot, level, v4 ? Linux.IP_RECVERR : Linux.IPV6_RECVERR, 1);
    if (failed == 0 && probe.ttl() > 0) {
      failed = set(slot, level, v4 ? Linux.IP_TTL : Linux.IPV6_UNICAST_HOPS, probe.ttl());
    }
    if (failed == 0 && probe.dontFragment()) {
      failed =
          set(
              slot,
              level,
              v4 ? Linux.IP_MTU_DISCOVER : Linux.IPV6_MTU_DISCOVER,
              Linux.PMTUDISC_PROBE);
    }
    if (failed == 0) {
      failed =
          probe.method() == Method.TCP
              ? set(slot, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPNS, 1)
              : set(slot, Linux.SOL_SOCKET, Linux.SO_TIMESTAMPING, STAMPS);
    }
    if (failed == 0 && probe.sourcePort() > 0) {
      int length = SocketAddress.writeAny(scratch, 0, probe.destination(), probe.sourcePort());
      failed = calls.bind(slot.socket, scratchAt, length);
    }
    return failed;
  }

  private int set(Slot slot, int level, int name, int value) {
    scratch.putInt(0, value);
    return calls.setsockopt(slot.socket, level, name, scratchAt, Integer.BYTES);
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
    return watch(slot, interest);
  }

  private int sendDatagram(Slot slot, Probe probe) {
    int header = probe.method() == Method.ICMP ? ICMP_HEADER : 0;
    int bytes = header + probe.size();
    ByteBuffer data = payload(bytes);
    if (header > 0) {
      boolean v4 = probe.destination() instanceof IpAddress.V4;
      data.putLong(0, 0);
      data.put(0, (byte) (v4 ? ECHO_V4 : ECHO_V6));
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
      payload = Syscalls.memory(Math.max(bytes, 1500));
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

  private int watch(Slot slot, int interest) {
    scratch.putInt(EVENT, interest);
    scratch.putLong(EVENT + (packedEvents ? Integer.BYTES : Long.BYTES), slot.index);
    return calls.epollAdd(epoll, slot.socket, scratchAt + EVENT);
  }

  private void unsent(int id, Probe probe, int failed) {
    int errno = -failed;
    LocalFault fault =
        switch (errno) {
          case Linux.EADDRINUSE -> LocalFault.SOURCE_PORT_IN_USE;
          case Linux.EADDRNOTAVAIL ->
              probe.sourcePort() > 0 ? LocalFault.SOURCE_PORT_IN_USE : LocalFault.NO_RESOURCES;
          case Linux.EACCES ->
              probe.sourcePort() > 0 && probe.sourcePort() < 1024
                  ? LocalFault.SOURCE_NOT_BINDABLE
                  : LocalFault.NOT_PERMITTED;
          case Linux.EPERM -> LocalFault.NOT_PERMITTED;
          case Linux.ENETUNREACH, Linux.EHOSTUNREACH, Linux.ENETDOWN, Linux.EINVAL ->
              LocalFault.NO_ROUTE;
          case Linux.EHOSTDOWN -> LocalFault.NEIGHBOUR_UNREACHABLE;
          case Linux.EMSGSIZE -> LocalFault.TOO_BIG;
          case Linux.EMFILE, Linux.ENFILE, Linux.ENOBUFS, Linux.ENOMEM, Linux.EAGAIN ->
              LocalFault.NO_RESOURCES;
          case Linux.EAFNOSUPPORT, Linux.EPROTONOSUPPORT -> LocalFault.UNSUPPORTED;
          default -> LocalFault.OTHER;
        };
    Reply reply = new Reply.Unsent(fault, Linux.errno(errno));
    ended.add(new Outcome(id, probe, reply, 0, Optional.empty(), Optional.empty()));
  }

  // ---- waiting ----

  @Override
  public List<Outcome> await(long nanos) {
    long now = System.nanoTime();
    long end = now + nanos;
    while (true) {
      long until = Math.min(end, expire(now));
      long wait = ended.isEmpty() ? Math.max(0, until - now) : 0;
      int millis = (int) Math.min((wait + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI, Integer.MAX_VALUE);
      int count = calls.epollWait(epoll, eventsAt, EVENTS, millis);
      now = System.nanoTime();
      for (int i = 0; i < count; i++) {
        handle(i, now);
      }
      if (!ended.isEmpty() || now - end >= 0) {
        List<Outcome> result = ended;
        ended = new ArrayList<>();
        return result;
      }
    }
  }

  /** Ends what took too long, and says when the next will have. */
  private long expire(long now) {
    long next = now + NANOS_IN_SECOND;
    for (int i = inFlight - 1; i >= 0; i--) {
      Slot slot = order[i];
      if (slot.deadline - now <= 0) {
        end(slot, new Reply.Silent());
      } else if (slot.deadline - next < 0) {
        next = slot.deadline;
      }
    }
    return next;
  }

  private void handle(int index, long now) {
    int at = index * (packedEvents ? EVENT_BYTES_PACKED : EVENT_BYTES);
    int what = events.getInt(at);
    Slot slot = slots[(int) events.getLong(at + (packedEvents ? Integer.BYTES : Long.BYTES))];
    if (slot.socket < 0) {
      return;
    }
    if (slot.probe().method() == Method.TCP) {
      handleConnection(slot, what, now);
    } else {
      handleDatagram(slot, what, now);
    }
  }

  private void handleConnection(Slot slot, int what, long now) {
    if ((what & (Linux.EPOLLERR | Linux.EPOLLHUP)) == 0) {
      long micros = handshakeMicros(slot);
      end(
          slot,
          new Reply.Answered(
              micros >= 0
                  ? new Rtt(micros * NANOS_IN_MICRO, Clock.TCP_INFO)
                  : new Rtt(now - slot.sent, Clock.USERSPACE)));
      return;
    }
    if (readErrors(slot, now)) {
      return;
    }
    scratch.putInt(0, 0);
    scratch.putInt(LENGTH, Integer.BYTES);
    calls.getsockopt(slot.socket, Linux.SOL_SOCKET, Linux.SO_ERROR, scratchAt, scratchAt + LENGTH);
    failed(slot, scratch.getInt(0), now);
  }

  /** The error of a socket without a message that explains it. */
  private void failed(Slot slot, int errno, long now) {
    switch (errno) {
      case Linux.ECONNREFUSED, Linux.ECONNRESET ->
          end(slot, new Reply.Reset(new Rtt(now - slot.sent, Clock.USERSPACE)));
      case 0, Linux.ETIMEDOUT -> end(slot, new Reply.Silent());
      case Linux.EHOSTUNREACH ->
          end(slot, new Reply.Unsent(LocalFault.NEIGHBOUR_UNREACHABLE, Linux.errno(errno)));
      default -> {
        Probe probe = slot.probe();
        int id = slot.id;
        release(slot);
        unsent(id, probe, -errno);
      }
    }
  }

  /// The kernel's time for the handshake in microseconds, or -1 when it had to send twice: then it
  /// does not know which one was answered.
  private long handshakeMicros(Slot slot) {
    scratch.putInt(LENGTH, Linux.TCP_INFO_BYTES);
    int failed =
        calls.getsockopt(
            slot.socket, Linux.IPPROTO_TCP, Linux.TCP_INFO, scratchAt, scratchAt + LENGTH);
    return failed < 0 || scratch.getInt(Linux.TCP_INFO_TOTAL_RETRANS) > 0
        ? -1
        : scratch.getInt(Linux.TCP_INFO_RTT) & 0xffff_ffffL;
  }

  private void handleDatagram(Slot slot, int what, long now) {
    if ((what & Linux.EPOLLERR) != 0 && readErrors(slot, now)) {
      return;
    }
    if ((what & Linux.EPOLLIN) == 0) {
      return;
    }
    while (inbox.receive(slot.socket, false)) {
      if (isReply(slot.probe())) {
        long received = inbox.stamp();
        // The stamp of sending is in the error queue.
        readErrors(slot, now);
        end(slot, new Reply.Answered(rtt(slot, received, now)));
        return;
      }
    }
    if (inbox.errno() == Linux.ECONNREFUSED) {
      readErrors(slot, now);
    }
  }

  private boolean isReply(Probe probe) {
    if (probe.method() == Method.UDP) {
      return true;
    }
    boolean v4 = probe.destination() instanceof IpAddress.V4;
    return inbox.length() >= ICMP_HEADER && inbox.data(0) == (v4 ? 0 : ECHO_V6 + 1);
  }

  /** Empties the error queue: stamps are noted, an error ends the probe. Says whether it ended. */
  private boolean readErrors(Slot slot, long now) {
    while (inbox.receive(slot.socket, true)) {
      if (inbox.stampKind() >= 0) {
        slot.sentStamp = inbox.stamp();
        continue;
      }
      Optional<Inbox.Failure> failure = inbox.failure();
      if (failure.isPresent()) {
        fail(slot, failure.get(), inbox.stamp(), now);
        return true;
      }
    }
    return false;
  }

  private void fail(Slot slot, Inbox.Failure failure, long received, long now) {
    if (failure.icmp().isPresent() && failure.from().isPresent()) {
      // A stamp of sending that is still to be read belongs to this probe, too.
      while (slot.sentStamp == 0 && inbox.receive(slot.socket, true)) {
        if (inbox.stampKind() >= 0) {
          slot.sentStamp = inbox.stamp();
        }
      }
      end(
          slot,
          new Reply.Icmp(
              failure.icmp().get(), failure.from().get(), rtt(slot, received, now), failure.mtu()));
    } else {
      failed(slot, failure.errno(), now);
    }
  }

  /** The best round trip that the stamps allow. */
  private Rtt rtt(Slot slot, long received, long now) {
    long own = now - slot.sent;
    if (received > 0) {
      boolean stamped = slot.sentStamp > 0;
      long nanos = received - (stamped ? slot.sentStamp : slot.sent + clockOffset(now));
      // Otherwise the machine's clock was set meanwhile.
      if (nanos >= 0 && nanos <= own + NANOS_IN_MILLI) {
        return new Rtt(nanos, stamped ? Clock.KERNEL : Clock.KERNEL_RECEIVE);
      }
    }
    return new Rtt(own, Clock.USERSPACE);
  }

  /** What to add to this process's clock to get the kernel's stamps. */
  private long clockOffset(long now) {
    if (now - clockRead > NANOS_IN_SECOND) {
      readClocks(now);
    }
    return clockOffset;
  }

  private void readClocks(long now) {
    Instant wall = Instant.now();
    long mono = System.nanoTime();
    clockOffset = wall.getEpochSecond() * NANOS_IN_SECOND + wall.getNano() - mono;
    clockRead = now;
  }

  // ---- ending ----

  private void end(Slot slot, Reply reply) {
    Outcome outcome =
        new Outcome(
            slot.id, slot.probe(), reply, slot.localPort, slot.localAddress, Optional.empty());
    if (slot.probe().method() == Method.TCP && reply instanceof Reply.Answered) {
      resets.close(slot.socket);
      vacate(slot);
    } else {
      release(slot);
    }
    ended.add(outcome);
  }

  private void release(Slot slot) {
    calls.close(slot.socket);
    vacate(slot);
  }

  private void vacate(Slot slot) {
    slot.socket = -1;
    slot.probe = null;
    inFlight--;
    Slot last = order[inFlight];
    order[slot.position] = last;
    last.position = slot.position;
    order[inFlight] = slot;
    slot.position = inFlight;
  }

  @Override
  public void cancel(int id) {
    for (int i = 0; i < inFlight; i++) {
      if (order[i].id == id) {
        release(order[i]);
        return;
      }
    }
  }

  @Override
  public int inFlight() {
    return inFlight;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void close() {
    while (inFlight > 0) {
      release(order[inFlight - 1]);
    }
    resets.end();
    calls.close(stamping);
    calls.close(epoll);
  }
}
