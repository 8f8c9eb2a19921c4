package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Probe;
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
}
