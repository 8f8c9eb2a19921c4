package io.github.pathwhy.trace;

import java.util.Optional;

/// How to trace.
///
/// @param strictness whether documentation counts where measurements contradict it
/// @param hostName what the client asks for by name; application rules of firewalls look at it
/// @param asksApplication whether more than an open port is asked for, as for a page
public record TraceOptions(
    Strictness strictness, Optional<String> hostName, boolean asksApplication) {

  /** The usual reading. */
  public static final TraceOptions DEFAULT = new TraceOptions(false);

  /** Options for a flow whose client gives no name. */
  public TraceOptions(boolean strictPeering) {
    this(strictPeering, Optional.empty());
  }

  /** Options for a flow whose client asks for no more than an open port. */
  public TraceOptions(boolean strictPeering, Optional<String> hostName) {
    this(new Strictness(strictPeering, false), hostName, false);
  }
}
