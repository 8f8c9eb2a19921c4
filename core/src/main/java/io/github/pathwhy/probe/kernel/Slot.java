package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Probe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A probe in flight: its socket and its times. Reused. */
final class Slot {
  final int index;

  int socket = -1;
  int id;
  @Nullable Probe probe;

  /** Where it stands among those in flight. */
  int position;

  /** When it was handed to the kernel, by this process's clock. */
  long sent;

  /** When to give up. */
  long deadline;

  /** When it left, by the kernel's clock; 0 when not told. */
  long sentStamp;

  /** How long the handshake took, where it was asked for already; -1 when not known. */
  long handshakeMicros;

  int localPort;
  Optional<IpAddress> localAddress = Optional.empty();

  Slot(int index) {
    this.index = index;
  }

  Probe probe() {
    if (probe == null) {
      throw new IllegalStateException("nothing in flight in slot " + index);
    }
    return probe;
  }
}
