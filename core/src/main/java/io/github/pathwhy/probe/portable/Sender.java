package io.github.pathwhy.probe.portable;

import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Sends probes with channels and processes: channels are registered with a selector, what a
/// process says is put into a queue and wakes the selector up.
///
/// Where a method gives a reply, that is how the probe ended at once; null when it is on its way.
final class Sender {
  private final Selector selector;
  private final Queue<Echo> echoes;

  /** What the process of a flight said, and when it ended. */
  record Echo(Flight flight, SystemTool.Result result, long at) {}

  /// @param echoes filled by other threads
  Sender(Selector selector, Queue<Echo> echoes) {
    this.selector = selector;
    this.echoes = echoes;
  }

  @Nullable Reply send(Flight flight, long timeoutNanos) {
    Probe probe = flight.probe;
    if (probe.ttl() > 0) {
      return unsupported("Java's sockets cannot set the time to live");
    }
    try {
      return switch (probe.method()) {
        case TCP -> connect(flight);
        case UDP -> sendDatagram(flight);
        case ICMP -> ping(flight, timeoutNanos);
      };
    } catch (UnsupportedOperationException _) {
      return unsupported("no " + probe.destination().version().label() + " here");
    } catch (IOException e) {
      return Faults.ofSending(e, probe.sourcePort());
    }
  }

  private static Reply unsupported(String detail) {
    return new Reply.Unsent(LocalFault.UNSUPPORTED, detail);
  }

  private @Nullable Reply connect(Flight flight) throws IOException {
    Probe probe = flight.probe;
    SocketChannel channel = Channels.stream(probe.destination().version());
    flight.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    Reply unbound = bind(channel, probe.sourcePort());
    if (unbound != null) {
      return unbound;
    }
    if (probe.sourcePort() == 0) {
      // Java forgets the port of a connection that fails, unless it was bound before.
      channel.bind(null);
    }
    flight.readLocal(channel);
    boolean connected;
    try {
      connected = channel.connect(Channels.target(probe));
    } catch (ConnectException e) {
      return Faults.ofConnecting(e, flight.since());
    }
    if (connected) {
      Rtt rtt = flight.since();
      flight.readLocal(channel);
      return new Reply.Answered(rtt);
    }
    channel.register(selector, SelectionKey.OP_CONNECT, flight);
    return null;
  }

  private @Nullable Reply sendDatagram(Flight flight) throws IOException {
    Probe probe = flight.probe;
    DatagramChannel channel = Channels.datagrams(probe.destination().version());
    flight.channel = channel;
    channel.configureBlocking(false);
    if (probe.dontFragment() && !Channels.forbidFragments(channel)) {
      return unsupported("this system cannot forbid fragments");
    }
    Reply unbound = bind(channel, probe.sourcePort());
    if (unbound != null) {
      return unbound;
    }
    channel.connect(Channels.target(probe));
    flight.readLocal(channel);
    ByteBuffer data = ByteBuffer.allocate(probe.size());
    for (int i = 0; i < probe.size(); i++) {
      data.put((byte) ('a' + i % 26));
    }
    try {
      channel.write(data.flip());
    } catch (PortUnreachableException _) {
      return Faults.ofClosedPort(probe, flight.since());
    }
    channel.register(selector, SelectionKey.OP_READ, flight);
    return null;
  }

  private static @Nullable Reply bind(NetworkChannel channel, int port) throws IOException {
    if (port > 0) {
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(port));
      } catch (IOException e) {
        return Faults.ofBinding(e, port);
      }
    }
    return null;
  }

  private @Nullable Reply ping(Flight flight, long timeoutNanos) {
    Optional<PingCommand> command = PingCommand.find(flight.probe.destination().version());
    if (command.isEmpty()) {
      return unsupported("no ping here");
    }
    Optional<List<String>> arguments = command.get().arguments(flight.probe, timeoutNanos);
    if (arguments.isEmpty()) {
      return unsupported(command.get().tool() + " cannot send it");
    }
    try {
      flight.process =
          SystemTool.start(
              arguments.get(),
              result -> {
                echoes.add(new Echo(flight, result, System.nanoTime()));
                selector.wakeup();
              });
    } catch (IOException e) {
      return unsupported("ping cannot be started: " + SystemTool.reason(e));
    }
    return null;
  }
}
