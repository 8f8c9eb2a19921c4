package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Rtt;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A probe on its way, and what it is sent with: a channel or a process. */
final class Flight {
  final int id;
  final Probe probe;
  final long sent;
  final long deadline;

  @Nullable SelectableChannel channel;
  @Nullable Process process;
  int localPort;
  Optional<IpAddress> localAddress = Optional.empty();

  Flight(int id, Probe probe, long sent, long deadline) {
    this.id = id;
    this.probe = probe;
    this.sent = sent;
    this.deadline = deadline;
  }

  /** Notes where it leaves from. */
  void readLocal(NetworkChannel from) throws IOException {
    localPort = Channels.localPort(from);
    localAddress = Channels.localAddress(from);
  }

  /** The round trip of what is answered now. */
  Rtt since() {
    return since(System.nanoTime());
  }

  /** The round trip of what was answered then, by this process's clock. */
  Rtt since(long then) {
    return new Rtt(then - sent, Clock.USERSPACE);
  }

  /** Gives back what it was sent with. */
  void release() {
    if (process != null) {
      process.destroyForcibly();
    }
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // Gone all the same.
      }
    }
  }
}
