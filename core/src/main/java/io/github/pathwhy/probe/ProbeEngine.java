package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpVersion;
import java.util.List;

/// Sends probes and collects what comes back. Many may be in flight; nothing blocks but {@link
/// #await}. Used by one thread.
///
/// Engines know nothing of paths or ports; what to send, how often and how long to wait is decided
/// by those who use them (`probe.measure`).
public interface ProbeEngine extends AutoCloseable {

  /** Which way of probing this is. */
  Tier tier();

  /** Whether probes of this kind can be sent here and their replies seen. */
  Capability canProbe(Method method, IpVersion version);

  /** Whether routers that such a probe dies at can be seen. */
  Capability canSeeHops(Method method, IpVersion version);

  /// Sends a probe. Its outcome comes from a later {@link #await}, also when it could not be sent.
  ///
  /// @param id the caller's number for it, unique among those in flight
  /// @param timeoutNanos when to call it silent; engines that use the kernel's TCP keep it below
  ///   one second, after which the kernel would send again
  void send(int id, Probe probe, long timeoutNanos);

  /** Stops waiting for a probe; there will be no outcome. Unknown numbers are ignored. */
  void cancel(int id);

  /// What became of probes since the last call; waits for at least one, at most so long, and
  /// returns early when a stop is requested.
  List<Outcome> await(long nanos);

  /** How many probes are in flight. */
  int inFlight();

  /** How many probes may be in flight at once. */
  int capacity();

  /** The engine's clock in nanoseconds; only differences mean anything. */
  long now();

  /** Ends everything in flight. */
  @Override
  void close();
}
