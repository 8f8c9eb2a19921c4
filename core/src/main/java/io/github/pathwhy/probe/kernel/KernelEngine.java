package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Probes with one non-blocking socket each, watched by one epoll set.
///
/// TCP probes are real connections: what dies on the way is told by the error queue (Linux 5.8),
/// and what stands is closed with a reset, so that nothing lingers at either end.
public final class KernelEngine implements ProbeEngine {
  private static final int CAPACITY = 1024;
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;
  private static final Capability ABLE = new Capability.Able();

  private final Epoll epoll;
  private final Sockets sockets;
  private final Answers answers;
  private final Resets resets;

  /** Keeps the kernel stamping what arrives. */
  private final int stamping;

  private final Slot[] slots = new Slot[CAPACITY];

  /** In flight first, free ones after them. */
  private final Slot[] order = new Slot[CAPACITY];

  private int inFlight;
  private List<Outcome> ended = new ArrayList<>();

  private KernelEngine(Syscalls calls, Epoll epoll) {
    this.epoll = epoll;
    this.sockets = new Sockets(calls, epoll);
    this.answers = new Answers(sockets, new Inbox(calls));
    this.resets = new Resets(calls, System.getProperty("os.arch", ""));
    for (int i = 0; i < CAPACITY; i++) {
      slots[i] = new Slot(i);
      order[i] = slots[i];
    }
    this.stamping = sockets.openStamping();
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
    boolean packed = architecture.equals("amd64");
    return new Opening.Opened(new KernelEngine(calls, new Epoll(calls, epoll, packed)));
  }

  @Override
  public Tier tier() {
    return Tier.KERNEL;
  }

  @Override
  public Capability canProbe(Method method, IpVersion version) {
    int socket = sockets.open(method, version == IpVersion.V4 ? Linux.AF_INET : Linux.AF_INET6);
    if (socket >= 0) {
      sockets.close(socket);
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

  // ---- sending ----

  @Override
  public void send(int id, Probe probe, long timeoutNanos) {
    if (inFlight == CAPACITY) {
      throw new IllegalStateException("more than " + CAPACITY + " probes in flight");
    }
    int socket = sockets.open(probe.method(), SocketAddress.family(probe.destination()));
    if (socket < 0) {
      unsent(id, probe, -socket);
      return;
    }
    Slot slot = take(id, probe, socket);
    int result = sockets.send(slot, probe);
    slot.deadline = slot.sent + timeoutNanos;
    if (result < 0) {
      release(slot);
      unsent(id, probe, -result);
    } else if (result == Sockets.CONNECTED) {
      end(slot, Answers.connected(slot, slot.handshakeMicros, System.nanoTime()));
    }
  }

  private Slot take(int id, Probe probe, int socket) {
    Slot slot = order[inFlight];
    slot.position = inFlight;
    inFlight++;
    slot.socket = socket;
    slot.id = id;
    slot.probe = probe;
    slot.sentStamp = 0;
    slot.localPort = 0;
    slot.localAddress = Optional.empty();
    return slot;
  }

  private void unsent(int id, Probe probe, int errno) {
    Reply reply = Faults.ofSending(errno, probe);
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
      int count = epoll.await(millis);
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

  private void handle(int event, long now) {
    Slot slot = slots[epoll.number(event)];
    if (slot.socket < 0) {
      return;
    }
    Reply reply = answers.read(slot, epoll.what(event), now);
    if (reply != null) {
      end(slot, reply);
    }
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
    sockets.close(slot.socket);
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
    sockets.close(stamping);
    epoll.close();
  }
}
