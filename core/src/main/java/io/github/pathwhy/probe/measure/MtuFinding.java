package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.LocalFault;
import java.util.Optional;

/// How large packets to a destination may be, headers included.
public sealed interface MtuFinding {

  /** Why larger packets do not arrive. */
  sealed interface Limit {
    /** This machine's own link is not larger. */
    record Local() implements Limit {}

    /// A router said so, as it should.
    ///
    /// @param told the size it told; empty when it told none or one that cannot be
    record Reported(IpAddress by, Optional<Integer> told) implements Limit {}

    /// Larger packets vanish without a word: connections stall once they send much.
    ///
    /// @param lastSeen the farthest router that still got large packets, and its hop; empty when
    ///   none showed itself
    record BlackHole(Optional<MeasuredHop.Router> lastSeen, int hop) implements Limit {}

    /** The largest packet that the protocol allows arrives. */
    record None() implements Limit {}
  }

  /// Found out.
  ///
  /// @param mtu the largest packet that arrived
  record Found(int mtu, Limit limit) implements MtuFinding {}

  /// The destination answers nothing that could tell; routers may have told something.
  ///
  /// @param why for example `no answer to echo requests`
  /// @param atMost what the nearest narrow router told
  record Undetermined(String why, Optional<Integer> atMost, Optional<IpAddress> by)
      implements MtuFinding {}

  /** This machine could not send. */
  record NotSent(LocalFault fault, String detail) implements MtuFinding {}

  /** Somebody stopped it. */
  record Interrupted() implements MtuFinding {}
}
