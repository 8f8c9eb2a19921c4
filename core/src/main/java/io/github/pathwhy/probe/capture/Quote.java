package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;

/// What an ICMP error about a probe showed beside the error: it quotes the packet as it was where
/// it ended.
///
/// @param by who sent the error
/// @param there how many hops the probe went, as a hop trace counts them
/// @param back how far away the sender is, by the time to live that the error arrived with; 0 when
///   that fits no usual beginning
/// @param change what is not as it was sent
public record Quote(IpAddress by, int there, int back, Change change) {

  /** What happened to a packet on the way. */
  public sealed interface Change {
    /** Nothing that shows: translators may undo in quotations what they do. */
    record None() implements Change {}

    /** The checksum does not fit the addresses and ports: one of them was another there. */
    record Checksum() implements Change {}

    /** It came from another address there. */
    record Source(IpAddress address) implements Change {}

    /** It was for another address there. */
    record Destination(IpAddress address) implements Change {}
  }
}
