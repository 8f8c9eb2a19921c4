package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
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
import java.net.PortUnreachableException;
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
  private final Sender sender;
  private final Map<Integer, Flight> flights = new LinkedHashMap<>();
  private final Queue<Sender.Echo> echoes = new ConcurrentLinkedQueue<>();
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
  private List<Outcome> ended = new ArrayList<>();

  private PortableEngine(Selector selector) {
    this.selector = selector;
    this.sender = new Sender(selector, echoes);
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
      return canPing(version);
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

  private static Capability canPing(IpVersion version) {
    Optional<PingCommand> command = PingCommand.find(version);
    if (command.isEmpty()) {
      return new Capability.Unable(
          "echo requests need the system's ping, which is not there",
          "install ping (package iputils-ping or iputils)");
    }
    // Where this process may not have the privilege that comes with the file, it does not start.
    return SystemTool.refusal(command.get().tool())
        .<Capability>map(why ->
            new Capability.Unable(
                "echo requests need the system's ping, which cannot be started: " + why, ""))
        .orElse(ABLE);
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
    Reply reply = sender.send(flight, timeoutNanos);
    if (reply != null) {
      end(flight, reply);
    }
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
    Rtt rtt = flight.since(now);
    if (flight.channel instanceof SocketChannel channel) {
      try {
        if (channel.finishConnect()) {
          flight.readLocal(channel);
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
        end(flight, Faults.ofClosedPort(flight.probe, flight.since()));
      } catch (IOException e) {
        end(flight, Faults.ofWaiting(e));
      }
    }
  }

  private void readEchoes() {
    Sender.Echo echo;
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

  private void end(Flight flight, Reply reply) {
    flights.remove(flight.id);
    flight.release();
    ended.add(
        new Outcome(
            flight.id,
            flight.probe,
            reply,
            flight.localPort,
            flight.localAddress,
            Optional.empty()));
  }

  @Override
  public void cancel(int id) {
    Flight flight = flights.remove(id);
    if (flight != null) {
      flight.release();
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
      flight.release();
    }
    flights.clear();
    try {
      selector.close();
    } catch (IOException _) {
      // Gone all the same.
    }
  }
}
