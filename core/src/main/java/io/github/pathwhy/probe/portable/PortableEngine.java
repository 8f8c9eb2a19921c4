package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.host.SystemTool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Probes with Java's non-blocking channels, and with a process of the system's `ping` for each
/// echo request. Cannot set the time to live, so it sees no routers.
///
/// An ICMP error is not told as such: of a datagram it is the closed port (taken for the
/// destination's word, since its sender is not told); of a connection it is a refusal or {@link
/// LocalFault#UNREACHABLE}.
public final class PortableEngine implements ProbeEngine {
  private static final int CAPACITY = 128;
  private static final int ANSWER_BYTES = 2048;
  private static final long NANOS_IN_MILLI = 1_000_000L;

  /// Windows sends a refused SYN again, three times within two seconds, before it says so.
  private static final long WINDOWS_TCP_LIFE = 3_000_000_000L;

  private static final Capability ABLE = new Capability.Able();

  private final Selector selector;
  private final Map<Integer, Flight> flights = new LinkedHashMap<>();
  private final Queue<Echo> echoes = new ConcurrentLinkedQueue<>();
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
  private List<Outcome> ended = new ArrayList<>();

  /** What the process of a flight said, and when it ended. */
  private record Echo(Flight flight, SystemTool.Result result, long at) {}

  private PortableEngine(Selector selector) {
    this.selector = selector;
  }

  /** Opens it: nothing special is needed. */
  public static Opening open() {
    try {
      return new Opening.Opened(new PortableEngine(Selector.open()));
    } catch (IOException e) {
      return new Opening.Unavailable("this machine gives no selector: " + e.getMessage(), "");
    }
  }

  @Override
  public Tier tier() {
    return Tier.PORTABLE;
  }

  @Override
  public Capability canProbe(Method method, IpVersion version) {
    if (method == Method.ICMP) {
      return PingCommand.find(version).isPresent()
          ? ABLE
          : new Capability.Unable(
              "echo requests need the system's ping, which is not there",
              "install ping (package iputils-ping or iputils)");
    }
    try (NetworkChannel channel =
        method == Method.TCP ? Channels.stream(version) : Channels.datagrams(version)) {
      return channel.isOpen() ? ABLE : new Capability.Unable("no socket", "");
    } catch (UnsupportedOperationException _) {
      return new Capability.Unable("this machine has no " + version.label(), "");
    } catch (IOException e) {
      return new Capability.Unable("no socket: " + e.getMessage(), "");
    }
  }

  @Override
  public Capability canSeeHops(Method method, IpVersion version) {
    return new Capability.Unable(
        "Java's sockets tell nothing of routers", "the system's traceroute may show them");
  }

  // ---- sending ----

  @Override
  public void send(int id, Probe probe, long timeoutNanos) {
    if (inFlight() == CAPACITY) {
      throw new IllegalStateException("more than " + CAPACITY + " probes in flight");
    }
    long life =
        probe.method() == Method.TCP && SystemTool.system() == SystemTool.Family.WINDOWS
            ? Math.max(timeoutNanos, WINDOWS_TCP_LIFE)
            : timeoutNanos;
    long now = System.nanoTime();
    Flight flight = new Flight(id, probe, now, now + life);
    flights.put(id, flight);
    if (probe.ttl() > 0) {
      unsent(flight, LocalFault.UNSUPPORTED, "Java's sockets cannot set the time to live");
      return;
    }
    try {
      switch (probe.method()) {
        case TCP -> connect(flight);
        case UDP -> sendDatagram(flight);
        case ICMP -> ping(flight, timeoutNanos);
      }
    } catch (UnsupportedOperationException _) {
      unsent(
          flight, LocalFault.UNSUPPORTED, "no " + probe.destination().version().label() + " here");
    } catch (IOException e) {
      end(flight, Faults.ofSending(e, probe.sourcePort()));
    }
  }

  private void connect(Flight flight) throws IOException {
    Probe probe = flight.probe;
    SocketChannel channel = Channels.stream(probe.destination().version());
    flight.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    if (!bind(flight, channel)) {
      return;
    }
    if (probe.sourcePort() == 0) {
      // Java forgets the port of a connection that fails, unless it was bound before.
      channel.bind(null);
    }
    readLocal(flight, channel);
    boolean connected;
    try {
      connected = channel.connect(Channels.target(probe));
    } catch (IOException e) {
      boolean refused = e instanceof ConnectException;
      end(
          flight,
          refused
              ? Faults.ofConnecting(e, since(flight))
              : Faults.ofSending(e, probe.sourcePort()));
      return;
    }
    if (connected) {
      Rtt rtt = since(flight);
      readLocal(flight, channel);
      end(flight, new Reply.Answered(rtt));
    } else {
      channel.register(selector, SelectionKey.OP_CONNECT, flight);
    }
  }

  private void sendDatagram(Flight flight) throws IOException {
    Probe probe = flight.probe;
    DatagramChannel channel = Channels.datagrams(probe.destination().version());
    flight.channel = channel;
    channel.configureBlocking(false);
    if (probe.dontFragment() && !Channels.forbidFragments(channel)) {
      unsent(flight, LocalFault.UNSUPPORTED, "this system cannot forbid fragments");
      return;
    }
    if (!bind(flight, channel)) {
      return;
    }
    channel.connect(Channels.target(probe));
    readLocal(flight, channel);
    ByteBuffer data = ByteBuffer.allocate(probe.size());
    for (int i = 0; i < probe.size(); i++) {
      data.put((byte) ('a' + i % 26));
    }
    try {
      channel.write(data.flip());
    } catch (PortUnreachableException _) {
      end(flight, closed(flight));
      return;
    }
    channel.register(selector, SelectionKey.OP_READ, flight);
  }

  private boolean bind(Flight flight, NetworkChannel channel) throws IOException {
    int port = flight.probe.sourcePort();
    if (port > 0) {
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(port));
      } catch (IOException e) {
        end(flight, Faults.ofBinding(e, port));
        return false;
      }
    }
    return true;
  }

  private static void readLocal(Flight flight, NetworkChannel channel) throws IOException {
    flight.localPort = Channels.localPort(channel);
    flight.localAddress = Channels.localAddress(channel);
  }

  private void ping(Flight flight, long timeoutNanos) throws IOException {
    Optional<PingCommand> command = PingCommand.find(flight.probe.destination().version());
    if (command.isEmpty()) {
      unsent(flight, LocalFault.UNSUPPORTED, "no ping here");
      return;
    }
    Optional<List<String>> arguments = command.get().arguments(flight.probe, timeoutNanos);
    if (arguments.isEmpty()) {
      unsent(flight, LocalFault.UNSUPPORTED, command.get().tool() + " cannot send it");
      return;
    }
    flight.process =
        SystemTool.start(
            arguments.get(),
            result -> {
              echoes.add(new Echo(flight, result, System.nanoTime()));
              selector.wakeup();
            });
  }

  // ---- waiting ----

  @Override
  public List<Outcome> await(long nanos) {
    long now = System.nanoTime();
    long until = now + nanos;
    while (true) {
      long next = Math.min(until - now, expire(now));
      select(ended.isEmpty() && echoes.isEmpty() ? Math.max(0, next) : 0);
      readEchoes();
      now = System.nanoTime();
      if (!ended.isEmpty() || now - until >= 0) {
        List<Outcome> result = ended;
        ended = new ArrayList<>();
        return result;
      }
    }
  }

  private void select(long nanos) {
    try {
      if (nanos > 0) {
        selector.select((nanos + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI);
      } else {
        selector.selectNow();
      }
      long now = System.nanoTime();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isValid() && key.attachment() instanceof Flight flight) {
          handle(flight, now);
        }
      }
      boolean closed = !selector.selectedKeys().isEmpty();
      selector.selectedKeys().clear();
      if (closed) {
        // Only now the system hears of what was closed.
        selector.selectNow();
      }
    } catch (IOException e) {
      throw new IllegalStateException("waiting for answers fails", e);
    }
  }

  private void handle(Flight flight, long now) {
    Rtt rtt = new Rtt(now - flight.sent, Clock.USERSPACE);
    if (flight.channel instanceof SocketChannel channel) {
      try {
        if (channel.finishConnect()) {
          readLocal(flight, channel);
          end(flight, new Reply.Answered(rtt));
        }
      } catch (IOException e) {
        end(flight, Faults.ofConnecting(e, rtt));
      }
    } else if (flight.channel instanceof DatagramChannel channel) {
      try {
        answer.clear();
        if (channel.receive(answer) != null) {
          end(flight, new Reply.Answered(rtt));
        }
      } catch (PortUnreachableException _) {
        end(flight, closed(flight));
      } catch (IOException e) {
        end(flight, Faults.ofWaiting(e));
      }
    }
  }

  private static Reply closed(Flight flight) {
    IpVersion version = flight.probe.destination().version();
    IcmpError error =
        version == IpVersion.V4 ? new IcmpError(version, 3, 3) : new IcmpError(version, 1, 4);
    return new Reply.Icmp(error, flight.probe.destination(), since(flight), 0);
  }

  private void readEchoes() {
    Echo echo;
    while ((echo = echoes.poll()) != null) {
      Flight flight = echo.flight();
      if (flights.get(flight.id) == flight) {
        long elapsed = echo.at() - flight.sent;
        end(flight, PingOutput.read(echo.result().output(), flight.probe.destination(), elapsed));
      }
    }
  }

  /** Ends what took too long, and says after how many nanoseconds the next will have. */
  private long expire(long now) {
    long next = Long.MAX_VALUE;
    List<Flight> late = new ArrayList<>();
    for (Flight flight : flights.values()) {
      if (flight.deadline - now <= 0) {
        late.add(flight);
      } else {
        next = Math.min(next, flight.deadline - now);
      }
    }
    for (Flight flight : late) {
      end(flight, new Reply.Silent());
    }
    return next;
  }

  // ---- ending ----

  private static Rtt since(Flight flight) {
    return new Rtt(System.nanoTime() - flight.sent, Clock.USERSPACE);
  }

  private void unsent(Flight flight, LocalFault fault, String detail) {
    end(flight, new Reply.Unsent(fault, detail));
  }

  private void end(Flight flight, Reply reply) {
    flights.remove(flight.id);
    release(flight);
    ended.add(
        new Outcome(
            flight.id,
            flight.probe,
            reply,
            flight.localPort,
            flight.localAddress,
            Optional.empty()));
  }

  private static void release(Flight flight) {
    if (flight.process != null) {
      flight.process.destroyForcibly();
    }
    if (flight.channel != null) {
      try {
        flight.channel.close();
      } catch (IOException _) {
        // Gone all the same.
      }
    }
  }

  @Override
  public void cancel(int id) {
    Flight flight = flights.remove(id);
    if (flight != null) {
      release(flight);
    }
  }

  @Override
  public int inFlight() {
    return flights.size();
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
    for (Flight flight : flights.values()) {
      release(flight);
    }
    flights.clear();
    try {
      selector.close();
    } catch (IOException _) {
      // Gone all the same.
    }
  }
}
