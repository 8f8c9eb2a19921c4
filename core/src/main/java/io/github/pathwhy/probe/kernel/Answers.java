package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out what an event on a probe's socket says of the probe, from the socket's state, from
/// what it received and from its error queue.
final class Answers {
  private static final long NANOS_IN_MICRO = 1_000L;
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  private final Sockets sockets;
  private final Inbox inbox;
  private long clockOffset;
  private long clockRead;

  Answers(Sockets sockets, Inbox inbox) {
    this.sockets = sockets;
    this.inbox = inbox;
    readClocks(System.nanoTime());
  }

  /// Reads the answer to a probe in flight; null when there is none yet.
  ///
  /// @param what the event: `EPOLL…` bits
  /// @param now when it was noticed, by this process's clock
  @Nullable Reply read(Slot slot, int what, long now) {
    return slot.probe().method() == Method.TCP
        ? readConnection(slot, what, now)
        : readDatagram(slot, what, now);
  }

  private Reply readConnection(Slot slot, int what, long now) {
    if ((what & (Linux.EPOLLERR | Linux.EPOLLHUP)) == 0) {
      return connected(slot, now);
    }
    Reply told = readErrors(slot, now);
    if (told != null) {
      return told;
    }
    int errno = sockets.error(slot.socket);
    // A reset that comes after the handshake has an error of its own: somebody accepted.
    return errno == Linux.ECONNRESET || errno == Linux.EPIPE
        ? connected(slot, now)
        : untold(slot, errno, now);
  }

  private Reply connected(Slot slot, long now) {
    return connected(slot, sockets.handshakeMicros(slot.socket), now);
  }

  /// The answer to a connection that stands.
  ///
  /// @param micros how long the handshake took; negative when not known
  static Reply connected(Slot slot, long micros, long now) {
    return new Reply.Answered(
        micros >= 0 ? new Rtt(micros * NANOS_IN_MICRO, Clock.TCP_INFO) : since(slot, now));
  }

  private @Nullable Reply readDatagram(Slot slot, int what, long now) {
    if ((what & Linux.EPOLLERR) != 0) {
      Reply told = readErrors(slot, now);
      if (told != null) {
        return told;
      }
    }
    if ((what & Linux.EPOLLIN) == 0) {
      return null;
    }
    while (inbox.receive(slot.socket, false)) {
      if (isReply(slot.probe())) {
        long received = inbox.stamp();
        // The stamp of sending is in the error queue.
        readErrors(slot, now);
        return new Reply.Answered(rtt(slot, received, now));
      }
    }
    return inbox.errno() == Linux.ECONNREFUSED ? readErrors(slot, now) : null;
  }

  private boolean isReply(Probe probe) {
    if (probe.method() == Method.UDP) {
      return true;
    }
    int type = Sockets.isV4(probe) ? 0 : Sockets.ECHO_V6 + 1;
    return inbox.length() >= Sockets.ICMP_HEADER && inbox.data(0) == type;
  }

  /** Empties the error queue: stamps are noted, an error is the answer. */
  private @Nullable Reply readErrors(Slot slot, long now) {
    while (inbox.receive(slot.socket, true)) {
      if (inbox.stampKind() >= 0) {
        slot.sentStamp = inbox.stamp();
        continue;
      }
      Optional<Inbox.Failure> failure = inbox.failure();
      if (failure.isPresent()) {
        return told(slot, failure.get(), inbox.stamp(), now);
      }
    }
    return null;
  }

  private Reply told(Slot slot, Inbox.Failure failure, long received, long now) {
    if (failure.icmp().isEmpty() || failure.from().isEmpty()) {
      return untold(slot, failure.errno(), now);
    }
    // A stamp of sending that is still to be read belongs to this probe, too.
    while (slot.sentStamp == 0 && inbox.receive(slot.socket, true)) {
      if (inbox.stampKind() >= 0) {
        slot.sentStamp = inbox.stamp();
      }
    }
    return new Reply.Icmp(
        failure.icmp().get(), failure.from().get(), rtt(slot, received, now), failure.mtu());
  }

  /** The error of a socket without a message that explains it. */
  private static Reply untold(Slot slot, int errno, long now) {
    return switch (errno) {
      case Linux.ECONNREFUSED -> new Reply.Reset(since(slot, now));
      case 0, Linux.ETIMEDOUT -> new Reply.Silent();
      case Linux.EHOSTUNREACH ->
          new Reply.Unsent(LocalFault.NEIGHBOUR_UNREACHABLE, Linux.errno(errno));
      default -> Faults.ofSending(errno, slot.probe());
    };
  }

  // ---- times ----

  private static Rtt since(Slot slot, long now) {
    return new Rtt(now - slot.sent, Clock.USERSPACE);
  }

  /** The best round trip that the stamps allow. */
  private Rtt rtt(Slot slot, long received, long now) {
    if (received > 0) {
      boolean stamped = slot.sentStamp > 0;
      long nanos = received - (stamped ? slot.sentStamp : slot.sent + clockOffset(now));
      // Otherwise the machine's clock was set meanwhile.
      if (nanos >= 0 && nanos <= now - slot.sent + NANOS_IN_MILLI) {
        return new Rtt(nanos, stamped ? Clock.KERNEL : Clock.KERNEL_RECEIVE);
      }
    }
    return since(slot, now);
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
}
