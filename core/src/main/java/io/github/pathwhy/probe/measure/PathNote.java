package io.github.pathwhy.probe.measure;

/// Something about a measured path that its hops do not tell.
///
/// @param ttl the hop, or 0 for the whole path
public record PathNote(Kind kind, int ttl, String words) {

  /** What is to be told. */
  public enum Kind {
    /** An ICMP error came from an address that no router can have. */
    STRANGE_SENDER,
    /** Something on the way answers in the destination's name. */
    DESTINATION_ON_THE_WAY,
    /** One address at hops in a row. */
    REPEATED_ADDRESS,
    /** A hop left probes unanswered that got through. */
    ANSWERS_LIMITED,
    /** Probes of one kind ended in different ways. */
    ENDS_DIFFER,
    /** An ICMP error that is neither an expired nor an undeliverable packet. */
    OTHER_ERROR,
    /** Several ways, and none of them could be followed alone. */
    NOT_ONE_FLOW,
    /** Port unreachable from an address that is not the destination's. */
    OTHER_ADDRESS,
    /** Packets of another kind than those asked about took this way: it ends where those do. */
    OTHER_METHOD
  }
}
