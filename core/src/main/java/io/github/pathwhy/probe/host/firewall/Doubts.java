package io.github.pathwhy.probe.host.firewall;

/// What is no longer known of a packet, because a rule has changed it or may have.
///
/// @param source its source address and port
/// @param destination its destination address and port
/// @param device where it goes or comes
/// @param tracking whether the connection tracker sees it
record Doubts(boolean source, boolean destination, boolean device, boolean tracking) {
  static final Doubts NONE = new Doubts(false, false, false, false);
  static final Doubts OF_SOURCE = new Doubts(true, false, false, false);
  static final Doubts OF_DESTINATION = new Doubts(false, true, false, false);
  static final Doubts OF_ADDRESSES = new Doubts(true, true, false, false);
  static final Doubts OF_DEVICE = new Doubts(false, false, true, false);
  static final Doubts OF_TRACKING = new Doubts(false, false, false, true);

  Doubts and(Doubts other) {
    return new Doubts(
        source || other.source,
        destination || other.destination,
        device || other.device,
        tracking || other.tracking);
  }

  /** What is not known of the answer to such a packet. */
  Doubts ofAnswer() {
    return new Doubts(/* source= */ destination, /* destination= */ source, device, tracking);
  }

  /** Whether its addresses may have been translated. */
  boolean isTranslated() {
    return source || destination;
  }
}
